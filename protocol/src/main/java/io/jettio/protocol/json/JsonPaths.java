package io.jettio.protocol.json;

/** Paths as an exception's message may show them: names in them can come from a peer. */
final class JsonPaths {
    static final int MAX_LENGTH = 200;

    private JsonPaths() {}

    /** {@return the path, cut to a length, without control characters} */
    static String shown(String path) {
        StringBuilder shown = new StringBuilder(Math.min(path.length(), MAX_LENGTH + 1));
        for (int i = 0; i < path.length(); i++) {
            if (i == MAX_LENGTH) {
                return shown.append('…').toString();
            }
            char c = path.charAt(i);
            shown.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
        }
        return shown.toString();
    }
}
