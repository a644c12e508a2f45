package io.jettio.server.internal.engine;

import io.jettio.protocol.Frame;
import io.jettio.protocol.engineio.EnginePacketException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Long-polling by script tags and forms, for clients that cannot do otherwise. An answer is a script that hands the
 * payload to the page's callback of a number; a POST is a form whose field {@code d} is the payload, with line feeds
 * written as backslash and {@code n}, since browsers change line ends in forms.
 *
 * @param callback the callback's number, digits only: it stands in the script
 */
record Jsonp(String callback) {
    static final String SCRIPT = "text/javascript; charset=UTF-8";

    private static final String PARAMETER = "j";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,10}");
    private static final byte[] FIELD = {'d', '='};

    /** Whether a request asks for a script, but not with a number. */
    static boolean isMalformed(Query query) {
        String callback = query.get(PARAMETER);
        return callback != null && !NUMBER.matcher(callback).matches();
    }

    /** What a request asks for, or null where it asks for no script. */
    static @Nullable Jsonp asked(Query query) {
        String callback = query.get(PARAMETER);
        return callback == null || isMalformed(query) ? null : new Jsonp(callback);
    }

    // ---------------------------------------------------------------- answers

    /** The script that hands a payload over. */
    Frame script(Frame payload) {
        byte[] bytes = payload.array();
        int to = payload.arrayOffset() + payload.size();
        ByteArrayOutputStream script = new ByteArrayOutputStream(payload.size() + payload.size() / 8 + 32);
        script.writeBytes(ascii("___eio[" + callback + "](\""));
        for (int i = payload.arrayOffset(); i < to; i++) {
            if (isLineSeparator(bytes, i, to)) {
                script.writeBytes(ascii(bytes[i + 2] == (byte) 0xa8 ? "\\u2028" : "\\u2029"));
                i += 2;
            } else {
                write(bytes[i], i > payload.arrayOffset() && bytes[i - 1] == '<', script);
            }
        }
        script.writeBytes(ascii("\");"));
        return Frame.binary(script.toByteArray());
    }

    /** U+2028 and U+2029 end a line in scripts, hence a string too early in those before ES2019. */
    private static boolean isLineSeparator(byte[] utf8, int at, int to) {
        return utf8[at] == (byte) 0xe2
                && at + 2 < to
                && utf8[at + 1] == (byte) 0x80
                && (utf8[at + 2] == (byte) 0xa8 || utf8[at + 2] == (byte) 0xa9);
    }

    private static void write(byte b, boolean behindLess, ByteArrayOutputStream script) {
        if (b == '"' || b == '\\' || (b == '/' && behindLess)) {
            script.write('\\');
            script.write(b);
        } else if (b >= 0 && b < ' ') {
            script.writeBytes(ascii("\\u00"));
            script.write(Character.forDigit(b >> 4, 16));
            script.write(Character.forDigit(b & 0xf, 16));
        } else {
            script.write(b);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    // ---------------------------------------------------------------- forms

    /**
     * The payload that a form brings.
     *
     * @throws EnginePacketException if there is no such field, or an escape in it is broken
     */
    static Frame payload(byte[] form) {
        int from = 0;
        while (from <= form.length) {
            int end = indexOf(form, '&', from);
            if (Arrays.equals(form, from, Math.min(from + FIELD.length, end), FIELD, 0, FIELD.length)) {
                byte[] value = new byte[end - from - FIELD.length];
                int length = unescaped(value, decoded(form, from + FIELD.length, end, value));
                return Frame.text(value, 0, length);
            }
            from = end + 1;
        }
        throw new EnginePacketException("a form without the field d", 0);
    }

    private static int indexOf(byte[] bytes, char wanted, int from) {
        int i = from;
        while (i < bytes.length && bytes[i] != wanted) {
            i++;
        }
        return i;
    }

    /** Decodes a form's value into an array, which it fits in any case; the number of bytes. */
    private static int decoded(byte[] form, int from, int to, byte[] into) {
        int length = 0;
        for (int i = from; i < to; i++) {
            byte b = form[i];
            if (b == '%') {
                int high = i + 2 < to ? Character.digit(form[i + 1], 16) : -1;
                int low = i + 2 < to ? Character.digit(form[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    throw new EnginePacketException("a broken escape in a form", i);
                }
                b = (byte) (high << 4 | low);
                i += 2;
            } else if (b == '+') {
                b = ' ';
            }
            into[length++] = b;
        }
        return length;
    }

    /** Turns backslash and n into a line feed, and two backslashes and n into one backslash and n, in place. */
    private static int unescaped(byte[] text, int size) {
        int length = 0;
        for (int i = 0; i < size; i++) {
            byte b = text[i];
            if (b == '\\' && i + 2 < size && text[i + 1] == '\\' && text[i + 2] == 'n') {
                text[length++] = '\\';
                text[length++] = 'n';
                i += 2;
            } else if (b == '\\' && i + 1 < size && text[i + 1] == 'n') {
                text[length++] = '\n';
                i++;
            } else {
                text[length++] = b;
            }
        }
        return length;
    }
}
