package io.jettio.protocol.json;

import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.socketio.PacketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One strict pass over JSON: the syntax of RFC 8259, UTF-8 as RFC 3629 has it, the limits, and the placeholders of a
 * packet with attachments. It keeps nothing but where the elements of the outermost array begin and end.
 *
 * <p>Nesting is kept in an array and not on the stack, so no depth can overflow. Every failure is a
 * {@link PacketException} whose position is the index in the scanned array, not relative to the range. An instance
 * scans once.
 */
final class JsonScanner {
    private static final byte[] PLACEHOLDER = {'_', 'p', 'l', 'a', 'c', 'e', 'h', 'o', 'l', 'd', 'e', 'r'};
    private static final byte[] NUM = {'n', 'u', 'm'};
    private static final int[] NO_BOUNDS = {};

    /** In {@link #open}: an array. An object is the number of its placeholder plus one, doubled, plus the flag. */
    private static final int ARRAY = -1;

    private enum Key {
        OTHER,
        PLACEHOLDER,
        NUM
    }

    private final byte[] utf8;
    private final int to;
    private final int attachments;
    private final int maxNesting;
    private final int maxArguments;
    private final int maxNumberLength;

    private int[] open = NO_BOUNDS;
    private int depth;
    private Key key = Key.OTHER;
    private boolean escaped;

    private int[] bounds = NO_BOUNDS;
    private int elements;

    /**
     * Prepares to scan.
     *
     * @param attachments how many attachments the packet announced; with 0, a placeholder is an ordinary object
     */
    JsonScanner(byte[] utf8, int to, int attachments, DecodeLimits limits) {
        this.utf8 = utf8;
        this.to = to;
        this.attachments = attachments;
        this.maxNesting = limits.maxNesting();
        this.maxArguments = limits.maxArguments();
        this.maxNumberLength = limits.maxNumberLength();
    }

    /**
     * Scans a text that is one array.
     *
     * @param extra how many elements are allowed above the limit for arguments: 1 for the event's name
     */
    void scanArray(int from, int extra) {
        int p = space(from);
        if (at(p) != '[') {
            throw failure("expected an array", p);
        }
        depth = 1;
        p = space(p + 1);
        if (at(p) == ']') {
            end(p + 1);
            return;
        }
        while (true) {
            if (elements == maxArguments + extra) {
                throw failure("more than " + maxArguments + " arguments", p);
            }
            int start = p;
            p = value(p);
            element(start, p);
            p = space(p);
            byte next = at(p);
            if (next == ',') {
                p = space(p + 1);
            } else if (next == ']') {
                end(p + 1);
                return;
            } else {
                throw failure("expected ',' or ']'", p);
            }
        }
    }

    /** Scans a text that is one value, which becomes the only element. */
    void scanValue(int from) {
        int start = space(from);
        int p = value(start);
        element(start, p);
        end(p);
    }

    /** {@return whether a text is one JSON value within the default limits} */
    static boolean isValue(String json) {
        byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
        try {
            new JsonScanner(utf8, utf8.length, 0, DecodeLimits.defaults()).scanValue(0);
            return true;
        } catch (PacketException refused) {
            return false;
        }
    }

    /** {@return the number of elements of the outermost array} */
    int elements() {
        return elements;
    }

    /** {@return the index of the first byte of each element and the index after its last, in turn} */
    int[] bounds() {
        return bounds;
    }

    private void element(int start, int end) {
        int at = elements * 2;
        if (at == bounds.length) {
            bounds = Arrays.copyOf(bounds, Math.max(4, at * 2));
        }
        bounds[at] = start;
        bounds[at + 1] = end;
        elements++;
    }

    private void end(int p) {
        int end = space(p);
        if (end != to) {
            throw failure("trailing data", end);
        }
    }

    /** Scans one value with all that it contains; returns the index after it. */
    private int value(int from) {
        int base = depth;
        int p = from;
        while (true) {
            if (key != Key.OTHER) {
                noteMember(p);
            }
            byte first = at(p);
            if (first == '"') {
                p = string(p);
            } else if (first == '{') {
                push(0, p);
                p = space(p + 1);
                if (at(p) != '}') {
                    p = name(p);
                    continue;
                }
                p = pop(p);
            } else if (first == '[') {
                push(ARRAY, p);
                p = space(p + 1);
                if (at(p) != ']') {
                    continue;
                }
                p = pop(p);
            } else {
                p = numberOrLiteral(first, p);
            }
            p = closeFinished(p, base);
            if (depth == base) {
                return p;
            }
            p = open[depth] == ARRAY ? space(p + 1) : name(space(p + 1));
        }
    }

    /** After a value: closes the containers that end here; returns the index of a comma, or after the last one. */
    private int closeFinished(int from, int base) {
        int p = from;
        while (depth != base) {
            p = space(p);
            byte next = at(p);
            if (next == ',') {
                return p;
            }
            boolean array = open[depth] == ARRAY;
            if (next != (array ? ']' : '}')) {
                throw failure(array ? "expected ',' or ']'" : "expected ',' or '}'", p);
            }
            p = pop(p);
        }
        return p;
    }

    private void push(int container, int p) {
        if (depth == maxNesting) {
            throw failure("nested deeper than " + maxNesting, p);
        }
        depth++;
        if (depth >= open.length) {
            open = Arrays.copyOf(open, Math.max(16, depth * 2));
        }
        open[depth] = container;
    }

    private int pop(int p) {
        int container = open[depth];
        if (container == 1) {
            throw failure("placeholder num is not an integer below " + attachments, p);
        }
        depth--;
        return p + 1;
    }

    /** Scans a member's name and the colon; returns the index of its value. */
    private int name(int from) {
        if (at(from) != '"') {
            throw failure("expected a member's name", from);
        }
        escaped = false;
        int p = string(from);
        if (attachments > 0) {
            key = classify(from + 1, p - 1);
        }
        p = space(p);
        if (at(p) != ':') {
            throw failure("expected ':'", p);
        }
        return space(p + 1);
    }

    private Key classify(int from, int end) {
        if (escaped) {
            String name = JsonText.string(utf8, from, end);
            return name.equals("_placeholder") ? Key.PLACEHOLDER : name.equals("num") ? Key.NUM : Key.OTHER;
        }
        if (Arrays.equals(utf8, from, end, PLACEHOLDER, 0, PLACEHOLDER.length)) {
            return Key.PLACEHOLDER;
        }
        return Arrays.equals(utf8, from, end, NUM, 0, NUM.length) ? Key.NUM : Key.OTHER;
    }

    /** Notes what the value at an index means for the placeholder; of equal names the last one counts. */
    private void noteMember(int p) {
        int object = open[depth];
        if (key == Key.PLACEHOLDER) {
            open[depth] = (object & ~1) | (at(p) == 't' ? 1 : 0);
        } else {
            open[depth] = (object & 1) | (attachmentNumber(p) + 1) << 1;
        }
        key = Key.OTHER;
    }

    /** {@return the number of an attachment written at an index, or -1 if what is written there is none} */
    private int attachmentNumber(int from) {
        int number = -1;
        int p = from;
        for (; p < to && utf8[p] >= '0' && utf8[p] <= '9'; p++) {
            number = Math.max(number, 0) * 10 + utf8[p] - '0';
            if (number >= attachments) {
                return -1;
            }
        }
        boolean fraction = p < to && (utf8[p] == '.' || utf8[p] == 'e' || utf8[p] == 'E');
        return fraction ? -1 : number;
    }

    private int numberOrLiteral(byte first, int p) {
        return switch (first) {
            case 't' -> literal(p, "true");
            case 'f' -> literal(p, "false");
            case 'n' -> literal(p, "null");
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(p);
            default -> throw failure("expected a value", p);
        };
    }

    private int literal(int from, String word) {
        for (int i = 1; i < word.length(); i++) {
            if (at(from + i) != word.charAt(i)) {
                throw failure("expected " + word, from + i);
            }
        }
        return from + word.length();
    }

    private int number(int from) {
        int p = utf8[from] == '-' ? from + 1 : from;
        if (at(p) == '0') {
            p++;
        } else {
            p = digits(p);
        }
        if (p < to && utf8[p] == '.') {
            p = digits(p + 1);
        }
        if (p < to && (utf8[p] == 'e' || utf8[p] == 'E')) {
            byte sign = at(p + 1);
            p = digits(sign == '+' || sign == '-' ? p + 2 : p + 1);
        }
        if (p - from > maxNumberLength) {
            throw failure("number longer than " + maxNumberLength, from);
        }
        return p;
    }

    private int digits(int from) {
        int p = from;
        while (p < to && utf8[p] >= '0' && utf8[p] <= '9') {
            p++;
        }
        if (p == from) {
            throw p < to ? failure("expected a digit", p) : truncated();
        }
        return p;
    }

    /** Scans the string that begins with the quotation mark at an index; returns the index after it. */
    private int string(int from) {
        int p = from + 1;
        while (true) {
            p = JsonText.endOfPlain(utf8, p, to);
            byte b = at(p);
            if (b == '"') {
                return p + 1;
            } else if (b == '\\') {
                escaped = true;
                p = escape(p + 1);
            } else if (b < 0) {
                p = multiByte(p);
            } else {
                throw failure("control character in a string", p);
            }
        }
    }

    private int escape(int p) {
        byte b = at(p);
        switch (b) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
                return p + 1;
            }
            case 'u' -> {
                for (int i = 1; i <= 4; i++) {
                    if (Character.digit(at(p + i), 16) < 0) {
                        throw failure("expected four hexadecimal digits", p + i);
                    }
                }
                return p + 5;
            }
            default -> throw failure("unknown escape", p);
        }
    }

    private int multiByte(int p) {
        int lead = utf8[p] & 0xFF;
        int more;
        int low = 0x80;
        int high = 0xBF;
        if (lead >= 0xC2 && lead <= 0xDF) {
            more = 1;
        } else if (lead >= 0xE0 && lead <= 0xEF) {
            more = 2;
            low = lead == 0xE0 ? 0xA0 : low;
            high = lead == 0xED ? 0x9F : high;
        } else if (lead >= 0xF0 && lead <= 0xF4) {
            more = 3;
            low = lead == 0xF0 ? 0x90 : low;
            high = lead == 0xF4 ? 0x8F : high;
        } else {
            throw failure("invalid UTF-8", p);
        }
        for (int i = 1; i <= more; i++) {
            int next = at(p + i) & 0xFF;
            if (next < low || next > high) {
                throw failure("invalid UTF-8", p + i);
            }
            low = 0x80;
            high = 0xBF;
        }
        return p + 1 + more;
    }

    private int space(int from) {
        int p = from;
        while (p < to) {
            byte b = utf8[p];
            if (b > ' ' || (b != ' ' && b != '\n' && b != '\r' && b != '\t')) {
                break;
            }
            p++;
        }
        return p;
    }

    private byte at(int p) {
        if (p >= to) {
            throw truncated();
        }
        return utf8[p];
    }

    private PacketException truncated() {
        return failure("JSON ends too early", to);
    }

    private static PacketException failure(String reason, int position) {
        return new PacketException(reason, position);
    }
}
