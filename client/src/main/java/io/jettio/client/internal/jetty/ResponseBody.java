package io.jettio.client.internal.jetty;

import io.jettio.client.engine.EngineException;
import io.jettio.client.engine.EngineException.Stage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** Keeps the body of an answer up to a limit, which also holds for what comes of inflating it. Not thread-safe. */
final class ResponseBody {
    private static final byte[] NOTHING = new byte[0];
    private static final int FIRST = 4096;
    private static final int ZLIB_METHOD = 8;

    private final int maxBytes;
    private byte[] bytes = NOTHING;
    private int size;

    ResponseBody(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Keeps a part, or says that there is no room for it. */
    boolean add(ByteBuffer part) {
        int more = part.remaining();
        if (more > maxBytes - size) {
            return false;
        }
        if (bytes.length - size < more) {
            long doubled = Math.max(FIRST, 2L * bytes.length);
            bytes = Arrays.copyOf(bytes, (int) Math.max(size + more, Math.min(doubled, maxBytes)));
        }
        part.get(bytes, size, more);
        size += more;
        return true;
    }

    /** How many more bytes are kept. */
    int room() {
        return maxBytes - size;
    }

    EngineException tooLong() {
        return new EngineException(Stage.LIMIT, "polling: the answer's body exceeds limit " + maxBytes, null);
    }

    /** The whole body, inflated where its encoding says so. */
    byte[] whole(@Nullable String encoding) {
        byte[] body = size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
        String coding = encoding == null ? "" : encoding.trim().toLowerCase(Locale.ROOT);
        if (coding.isEmpty() || coding.equals("identity") || size == 0) {
            return body;
        }
        try {
            return switch (coding) {
                case "gzip", "x-gzip" -> inflated(new GZIPInputStream(new ByteArrayInputStream(body)));
                case "deflate" -> inflatedRaw(body);
                default -> throw new IOException("unknown content coding");
            };
        } catch (IOException malformed) {
            throw new EngineException(
                    Stage.HTTP, "polling: the answer's body is not as its Content-Encoding says", malformed);
        }
    }

    /** "deflate" is the zlib format; some leave its header out. */
    private byte[] inflatedRaw(byte[] body) throws IOException {
        Inflater inflater = new Inflater((body[0] & 0x0f) != ZLIB_METHOD);
        try {
            return inflated(new InflaterInputStream(new ByteArrayInputStream(body), inflater));
        } finally {
            inflater.end();
        }
    }

    private byte[] inflated(InputStream from) throws IOException {
        try (InputStream in = from) {
            byte[] inflated = maxBytes == Integer.MAX_VALUE ? in.readAllBytes() : in.readNBytes(maxBytes + 1);
            if (inflated.length > maxBytes) {
                throw tooLong();
            }
            return inflated;
        }
    }
}
