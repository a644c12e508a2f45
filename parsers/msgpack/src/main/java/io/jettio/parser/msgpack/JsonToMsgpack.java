package io.jettio.parser.msgpack;

import io.jettio.protocol.Frame;
import io.jettio.protocol.json.JsonOutput;
import io.jettio.protocol.json.JsonPayload;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Turns the JSON that a codec wrote into MessagePack, and its placeholders into binary. MessagePack tells the size of a
 * container in front of it: one pass counts, the second one writes. Closing brackets and commas say nothing in it, so
 * neither pass needs a stack of calls. Confined to one call.
 */
final class JsonToMsgpack {
    private static final byte[] PLACEHOLDER = "{\"_placeholder\":true,\"num\":".getBytes(StandardCharsets.US_ASCII);
    /** So many digits always fit into a long. */
    private static final int LONG_DIGITS = 18;

    private final byte[] json;
    private final int end;
    private final List<Frame.Binary> attachments;
    private final MsgpackWriter out;
    /** How many elements each container has, in the order in which they open. */
    private int[] sizes = new int[16];

    private int containers;
    private int at;

    private JsonToMsgpack(Frame.Text json, List<Frame.Binary> attachments, MsgpackWriter out) {
        this.json = json.array();
        this.at = json.arrayOffset();
        this.end = at + json.size();
        this.attachments = attachments;
        this.out = out;
    }

    /**
     * Writes the arguments of a payload, one behind the other.
     *
     * @throws IllegalArgumentException if a number is beyond double, or if what the codec wrote is no JSON
     */
    static void write(JsonPayload payload, MsgpackWriter out) {
        JsonOutput text = new JsonOutput(0, payload.bytes());
        payload.writeTo(text);
        JsonToMsgpack conversion = new JsonToMsgpack(text.toFrame(), payload.attachments(), out);
        conversion.count();
        conversion.write();
    }

    private void count() {
        int start = at;
        int[] open = new int[16];
        int depth = 0;
        while (at < end) {
            byte b = json[at];
            if (b == '}' || b == ']') {
                require(depth > 0);
                depth--;
            } else if (b == ',') {
                if (depth > 0) {
                    sizes[open[depth - 1]]++;
                }
            } else if (b != ':' && !isSpace(b)) {
                if (depth > 0 && sizes[open[depth - 1]] == 0) {
                    sizes[open[depth - 1]] = 1;
                }
                if (b == '{' || b == '[') {
                    if (depth == open.length) {
                        open = Arrays.copyOf(open, depth * 2);
                    }
                    if (containers == sizes.length) {
                        sizes = Arrays.copyOf(sizes, containers * 2);
                    }
                    open[depth++] = containers++;
                } else {
                    at = b == '"' ? endOfString(at) : endOfScalar(at);
                    continue;
                }
            }
            at++;
        }
        require(depth == 0);
        at = start;
    }

    private void write() {
        int container = 0;
        while (at < end) {
            byte b = json[at];
            switch (b) {
                case '{' -> {
                    int size = sizes[container++];
                    int number = placeholder();
                    if (number >= 0) {
                        out.writeBinary(attachments.get(number));
                        at = indexOf('}', at);
                    } else {
                        out.writeMapHeader(size);
                    }
                    at++;
                }
                case '[' -> {
                    out.writeArrayHeader(sizes[container++]);
                    at++;
                }
                case '"' -> string();
                case '}', ']', ',', ':', ' ', '\t', '\n', '\r' -> at++;
                default -> scalar();
            }
        }
    }

    /** {@return the number in the placeholder that begins here, in the form in which codecs write it, or -1} */
    private int placeholder() {
        int digits = at + PLACEHOLDER.length;
        if (attachments.isEmpty()
                || digits >= end
                || !Arrays.equals(json, at, digits, PLACEHOLDER, 0, PLACEHOLDER.length)) {
            return -1;
        }
        int number = 0;
        int p = digits;
        for (; p < end && json[p] >= '0' && json[p] <= '9' && number < attachments.size(); p++) {
            number = number * 10 + json[p] - '0';
        }
        return p > digits && p < end && json[p] == '}' && number < attachments.size() ? number : -1;
    }

    private void scalar() {
        int from = at;
        at = endOfScalar(from);
        String text = new String(json, from, at - from, StandardCharsets.ISO_8859_1);
        switch (text) {
            case "true" -> out.writeBoolean(true);
            case "false" -> out.writeBoolean(false);
            case "null" -> out.writeNil();
            default -> number(text);
        }
    }

    private void number(String text) {
        char last = text.charAt(text.length() - 1);
        require(last >= '0' && last <= '9');
        boolean integer = text.indexOf('.') < 0 && text.indexOf('e') < 0 && text.indexOf('E') < 0;
        try {
            if (integer && text.length() <= LONG_DIGITS) {
                out.writeLong(Long.parseLong(text));
                return;
            }
            if (integer) {
                BigInteger value = new BigInteger(text);
                if (value.bitLength() < Long.SIZE) {
                    out.writeLong(value.longValue());
                    return;
                } else if (value.bitLength() == Long.SIZE && value.signum() > 0) {
                    out.writeUnsigned64(value.longValue());
                    return;
                }
            }
            double value = Double.parseDouble(text);
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("a number beyond double has no form in MessagePack");
            }
            out.writeDouble(value);
        } catch (NumberFormatException e) {
            throw broken();
        }
    }

    private void string() {
        int from = at + 1;
        at = endOfString(at);
        int to = at - 1;
        int escape = from;
        while (escape < to && json[escape] != '\\') {
            escape++;
        }
        if (escape == to) {
            out.writeString(json, from, to - from);
        } else {
            out.writeString(unescaped(from, escape, to));
        }
    }

    private String unescaped(int from, int firstEscape, int to) {
        StringBuilder text = new StringBuilder(to - from);
        int p = from;
        int next = firstEscape;
        while (p < to) {
            text.append(new String(json, p, next - p, StandardCharsets.UTF_8));
            p = next;
            if (p < to) {
                require(p + 1 < to);
                p = escape(p, to, text);
                next = p;
                while (next < to && json[next] != '\\') {
                    next++;
                }
            }
        }
        return withoutHalves(text);
    }

    /** Appends what the escape at an index stands for; {@return the index behind it} */
    private int escape(int p, int to, StringBuilder text) {
        char letter = (char) json[p + 1];
        if (letter == 'u') {
            require(p + 6 <= to);
            int unit = 0;
            for (int i = p + 2; i < p + 6; i++) {
                int digit = Character.digit(json[i], 16);
                require(digit >= 0);
                unit = unit << 4 | digit;
            }
            text.append((char) unit);
            return p + 6;
        }
        text.append(
                switch (letter) {
                    case 'b' -> '\b';
                    case 'f' -> '\f';
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    case 't' -> '\t';
                    default -> letter;
                });
        return p + 2;
    }

    /** The same text with U+FFFD for each surrogate without its other half, which has no form in UTF-8. */
    private static String withoutHalves(StringBuilder text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                text.setCharAt(i, '\ufffd');
            }
        }
        return text.toString();
    }

    /** {@return the index behind the string that begins at an index} */
    private int endOfString(int from) {
        int p = from + 1;
        while (p < end && json[p] != '"') {
            p += json[p] == '\\' ? 2 : 1;
        }
        require(p < end);
        return p + 1;
    }

    private int endOfScalar(int from) {
        int p = from;
        while (p < end && json[p] != ',' && json[p] != '}' && json[p] != ']' && !isSpace(json[p])) {
            p++;
        }
        return p;
    }

    private int indexOf(char wanted, int from) {
        int p = from;
        while (json[p] != wanted) {
            p++;
        }
        return p;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw broken();
        }
    }

    private static IllegalArgumentException broken() {
        return new IllegalArgumentException("what the codec wrote is no JSON");
    }
}
