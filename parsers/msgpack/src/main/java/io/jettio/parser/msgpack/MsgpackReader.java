package io.jettio.parser.msgpack;

import io.jettio.protocol.Frame;
import io.jettio.protocol.socketio.PacketException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Reads the pieces of MessagePack from hostile bytes. Whatever it is asked for, it looks at nothing behind the end, and a
 * length or a count is compared with the bytes that are left before anything is made of it. Confined to one call.
 */
final class MsgpackReader {
    private final byte[] array;
    private final int start;
    private final int end;
    private final ByteBuffer bytes;

    MsgpackReader(Frame.Binary frame) {
        this.array = frame.array();
        this.start = frame.arrayOffset();
        this.end = start + frame.size();
        this.bytes = ByteBuffer.wrap(array);
        bytes.position(start).limit(end);
    }

    /** The offset in the frame of what comes next. */
    int position() {
        return bytes.position() - start;
    }

    boolean atEnd() {
        return !bytes.hasRemaining();
    }

    /** Whether JavaScript's undefined comes next. */
    boolean atUndefined() {
        int at = bytes.position();
        return bytes.remaining() >= 3 && (array[at] & 0xff) == Format.FIXEXT1 && array[at + 1] == Format.JAVASCRIPT;
    }

    boolean atNil() {
        return bytes.hasRemaining() && (array[bytes.position()] & 0xff) == Format.NIL;
    }

    /** The first byte of the next value. */
    int format() {
        return (int) unsigned(1);
    }

    /** An integer without a sign; eight bytes come as the bits of a long. */
    long unsigned(int size) {
        need(size);
        return switch (size) {
            case 1 -> bytes.get() & 0xffL;
            case 2 -> bytes.getShort() & 0xffffL;
            case 4 -> bytes.getInt() & 0xffff_ffffL;
            default -> bytes.getLong();
        };
    }

    long signed(int size) {
        need(size);
        return switch (size) {
            case 1 -> bytes.get();
            case 2 -> bytes.getShort();
            case 4 -> bytes.getInt();
            default -> bytes.getLong();
        };
    }

    double float32() {
        need(4);
        return bytes.getFloat();
    }

    double float64() {
        need(8);
        return bytes.getDouble();
    }

    /** A length of one, two or four bytes, which are there. */
    int length(int size) {
        return checked(unsigned(size), 1);
    }

    /** {@return a count of elements, each of which takes at least so many bytes} */
    int count(long count, int bytesEach) {
        return checked(count, bytesEach);
    }

    private int checked(long count, int bytesEach) {
        if (count > bytes.remaining() / bytesEach) {
            throw failure("a length beyond the end of the packet");
        }
        return (int) count;
    }

    String string(int length) {
        need(length);
        ByteBuffer utf8 = bytes.slice(bytes.position(), length);
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(utf8)
                    .toString();
            skip(length);
            return text;
        } catch (CharacterCodingException e) {
            throw failure("invalid UTF-8");
        }
    }

    /** Bytes as they are, sharing the array. */
    Frame.Binary binary(int length) {
        need(length);
        Frame.Binary binary = Frame.binary(array, bytes.position(), length);
        skip(length);
        return binary;
    }

    void skip(int length) {
        need(length);
        bytes.position(bytes.position() + length);
    }

    private void need(int length) {
        if (length > bytes.remaining()) {
            throw new PacketException("MessagePack ends too early", end - start);
        }
    }

    /** {@return what to throw about the place where the reader is} */
    PacketException failure(String reason) {
        return new PacketException(reason, position());
    }
}
