package io.jettio.common.websocket;

import io.jettio.protocol.Frame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the frames of what is sent: one for each message, with a mask where a client sends it (RFC 6455, section 5.1).
 * Messages are added, and then written into buffers of any size, one after the other. Not thread-safe.
 */
public final class FrameWriter {
    private static final int FIN = 0x80;
    private static final int RSV1 = 0x40;
    private static final int MAX_HEADER = 10;

    private static final int MASKED = 0x80;

    private final @Nullable Masks masks;
    private final List<Piece> pieces = new ArrayList<>(4);
    private long remaining;

    // Where the writing stands: the piece, and how much of it is out; -1 for not even its header.
    private int piece;
    private int out = -1;
    private int mask;

    private record Piece(int first, Frame payload) {}

    /** For a client, whose frames have these masks; or for a server, with null. */
    public FrameWriter(@Nullable Masks masks) {
        this.masks = masks;
    }

    /** A writer that holds one control frame. */
    public static FrameWriter control(@Nullable Masks masks, int opCode, byte[] payload) {
        FrameWriter frame = new FrameWriter(masks);
        frame.add(opCode, false, Frame.binary(payload));
        return frame;
    }

    /** A writer that holds a close frame with a code, or with {@link CloseCode#NONE} without one. */
    public static FrameWriter closing(@Nullable Masks masks, int code) {
        byte[] payload = code == CloseCode.NONE ? new byte[0] : new byte[] {(byte) (code >> 8), (byte) code};
        return control(masks, OpCode.CLOSE, payload);
    }

    /** Adds a message, or a control frame; the bytes of its payload must not change until they are written. */
    public void add(int opCode, boolean compressed, Frame payload) {
        pieces.add(new Piece(FIN | (compressed ? RSV1 : 0) | opCode, payload));
        remaining += headerSize(payload.size()) + payload.size();
    }

    /** How many bytes are to be written. */
    public long remaining() {
        return remaining;
    }

    /** Writes as much as fits; a header is not cut in two. */
    public void write(ByteBuffer to) {
        int before = to.remaining();
        while (piece < pieces.size()) {
            Piece next = pieces.get(piece);
            Frame payload = next.payload;
            if (out < 0) {
                if (to.remaining() < headerSize(payload.size())) {
                    break;
                }
                writeHeader(next.first, payload.size(), to);
                out = 0;
            }
            int size = Math.min(payload.size() - out, to.remaining());
            to.put(payload.array(), payload.arrayOffset() + out, size);
            if (mask != 0) {
                mask(to, to.position() - size, Integer.rotateLeft(mask, 8 * (out & 3)));
            }
            out += size;
            if (out < payload.size()) {
                break;
            }
            piece++;
            out = -1;
        }
        remaining -= before - to.remaining();
    }

    private int headerSize(int size) {
        return (size < 126 ? 2 : size <= 0xffff ? 4 : MAX_HEADER) + (masks == null ? 0 : Integer.BYTES);
    }

    private void writeHeader(int first, int size, ByteBuffer to) {
        int masked = masks == null ? 0 : MASKED;
        to.put((byte) first);
        if (size < 126) {
            to.put((byte) (masked | size));
        } else if (size <= 0xffff) {
            to.put((byte) (masked | 126)).putShort((short) size);
        } else {
            to.put((byte) (masked | 127)).putLong(size);
        }
        if (masks != null) {
            mask = masks.next();
            to.putInt(mask);
        }
    }

    private static void mask(ByteBuffer bytes, int from, int mask) {
        int at = from;
        int end = bytes.position();
        long eight = (long) mask << 32 | (mask & 0xffffffffL);
        for (int last = end - Long.BYTES; at <= last; at += Long.BYTES) {
            bytes.putLong(at, bytes.getLong(at) ^ eight);
        }
        for (int shift = 24; at < end; at++, shift = shift == 0 ? 24 : shift - 8) {
            bytes.put(at, (byte) (bytes.get(at) ^ mask >> shift));
        }
    }
}
