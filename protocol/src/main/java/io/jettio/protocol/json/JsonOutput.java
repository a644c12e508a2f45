package io.jettio.protocol.json;

import io.jettio.protocol.Frame;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a codec writes: UTF-8 bytes in a growing array, and attachments beside them. Confined to one call and its
 * thread. It does not check that what is written is JSON: commas, brackets and colons are the codec's.
 */
public final class JsonOutput {
    private static final int INITIAL_BYTES = 128;
    private static final int LONG_STRING = 48;
    private static final byte[] TAKEN = new byte[0];
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
    private static final byte[] LEAST_LONG = {
        '-', '9', '2', '2', '3', '3', '7', '2', '0', '3', '6', '8', '5', '4', '7', '7', '5', '8', '0', '8'
    };

    private final int headroom;
    private byte[] buffer;
    private int end;
    private @Nullable List<Frame.Binary> attachments;
    private @Nullable Utf8Writer writer;

    /** Makes an empty output without headroom. */
    public JsonOutput() {
        this(0);
    }

    /**
     * Makes an empty output that leaves bytes free in front of the text, so that whoever sends the text may put a
     * header there without a copy.
     *
     * @param headroom how many bytes of the array stay free before the text, at least 0
     * @throws IllegalArgumentException if it is negative
     */
    public JsonOutput(int headroom) {
        this(headroom, INITIAL_BYTES);
    }

    /**
     * Makes an empty output that leaves bytes free in front of the text, with room for a text whose length is nearly
     * known, so that it is not copied while it grows.
     *
     * @param headroom how many bytes of the array stay free before the text, at least 0
     * @param expected how many bytes of text are expected, at least 0; more may be written
     * @throws IllegalArgumentException if one is negative
     */
    public JsonOutput(int headroom, int expected) {
        if (headroom < 0 || expected < 0) {
            throw new IllegalArgumentException("headroom or expected size is negative: " + headroom + ", " + expected);
        }
        this.headroom = headroom;
        this.end = headroom;
        this.buffer = new byte[headroom + expected];
    }

    /** Writes {@code null}. */
    public void writeNull() {
        writeRaw("null");
    }

    /**
     * Writes {@code true} or {@code false}.
     *
     * @param value the value
     */
    public void writeBoolean(boolean value) {
        writeRaw(value ? "true" : "false");
    }

    /**
     * Writes an integer.
     *
     * @param value the value, of which all digits are written
     */
    public void writeLong(long value) {
        if (value == Long.MIN_VALUE) {
            writeRaw(LEAST_LONG, 0, LEAST_LONG.length);
            return;
        }
        long rest = Math.abs(value);
        int digits = 1;
        for (long power = rest / 10; power > 0; power /= 10) {
            digits++;
        }
        int start = reserve(digits + 1);
        if (value < 0) {
            buffer[start++] = '-';
        }
        for (int p = start + digits - 1; p >= start; p--) {
            buffer[p] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        end = start + digits;
    }

    /**
     * Writes a JSON string: the text in quotation marks, with what RFC 8259 section 7 demands escaped. A surrogate
     * without its other half is written as an escape, so that the output is UTF-8 in any case.
     *
     * @param value the text
     */
    public void writeString(String value) {
        int length = value.length();
        int p = reserve(length + 2);
        if (length >= LONG_STRING && writePlain(value, p)) {
            return;
        }
        byte[] bytes = buffer;
        bytes[p++] = '"';
        int i = 0;
        for (; i < length; i++) {
            char c = value.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                break;
            }
            bytes[p++] = (byte) c;
        }
        end = p;
        if (i < length) {
            writeEscaped(value, i);
        }
        writeByte('"');
    }

    /** A long string that is all ASCII and needs no escape: in words of eight bytes, where characters would be slower. */
    private boolean writePlain(String value, int from) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        int length = utf8.length;
        // As long as the string, all ASCII: every character is itself, or half of a surrogate pair as a question mark.
        if (length != value.length() || JsonText.endOfPlain(utf8, 0, length) != length) {
            return false;
        }
        for (int i = JsonText.indexOf('?', utf8, 0); i < length; i = JsonText.indexOf('?', utf8, i + 1)) {
            if (value.charAt(i) != '?') {
                return false;
            }
        }
        buffer[from] = '"';
        System.arraycopy(utf8, 0, buffer, from + 1, length);
        buffer[from + 1 + length] = '"';
        end = from + length + 2;
        return true;
    }

    private void writeEscaped(String value, int from) {
        int length = value.length();
        for (int i = from; i < length; i++) {
            char c = value.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                writeEscape(c);
            } else if (c < 0x80) {
                writeByte(c);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < length
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                i++;
                writeCodePoint(Character.toCodePoint(c, value.charAt(i)));
            } else {
                writeUnit(c);
            }
        }
    }

    private void writeEscape(char c) {
        int letter = switch (c) {
            case '"', '\\' -> c;
            case '\b' -> 'b';
            case '\f' -> 'f';
            case '\n' -> 'n';
            case '\r' -> 'r';
            case '\t' -> 't';
            default -> 0;
        };
        if (letter == 0) {
            writeHexEscape(c);
        } else {
            writeByte('\\');
            writeByte(letter);
        }
    }

    void writeHexEscape(char c) {
        int p = reserve(6);
        buffer[p] = '\\';
        buffer[p + 1] = 'u';
        buffer[p + 2] = HEX[c >> 12];
        buffer[p + 3] = HEX[c >> 8 & 15];
        buffer[p + 4] = HEX[c >> 4 & 15];
        buffer[p + 5] = HEX[c & 15];
        end = p + 6;
    }

    /** A character of its own: ASCII as it is, a lone surrogate as an escape, any other in UTF-8. */
    void writeUnit(char c) {
        if (c < 0x80) {
            writeByte(c);
        } else if (Character.isSurrogate(c)) {
            writeHexEscape(c);
        } else {
            writeCodePoint(c);
        }
    }

    void writeCodePoint(int c) {
        int p = reserve(4);
        if (c < 0x800) {
            buffer[p++] = (byte) (0xC0 | c >> 6);
        } else {
            if (c < 0x10000) {
                buffer[p++] = (byte) (0xE0 | c >> 12);
            } else {
                buffer[p++] = (byte) (0xF0 | c >> 18);
                buffer[p++] = (byte) (0x80 | (c >> 12 & 0x3F));
            }
            buffer[p++] = (byte) (0x80 | (c >> 6 & 0x3F));
        }
        buffer[p++] = (byte) (0x80 | (c & 0x3F));
        end = p;
    }

    /**
     * Writes JSON text as it is. A surrogate without its other half becomes an escape, which is what it can only be
     * inside a JSON string.
     *
     * @param json the text, not checked
     */
    public void writeRaw(String json) {
        writeRaw(json, 0, json.length());
    }

    private void writeRaw(CharSequence json, int from, int to) {
        reserve(to - from);
        for (int i = from; i < to; i++) {
            char c = json.charAt(i);
            if (c < 0x80) {
                writeByte(c);
            } else if (Character.isHighSurrogate(c) && i + 1 < to && Character.isLowSurrogate(json.charAt(i + 1))) {
                i++;
                writeCodePoint(Character.toCodePoint(c, json.charAt(i)));
            } else {
                writeUnit(c);
            }
        }
    }

    /**
     * Writes bytes as they are.
     *
     * @param utf8 JSON as UTF-8, not checked; copied
     * @param offset where it begins
     * @param length how many bytes it has
     * @throws IndexOutOfBoundsException if the range leaves the array
     */
    public void writeRaw(byte[] utf8, int offset, int length) {
        int p = reserve(length);
        System.arraycopy(utf8, offset, buffer, p, length);
        end = p + length;
    }

    void writeByte(int b) {
        int p = reserve(1);
        buffer[p] = (byte) b;
        end = p + 1;
    }

    /** {@return the index of the free bytes, of which there are then at least as many as asked for} */
    private int reserve(int bytes) {
        if (bytes > buffer.length - end) {
            grow(bytes);
        }
        return end;
    }

    private void grow(int bytes) {
        if (buffer == TAKEN) {
            throw new IllegalStateException("the output has become a frame");
        }
        long needed = (long) end + bytes;
        if (needed > Integer.MAX_VALUE - 8) {
            throw new JsonException("JSON longer than an array can be", null);
        }
        buffer = Arrays.copyOf(buffer, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, 2L * buffer.length)));
    }

    /**
     * A view for JSON libraries that write to a {@link Writer}: characters become UTF-8 at once, there is nothing to
     * flush or close. The two halves of a surrogate pair may come in two calls.
     *
     * @return the same writer each time
     */
    public Writer writer() {
        Utf8Writer view = writer;
        if (view == null) {
            view = new Utf8Writer(this);
            writer = view;
        }
        return view;
    }

    /**
     * Keeps bytes as the next attachment and writes nothing.
     *
     * @param bytes the bytes that remain in the buffer; copied, the position stays
     * @return the attachment's number, from 0
     */
    public int attach(ByteBuffer bytes) {
        return attach(Frame.binary(bytes));
    }

    int attach(Frame.Binary bytes) {
        List<Frame.Binary> kept = attachments;
        if (kept == null) {
            kept = new ArrayList<>(2);
            attachments = kept;
        }
        kept.add(bytes);
        return kept.size() - 1;
    }

    /**
     * Keeps bytes as the next attachment and writes the placeholder <code>{"_placeholder":true,"num":n}</code> for it.
     *
     * @param bytes the bytes that remain in the buffer; copied, the position stays
     */
    public void writeBinary(ByteBuffer bytes) {
        writeBinary(Frame.binary(bytes));
    }

    void writeBinary(Frame.Binary bytes) {
        writeRaw("{\"_placeholder\":true,\"num\":");
        writeLong(attach(bytes));
        writeByte('}');
    }

    /**
     * {@return the attachments so far, in the order of their numbers; unmodifiable}
     */
    public List<Frame.Binary> attachments() {
        return attachments == null ? List.of() : Collections.unmodifiableList(attachments);
    }

    /**
     * {@return how many bytes of text were written, the headroom not included}
     */
    public int size() {
        return end - headroom;
    }

    /**
     * Ends the output: takes the array over without a copy. Afterwards nothing more can be written.
     *
     * @return the text; in its array, the headroom is in front of it
     */
    public Frame.Text toFrame() {
        Frame.Text frame = Frame.text(buffer, headroom, end - headroom);
        buffer = TAKEN;
        end = 0;
        return frame;
    }
}
