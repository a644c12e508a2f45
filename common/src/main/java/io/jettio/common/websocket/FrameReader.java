package io.jettio.common.websocket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes messages of the bytes that a peer sends, as RFC 6455 has them, and refuses what breaks it. Bytes may come in any
 * portions. A message is measured before it is kept, and what it is kept in grows with what has come, not with what was
 * announced. Whether text is UTF-8 is for whoever takes the message. Not thread-safe.
 */
public final class FrameReader {
    private static final int FIN = 0x80;
    private static final int RSV1 = 0x40;
    private static final int RSV2_AND_3 = 0x30;
    private static final int MASKED = 0x80;
    private static final int MAX_HEADER = 14;
    private static final int MAX_CONTROL = 125;
    private static final int MAX_FRAGMENTS = 1_024;

    /** What a message is given when it has not all come; it grows with it. */
    private static final int FIRST_BYTES = 16 << 10;

    private static final byte[] NOTHING = {};
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Takes what was read. */
    public interface Sink {
        /**
         * A whole message came; its bytes are the taker's.
         *
         * @param binary whether it is bytes and not text
         * @param compressed whether the bit was set that an extension gave a meaning
         * @return whether to go on with what follows
         */
        boolean onMessage(boolean binary, boolean compressed, byte[] bytes, int size);

        /** A ping came, with what its pong has to contain. */
        void onPing(byte[] payload);

        /** The peer closes; {@link CloseCode#NONE} where it says no code. Nothing that follows it counts. */
        void onClose(int code);
    }

    private final Side peer;
    private final int maxMessageBytes;
    private final boolean compressionAllowed;

    /** The beginning of a header that has not come whole, or null. */
    private byte @Nullable [] header;

    private int headerSize;

    /** Whether a header was read whose payload has not come whole. */
    private boolean inPayload;

    private int opCode;
    private boolean fin;
    private int mask;
    private int length;
    private int got;
    private byte[] control = NOTHING;

    /** The message that has not come whole, or null; what of it stands from frames before this. */
    private byte @Nullable [] message;

    private int messageSize;
    private int fragments;
    private boolean binary;
    private boolean compressed;
    private boolean closed;

    /** For messages of that side, of at most so many bytes; RSV1 may be set where an extension was negotiated. */
    public FrameReader(Side peer, int maxMessageBytes, boolean compressionAllowed) {
        this.peer = peer;
        this.maxMessageBytes = maxMessageBytes;
        this.compressionAllowed = compressionAllowed;
    }

    /**
     * Takes bytes until there are none left, or the sink says to stop.
     *
     * @return whether to go on; where not, some bytes may be left
     * @throws WebSocketException if they are not what RFC 6455 allows the peer; nothing may be read after that
     */
    public boolean read(ByteBuffer bytes, Sink sink) {
        while (!closed) {
            if (!inPayload && !readHeader(bytes)) {
                return true;
            }
            inPayload = true;
            if (!readPayload(bytes)) {
                return true;
            }
            inPayload = false;
            if (!told(sink)) {
                return false;
            }
        }
        bytes.position(bytes.limit());
        return true;
    }

    // ---------------------------------------------------------------- header

    private boolean readHeader(ByteBuffer bytes) {
        if (header == null) {
            int available = bytes.remaining();
            if (available >= 2) {
                int size = headerSize(bytes.get(bytes.position() + 1));
                if (available >= size) {
                    parse(bytes);
                    return true;
                }
            } else if (available == 0) {
                return false;
            }
            header = new byte[MAX_HEADER];
            headerSize = 0;
        }
        return continueHeader(header, bytes);
    }

    /** Byte by byte: that a header is cut in two is rare. */
    private boolean continueHeader(byte[] begun, ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            begun[headerSize++] = bytes.get();
            if (headerSize >= 2 && headerSize == headerSize(begun[1])) {
                header = null;
                parse(ByteBuffer.wrap(begun, 0, headerSize));
                return true;
            }
        }
        return false;
    }

    /** How long a header is, by its second byte; a mask that should be, or should not, is refused when the header is read. */
    private static int headerSize(byte second) {
        int announced = second & 0x7f;
        return 2 + (announced == 126 ? 2 : announced == 127 ? 8 : 0) + ((second & MASKED) != 0 ? 4 : 0);
    }

    private void parse(ByteBuffer bytes) {
        int first = bytes.get();
        int second = bytes.get();
        fin = (first & FIN) != 0;
        opCode = first & 0x0f;
        boolean rsv1 = (first & RSV1) != 0;
        if ((first & RSV2_AND_3) != 0) {
            throw violation("a reserved bit is set");
        }
        boolean masked = (second & MASKED) != 0;
        if (masked != (peer == Side.CLIENT)) {
            throw violation(masked ? "a frame of a server with a mask" : "a frame of a client without a mask");
        }
        long announced = second & 0x7f;
        if (announced == 126) {
            announced = bytes.getShort() & 0xffff;
            requireShortest(announced > 125);
        } else if (announced == 127) {
            announced = bytes.getLong();
            requireShortest(announced < 0 || announced > 0xffff);
        }
        mask = masked ? bytes.getInt() : 0;
        got = 0;
        if (OpCode.isControl(opCode)) {
            beginControl(rsv1, announced);
        } else {
            beginData(rsv1, announced);
        }
    }

    /** As section 5.2 demands. Clients of others take it from a server all the same, and so does ours. */
    private void requireShortest(boolean shortest) {
        if (!shortest && peer == Side.CLIENT) {
            throw violation("a length in more bytes than it needs");
        }
    }

    private void beginControl(boolean rsv1, long announced) {
        if (opCode > OpCode.PONG) {
            throw violation("a frame of an unknown kind");
        }
        if (!fin || rsv1 || announced < 0 || announced > MAX_CONTROL) {
            throw violation("a control frame that is fragmented, compressed or too long");
        }
        length = (int) announced;
        control = length == 0 ? NOTHING : new byte[length];
    }

    private void beginData(boolean rsv1, long announced) {
        if (opCode > OpCode.BINARY) {
            throw violation("a frame of an unknown kind");
        }
        boolean first = opCode != OpCode.CONTINUATION;
        if (first == fragments > 0) {
            throw violation(first ? "a message inside another" : "a continuation of nothing");
        }
        if (rsv1 && !(first && compressionAllowed)) {
            throw violation("a reserved bit is set");
        }
        if (first) {
            binary = opCode == OpCode.BINARY;
            compressed = rsv1;
            messageSize = 0;
        }
        if (++fragments > MAX_FRAGMENTS) {
            throw new WebSocketException(CloseCode.POLICY_VIOLATION, "more than " + MAX_FRAGMENTS + " fragments");
        }
        if (announced < 0 || announced > maxMessageBytes - messageSize) {
            throw new WebSocketException(CloseCode.TOO_LARGE, "a message over " + maxMessageBytes + " bytes");
        }
        length = (int) announced;
    }

    // ---------------------------------------------------------------- payload

    private boolean readPayload(ByteBuffer bytes) {
        int size = Math.min(length - got, bytes.remaining());
        if (OpCode.isControl(opCode)) {
            take(bytes, control, 0, size);
        } else {
            take(bytes, room(size), messageSize, size);
        }
        return got == length;
    }

    private byte[] room(int size) {
        byte[] room = message;
        int needed = messageSize + got + size;
        if (room == null) {
            room = new byte[got + size == length ? needed : Math.min(length, Math.max(needed, FIRST_BYTES))];
        } else if (room.length < needed) {
            int whole = messageSize + length;
            room = Arrays.copyOf(room, Math.min(fin ? whole : maxMessageBytes, Math.max(needed, 2 * room.length)));
        }
        message = room;
        return room;
    }

    private void take(ByteBuffer bytes, byte[] into, int from, int size) {
        int at = from + got;
        bytes.get(into, at, size);
        if (mask != 0) {
            unmask(into, at, size, Integer.rotateLeft(mask, 8 * (got & 3)));
        }
        got += size;
    }

    private static void unmask(byte[] bytes, int from, int size, int mask) {
        int at = from;
        int end = from + size;
        long eight = (long) mask << 32 | (mask & 0xffffffffL);
        for (int last = end - Long.BYTES; at <= last; at += Long.BYTES) {
            LONGS.set(bytes, at, (long) LONGS.get(bytes, at) ^ eight);
        }
        for (int shift = 24; at < end; at++, shift = shift == 0 ? 24 : shift - 8) {
            bytes[at] ^= (byte) (mask >> shift);
        }
    }

    // ---------------------------------------------------------------- whole frames

    private boolean told(Sink sink) {
        switch (opCode) {
            case OpCode.CLOSE -> {
                closed = true;
                sink.onClose(closeCode());
                return true;
            }
            case OpCode.PING -> {
                sink.onPing(control);
                return true;
            }
            case OpCode.PONG -> {
                return true; // nothing follows from it
            }
            default -> {
                messageSize += length;
                if (!fin) {
                    return true;
                }
                byte[] whole = message == null ? NOTHING : message;
                message = null;
                fragments = 0;
                return sink.onMessage(binary, compressed, whole, messageSize);
            }
        }
    }

    private int closeCode() {
        if (length == 0) {
            return CloseCode.NONE;
        }
        int code = length == 1 ? 0 : (control[0] & 0xff) << 8 | (control[1] & 0xff);
        if (!CloseCode.maySend(code)) {
            throw violation("a close frame without a code that may be sent");
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(control, 2, length - 2));
        } catch (CharacterCodingException e) {
            throw new WebSocketException(CloseCode.BAD_DATA, "a close frame whose text is not UTF-8");
        }
        return code;
    }

    private static WebSocketException violation(String what) {
        return new WebSocketException(CloseCode.PROTOCOL_ERROR, what);
    }
}
