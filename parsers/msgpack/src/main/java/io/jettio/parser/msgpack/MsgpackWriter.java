package io.jettio.parser.msgpack;

import io.jettio.protocol.Frame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes MessagePack, each value in its shortest form, into a growing array. Confined to one call. */
final class MsgpackWriter {
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private byte[] bytes;
    private int end;

    MsgpackWriter(int expected) {
        this.bytes = new byte[Math.max(64, expected)];
    }

    void writeNil() {
        put(Format.NIL);
    }

    void writeBoolean(boolean value) {
        put(value ? Format.TRUE : Format.FALSE);
    }

    void writeLong(long value) {
        if (value >= -32 && value <= 127) {
            put((int) value);
        } else if (value >= 0) {
            writeUnsigned(value);
        } else if (value >= Byte.MIN_VALUE) {
            put(Format.INT8);
            put((int) value);
        } else if (value >= Short.MIN_VALUE) {
            put(Format.INT16);
            room(2).putShort((short) value);
        } else if (value >= Integer.MIN_VALUE) {
            put(Format.INT32);
            room(4).putInt((int) value);
        } else {
            put(Format.INT64);
            room(8).putLong(value);
        }
    }

    private void writeUnsigned(long value) {
        if (value <= 0xff) {
            put(Format.UINT8);
            put((int) value);
        } else if (value <= 0xffff) {
            put(Format.UINT16);
            room(2).putShort((short) value);
        } else if (value <= 0xffff_ffffL) {
            put(Format.UINT32);
            room(4).putInt((int) value);
        } else {
            writeUnsigned64(value);
        }
    }

    /** Writes 64 bits that stand for a number without a sign. */
    void writeUnsigned64(long bits) {
        put(Format.UINT64);
        room(8).putLong(bits);
    }

    void writeDouble(double value) {
        put(Format.FLOAT64);
        room(8).putDouble(value);
    }

    void writeString(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        writeString(utf8, 0, utf8.length);
    }

    void writeString(byte[] utf8, int from, int length) {
        if (length < 32) {
            put(Format.FIXSTR | length);
        } else {
            header(Format.STR8, Format.STR16, Format.STR32, length);
        }
        append(utf8, from, length);
    }

    void writeBinary(Frame.Binary binary) {
        header(Format.BIN8, Format.BIN16, Format.BIN32, binary.size());
        append(binary.array(), binary.arrayOffset(), binary.size());
    }

    void writeArrayHeader(int size) {
        if (size < 16) {
            put(Format.FIXARRAY | size);
        } else {
            header(-1, Format.ARRAY16, Format.ARRAY32, size);
        }
    }

    void writeMapHeader(int size) {
        if (size < 16) {
            put(Format.FIXMAP | size);
        } else {
            header(-1, Format.MAP16, Format.MAP32, size);
        }
    }

    /** A length in one, two or four bytes; containers have no form with one. */
    private void header(int with8, int with16, int with32, int length) {
        if (length <= 0xff && with8 >= 0) {
            put(with8);
            put(length);
        } else if (length <= 0xffff) {
            put(with16);
            room(2).putShort((short) length);
        } else {
            put(with32);
            room(4).putInt(length);
        }
    }

    private void append(byte[] from, int offset, int length) {
        room(length).put(from, offset, length);
    }

    private void put(int b) {
        room(1).put((byte) b);
    }

    /** {@return a buffer for the next bytes, which then count as written} */
    private ByteBuffer room(int length) {
        if (length > bytes.length - end) {
            long needed = (long) end + length;
            if (needed > LARGEST_ARRAY) {
                throw new IllegalArgumentException("a packet longer than an array can be");
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(LARGEST_ARRAY, Math.max(needed, 2L * bytes.length)));
        }
        ByteBuffer room = ByteBuffer.wrap(bytes, end, length);
        end += length;
        return room;
    }

    /** {@return what was written, as a frame that takes the array over} */
    Frame.Binary toFrame() {
        return Frame.binary(bytes, 0, end);
    }
}
