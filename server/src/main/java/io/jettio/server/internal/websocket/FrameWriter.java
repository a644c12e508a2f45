package io.jettio.server.internal.websocket;

import io.jettio.protocol.Frame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the frames of what a server sends: one for each message, without a mask (RFC 6455, section 5.1). Messages are added,
 * and then written into buffers of any size, one after the other. Not thread-safe.
 */
public final class FrameWriter {
    private static final int FIN = 0x80;
    private static final int RSV1 = 0x40;
    private static final int MAX_HEADER = 10;

    private final List<Piece> pieces = new ArrayList<>(4);
    private long remaining;

    // Where the writing stands: the piece, and how much of it is out; -1 for not even its header.
    private int piece;
    private int out = -1;

    private record Piece(int first, Frame payload) {}

    /** A writer that holds one control frame. */
    public static FrameWriter control(int opCode, byte[] payload) {
        FrameWriter frame = new FrameWriter();
        frame.add(opCode, false, Frame.binary(payload));
        return frame;
    }

    /** A writer that holds a close frame with a code, or with {@link CloseCode#NONE} without one. */
    public static FrameWriter closing(int code) {
        byte[] payload = code == CloseCode.NONE ? new byte[0] : new byte[] {(byte) (code >> 8), (byte) code};
        return control(OpCode.CLOSE, payload);
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
            out += size;
            if (out < payload.size()) {
                break;
            }
            piece++;
            out = -1;
        }
        remaining -= before - to.remaining();
    }

    private static int headerSize(int size) {
        return size < 126 ? 2 : size <= 0xffff ? 4 : MAX_HEADER;
    }

    private static void writeHeader(int first, int size, ByteBuffer to) {
        to.put((byte) first);
        if (size < 126) {
            to.put((byte) size);
        } else if (size <= 0xffff) {
            to.put((byte) 126).putShort((short) size);
        } else {
            to.put((byte) 127).putLong(size);
        }
    }
}
