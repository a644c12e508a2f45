package io.jettio.harness.distort;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An HTTP answer.
 *
 * @param status its status code
 * @param lines its header lines, without those that say how long the body is
 * @param body its body as text
 */
record Reply(int status, List<String> lines, String body) {
    Reply withStatus(int other) {
        return new Reply(other, lines, body);
    }

    Reply withBody(String other) {
        return new Reply(status, lines, other);
    }

    Reply with(String line) {
        List<String> more = new ArrayList<>(lines);
        more.add(line);
        return new Reply(status, more, body);
    }

    Reply without(String header) {
        String prefix = header.toLowerCase(Locale.ROOT) + ":";
        return new Reply(
                status,
                lines.stream()
                        .filter(line -> !line.toLowerCase(Locale.ROOT).startsWith(prefix))
                        .toList(),
                body);
    }

    byte[] bytes() {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Distorted\r\n");
        lines.forEach(line -> head.append(line).append("\r\n"));
        if (status != 101) {
            head.append("Content-Length: ").append(content.length).append("\r\n");
        }
        byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] whole = new byte[start.length + content.length];
        System.arraycopy(start, 0, whole, 0, start.length);
        System.arraycopy(content, 0, whole, start.length, content.length);
        return whole;
    }
}
