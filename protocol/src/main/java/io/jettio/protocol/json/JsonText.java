package io.jettio.protocol.json;

import java.nio.charset.StandardCharsets;

/** Reads pieces of JSON whose syntax the {@link JsonScanner} has checked. */
final class JsonText {
    private JsonText() {}

    /** {@return the string whose contents, without the quotation marks, are a range of UTF-8} */
    static String string(byte[] utf8, int from, int to) {
        int p = from;
        while (p < to && utf8[p] != '\\') {
            p++;
        }
        String plain = new String(utf8, from, p - from, StandardCharsets.UTF_8);
        return p == to ? plain : unescape(plain, utf8, p, to);
    }

    /** {@return whether a range is an integer without fraction and exponent} */
    static boolean isInteger(byte[] utf8, int from, int to) {
        int p = utf8[from] == '-' ? from + 1 : from;
        while (p < to && utf8[p] >= '0' && utf8[p] <= '9') {
            p++;
        }
        return p == to;
    }

    /** {@return the value of such a range of less than 19 bytes} */
    static long integer(byte[] utf8, int from, int to) {
        long value = 0;
        for (int p = utf8[from] == '-' ? from + 1 : from; p < to; p++) {
            value = value * 10 + utf8[p] - '0';
        }
        return utf8[from] == '-' ? -value : value;
    }

    private static String unescape(String head, byte[] utf8, int from, int to) {
        StringBuilder text = new StringBuilder(head.length() + to - from).append(head);
        int p = from;
        while (p < to) {
            if (utf8[p] != '\\') {
                int start = p;
                while (p < to && utf8[p] != '\\') {
                    p++;
                }
                text.append(new String(utf8, start, p - start, StandardCharsets.UTF_8));
            } else if (utf8[p + 1] == 'u') {
                text.append((char) hex(utf8, p + 2));
                p += 6;
            } else {
                text.append(escaped(utf8[p + 1]));
                p += 2;
            }
        }
        return text.toString();
    }

    private static int hex(byte[] utf8, int from) {
        int value = 0;
        for (int i = from; i < from + 4; i++) {
            value = value << 4 | Character.digit(utf8[i], 16);
        }
        return value;
    }

    private static char escaped(byte letter) {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> (char) letter;
        };
    }
}
