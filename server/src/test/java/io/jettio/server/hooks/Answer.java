package io.jettio.server.hooks;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An HTTP answer as it came. */
public record Answer(int status, Map<String, List<String>> headers, String body) {
    private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");

    /** Reads the status line and the headers, and nothing beyond. */
    static Answer readHead(InputStream in) throws IOException {
        List<String> lines = head(in).lines().filter(line -> !line.isEmpty()).toList();
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).trim());
        }
        return new Answer(Integer.parseInt(lines.get(0).substring(9, 12)), headers, "");
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < 4) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("no answer, only: " + head.toString(StandardCharsets.ISO_8859_1));
            }
            head.write(next);
            matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    Answer withBody(String text) {
        return new Answer(status, headers, text);
    }

    /** The values of a header. */
    public List<String> all(String name) {
        return headers.getOrDefault(name, List.of());
    }

    /** The only value of a header, or null. */
    public @Nullable String header(String name) {
        List<String> values = all(name);
        if (values.size() > 1) {
            throw new AssertionError(name + " stands more than once: " + values);
        }
        return values.isEmpty() ? null : values.get(0);
    }

    /** The session id that the body's handshake tells. */
    public String sid() {
        return sid(body);
    }

    /** The session id that a handshake tells. */
    public static String sid(String handshake) {
        Matcher matcher = SID.matcher(handshake);
        if (!matcher.find()) {
            throw new AssertionError("no handshake: " + handshake);
        }
        return matcher.group(1);
    }
}
