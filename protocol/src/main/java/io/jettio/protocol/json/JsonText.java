package io.jettio.protocol.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads pieces of JSON whose syntax the {@link JsonScanner} has checked, and what the scanner and the output share. */
final class JsonText {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final byte[] PLACEHOLDER = "{\"_placeholder\":true,\"num\":".getBytes(StandardCharsets.US_ASCII);

    private JsonText() {}

    /**
     * {@return the index of the first byte that needs a look in a string: a quotation mark, a backslash, a control
     * character, or no ASCII; the end if there is none}
     */
    static int endOfPlain(byte[] utf8, int from, int to) {
        int p = from;
        while (p + Long.BYTES <= to) {
            long bytes = (long) LONGS.get(utf8, p);
            // Each difference sets the high bit of a byte that is zero (below the space, for the last); a borrow can
            // only reach bytes behind a hit, and the first hit is what counts.
            long quote = bytes ^ ONES * '"';
            long backslash = bytes ^ ONES * '\\';
            long hits = (quote - ONES | backslash - ONES | bytes - ONES * ' ' | bytes) & HIGHS;
            if (hits != 0) {
                return p + (Long.numberOfTrailingZeros(hits) >>> 3);
            }
            p += Long.BYTES;
        }
        while (p < to && utf8[p] >= ' ' && utf8[p] != '"' && utf8[p] != '\\') {
            p++;
        }
        return p;
    }

    /** {@return the index of an ASCII character in an array of ASCII, or the length} */
    static int indexOf(char wanted, byte[] ascii, int from) {
        int p = from;
        for (; p + Long.BYTES <= ascii.length; p += Long.BYTES) {
            long zeros = (long) LONGS.get(ascii, p) ^ ONES * wanted;
            long hits = (zeros - ONES) & HIGHS;
            if (hits != 0) {
                return p + (Long.numberOfTrailingZeros(hits) >>> 3);
            }
        }
        while (p < ascii.length && ascii[p] != wanted) {
            p++;
        }
        return p;
    }

    /** {@return the string whose contents, without the quotation marks, are a range of UTF-8} */
    static String string(byte[] utf8, int from, int to) {
        int p = endOfPlain(utf8, from, to);
        while (p < to && utf8[p] < 0) {
            p = endOfPlain(utf8, p + 1, to);
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

    /**
     * {@return the number in a placeholder written as every encoder writes it, or -1} Other spellings of one, with white
     * space or in another order, are left to whoever reads objects.
     */
    static int placeholder(byte[] utf8, int from, int to) {
        int digits = from + PLACEHOLDER.length;
        int end = to - 1;
        if (end <= digits
                || end - digits > 9
                || !Arrays.equals(utf8, from, digits, PLACEHOLDER, 0, PLACEHOLDER.length)
                || utf8[end] != '}'
                || !isInteger(utf8, digits, end)) {
            return -1;
        }
        return (int) Math.max(-1, integer(utf8, digits, end));
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
