package io.jettio.server.jetty;

import io.jettio.common.websocket.CloseCode;
import io.jettio.common.websocket.WebSocketException;
import io.jettio.protocol.Frame;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.eclipse.jetty.util.compression.CompressionPool;
import org.eclipse.jetty.util.compression.DeflaterPool;
import org.eclipse.jetty.util.compression.InflaterPool;
import org.jspecify.annotations.Nullable;

/**
 * Compresses and decompresses whole messages as permessage-deflate does without context takeover (RFC 7692, 7.2): each
 * message by itself, so that no connection holds a window between two messages. Thread-safe.
 */
final class MessageDeflate {
    /** What ends every message that was flushed, and is left out on the wire. */
    private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};

    /**
     * The same, and behind it an empty final block: only where the message ended between two blocks is that read as a
     * block, and the decompression finished.
     */
    private static final byte[] TAIL_AND_END = {0, 0, (byte) 0xff, (byte) 0xff, 1, 0, 0, (byte) 0xff, (byte) 0xff};

    private static final int SMALLEST_BUFFER = 512;

    private final DeflaterPool deflaters;
    private final InflaterPool inflaters;
    private final int threshold;
    private final int maxMessageBytes;

    MessageDeflate(DeflaterPool deflaters, InflaterPool inflaters, int threshold, int maxMessageBytes) {
        this.deflaters = deflaters;
        this.inflaters = inflaters;
        this.threshold = threshold;
        this.maxMessageBytes = maxMessageBytes;
    }

    /** The compressed message, or null where it is too small for that, or would not get smaller. */
    @Nullable
    Frame deflated(Frame message) {
        if (message.size() < threshold || message.size() == 0) {
            return null;
        }
        CompressionPool<Deflater>.Entry pooled = deflaters.acquire();
        try {
            Deflater deflater = pooled.get();
            deflater.setInput(message.array(), message.arrayOffset(), message.size());
            byte[] out = new byte[message.size() + TAIL.length];
            int size = 0;
            int more = -1;
            while (more != 0 && size < out.length) {
                more = deflater.deflate(out, size, out.length - size, Deflater.SYNC_FLUSH);
                size += more;
            }
            int payload = size - TAIL.length;
            boolean whole =
                    size < out.length && payload >= 0 && Arrays.equals(out, payload, size, TAIL, 0, TAIL.length);
            return whole ? Frame.binary(out, 0, payload) : null;
        } finally {
            pooled.release();
        }
    }

    /**
     * The message that was compressed into these bytes.
     *
     * @throws WebSocketException if the bytes are no compressed message, or one that is larger than a message may be; it
     *     is not decompressed further than that
     */
    byte[] inflated(byte[] bytes, int size) {
        CompressionPool<Inflater>.Entry pooled = inflaters.acquire();
        try {
            return inflated(pooled.get(), bytes, size);
        } catch (DataFormatException e) {
            throw new WebSocketException(
                    CloseCode.BAD_DATA, "a message that cannot be decompressed: " + e.getMessage());
        } finally {
            pooled.release();
        }
    }

    private byte[] inflated(Inflater inflater, byte[] bytes, int size) throws DataFormatException {
        inflater.setInput(bytes, 0, size);
        byte[] out = new byte[(int) Math.min(maxMessageBytes + 1L, Math.max(SMALLEST_BUFFER, 4L * size))];
        int length = 0;
        boolean tail = false;
        while (true) {
            int more = inflater.inflate(out, length, out.length - length);
            length += more;
            if (length > maxMessageBytes) {
                throw new WebSocketException(
                        CloseCode.TOO_LARGE, "a message over " + maxMessageBytes + " bytes when decompressed");
            }
            if (inflater.finished()) {
                int rest = inflater.getRemaining();
                if (rest == 0) {
                    break;
                }
                // A block that is called final may be followed by others (RFC 7692, 7.2.1).
                inflater.reset();
                inflater.setInput(tail ? TAIL_AND_END : bytes, (tail ? TAIL_AND_END.length : size) - rest, rest);
            } else if (length == out.length) {
                out = Arrays.copyOf(out, (int) Math.min(maxMessageBytes + 1L, 2L * out.length));
            } else if (more == 0) {
                if (tail) {
                    throw new DataFormatException("a message that ends inside a block");
                }
                inflater.setInput(TAIL_AND_END);
                tail = true;
            }
        }
        return length == out.length ? out : Arrays.copyOf(out, length);
    }
}
