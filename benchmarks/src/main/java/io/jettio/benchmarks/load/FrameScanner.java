package io.jettio.benchmarks.load;

import java.nio.ByteBuffer;

/**
 * Finds the messages in the bytes that a WebSocket server sends, without keeping them: of each it tells the kind, the
 * length and the first eight bytes, which is enough to know a reply. It goes on where the last read ended, wherever
 * that was. Not thread-safe.
 */
public final class FrameScanner {
    /** Opcode of a text message. */
    public static final int TEXT = 1;

    /** Opcode of a binary message. */
    public static final int BINARY = 2;

    /** Opcode of a close frame. */
    public static final int CLOSE = 8;

    static final int CONTINUATION = 0;
    static final int PING = 9;

    /** The most bytes that {@link #scan} leaves unread: a frame's header and eight bytes, less one. */
    static final int MAX_LEFT = 10 + Long.BYTES - 1;

    /** Takes what the scanner found. */
    public interface Sink {
        /**
         * Takes one whole message or control frame.
         *
         * @param opcode text, binary, or that of a control frame
         * @param head the first eight bytes, the first of them highest; a shorter message is filled up with zeros
         * @param length how many bytes the message has
         */
        void message(int opcode, long head, long length);
    }

    private final Sink sink;

    // The frame whose payload is being skipped.
    private long skip;
    private int opcode;
    private boolean last;
    private long head;
    private long length;

    // The message whose fragments are being gathered.
    private int messageOpcode;
    private long messageHead;
    private long messageLength;

    /**
     * A scanner at the begin of a frame.
     *
     * @param sink takes what is found, from within {@link #scan}
     */
    public FrameScanner(Sink sink) {
        this.sink = sink;
    }

    /**
     * {@return eight bytes as the scanner tells them}
     *
     * @param text what the message begins with, in ASCII
     */
    public static long head(String text) {
        long head = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            head = head << 8 | (i < text.length() ? text.charAt(i) : 0);
        }
        return head;
    }

    /**
     * {@return eight bytes as the scanner tells them, zeros where there are less}
     *
     * @param in big-endian
     * @param from where they begin
     * @param end where the message ends
     */
    static long head(ByteBuffer in, int from, int end) {
        if (end - from >= Long.BYTES) {
            return in.getLong(from);
        }
        long head = 0;
        for (int i = from; i < from + Long.BYTES; i++) {
            head = head << 8 | (i < end ? in.get(i) & 0xff : 0);
        }
        return head;
    }

    /**
     * Reads on. What is left in the buffer afterwards, at most {@link #MAX_LEFT} bytes, is to come first next time.
     *
     * @param in big-endian
     * @throws IllegalStateException if a frame is masked or not one of RFC 6455
     */
    public void scan(ByteBuffer in) {
        int at = in.position();
        int end = in.limit();
        while (at < end) {
            if (skip == 0) {
                int next = beginFrame(in, at, end);
                if (next < 0) {
                    break;
                }
                at = next;
            }
            int step = (int) Math.min(skip, end - at);
            at += step;
            skip -= step;
            if (skip == 0) {
                endFrame();
            }
        }
        in.position(at);
    }

    /** Returns where the payload begins, or -1 while the header and the head are not there yet. */
    private int beginFrame(ByteBuffer in, int from, int end) {
        if (end - from < 2) {
            return -1;
        }
        int first = in.get(from);
        int second = in.get(from + 1) & 0xff;
        int at = from + 2;
        if (second >= 0x80) {
            throw new IllegalStateException("a server's frame must not be masked");
        }
        long size = second;
        if (second == 126) {
            if (end - at < 2) {
                return -1;
            }
            size = in.getShort(at) & 0xffff;
            at += 2;
        } else if (second == 127) {
            if (end - at < 8) {
                return -1;
            }
            size = in.getLong(at);
            at += 8;
        }
        if (end - at < Math.min(size, Long.BYTES)) {
            return -1;
        }
        long bytes = head(in, at, (int) Math.min(end, at + size));
        opcode = first & 0x0f;
        last = first < 0;
        head = bytes;
        length = size;
        skip = size;
        return at;
    }

    private void endFrame() {
        if (opcode >= CLOSE) {
            sink.message(opcode, head, length);
            return;
        }
        if (opcode == CONTINUATION) {
            messageLength += length;
        } else {
            messageOpcode = opcode;
            messageHead = head;
            messageLength = length;
        }
        if (last) {
            sink.message(messageOpcode, messageHead, messageLength);
        }
    }
}
