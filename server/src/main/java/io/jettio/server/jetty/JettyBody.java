package io.jettio.server.jetty;

import io.jettio.server.internal.engine.HttpExchange.BodyReader;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** Reads a request's body without blocking, and never keeps more than the limit of it. */
final class JettyBody implements Runnable {
    /** What a body is given before its bytes come, whatever length it promises; it grows with them. */
    private static final int FIRST_BUFFER = 16 << 10;

    private final Request request;
    private final int limit;
    private final BodyReader reader;
    private final ByteArrayOutputStream kept;

    JettyBody(Request request, int limit, BodyReader reader) {
        this.request = request;
        this.limit = limit;
        this.reader = reader;
        this.kept = new ByteArrayOutputStream((int) Math.max(64, Math.min(request.getLength(), FIRST_BUFFER)));
    }

    /** Reads what there is; called again by Jetty when there is more. */
    @Override
    public void run() {
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                reader.onFailure(chunk.getFailure());
                return;
            }
            ByteBuffer bytes = chunk.getByteBuffer();
            boolean fits = kept.size() + bytes.remaining() <= limit;
            if (fits) {
                byte[] copy = new byte[bytes.remaining()];
                bytes.get(copy);
                kept.write(copy, 0, copy.length);
            }
            boolean last = chunk.isLast();
            chunk.release();
            if (!fits) {
                reader.onTooLarge();
                return;
            }
            if (last) {
                reader.onBody(kept.toByteArray());
                return;
            }
        }
    }
}
