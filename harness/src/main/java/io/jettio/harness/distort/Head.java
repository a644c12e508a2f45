package io.jettio.harness.distort;

import io.jettio.harness.wire.HeadLine;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The head of a request or of an answer.
 *
 * @param first its first line
 * @param lines the others, without the empty one
 */
record Head(String first, List<String> lines) {
    static Head read(DataInputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = HeadLine.read(in); !line.isEmpty(); line = HeadLine.read(in)) {
            lines.add(line);
        }
        return lines.isEmpty() ? new Head("", List.of()) : new Head(lines.get(0), lines.subList(1, lines.size()));
    }

    byte[] bytes() {
        StringBuilder head = new StringBuilder(first).append("\r\n");
        lines.forEach(line -> head.append(line).append("\r\n"));
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    int status() throws IOException {
        String[] words = first.split(" ", 3);
        if (words.length < 2 || !words[1].matches("[0-9]{3}")) {
            throw new IOException("no answer: " + first);
        }
        return Integer.parseInt(words[1]);
    }

    /** How long the body is: 0 when nothing is said of it, -1 when it cannot be told beforehand. */
    long length() {
        for (String line : lines) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("transfer-encoding:")) {
                return -1;
            }
            if (lower.startsWith("content-length:")) {
                String number = lower.substring(15).trim();
                return number.matches("[0-9]{1,18}") ? Long.parseLong(number) : -1;
            }
        }
        return 0;
    }

    /** The same, of a body so long. */
    Head withLength(int length) {
        List<String> others =
                new ArrayList<>(lines.stream().filter(line -> !saysLength(line)).toList());
        others.add("Content-Length: " + length);
        return new Head(first, others);
    }

    static boolean saysLength(String line) {
        String lower = line.toLowerCase(Locale.ROOT);
        return lower.startsWith("content-length:") || lower.startsWith("transfer-encoding:");
    }

    /** The body that follows, of a known length or in chunks. */
    byte[] body(DataInputStream in) throws IOException {
        long length = length();
        if (length >= 0) {
            return in.readNBytes((int) length);
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int size = Integer.parseInt(HeadLine.read(in), 16);
            body.write(in.readNBytes(size));
            HeadLine.read(in);
            if (size == 0) {
                return body.toByteArray();
            }
        }
    }
}
