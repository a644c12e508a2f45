package io.jettio.kit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The head of a request (RFC 9112).
 *
 * @param method the method
 * @param target path and query
 * @param headers all fields; names without regard to case
 * @param size its size in bytes, with the empty line
 */
record RequestHead(String method, String target, Map<String, List<String>> headers, int size) {
    private static final String END = "\r\n\r\n";

    /** The head that some bytes begin with, or null where it is not there whole. */
    static RequestHead of(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf(END);
        if (end < 0) {
            return null;
        }
        String[] lines = text.substring(0, end).split("\r\n", -1);
        String[] words = lines[0].split(" ", -1);
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.computeIfAbsent(lines[i].substring(0, colon), name -> new ArrayList<>())
                    .add(lines[i].substring(colon + 1).trim());
        }
        return new RequestHead(words[0], words[1], headers, end + END.length());
    }

    boolean asksForWebSocket() {
        return headers.getOrDefault("Upgrade", List.of()).contains("websocket");
    }

    /** The size of the body behind it. */
    int bodySize() {
        return Integer.parseInt(
                headers.getOrDefault("Content-Length", List.of("0")).get(0));
    }
}
