package io.jettio.server.jetty;

import io.jettio.common.GuardedBy;
import io.jettio.server.internal.engine.HttpExchange.BodyReader;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request's body without blocking, and never keeps more than the limit of it. What still comes when the request
 * is answered is taken off the connection for a moment: a connection that is closed before its bytes are read is reset,
 * and the peer that was still sending them could not read its answer. Thread-safe.
 */
final class JettyBody implements Runnable {
    /** What a body is given before its bytes come, whatever length it promises; it grows with them. */
    private static final int FIRST_BUFFER = 16 << 10;

    /** How long the rest of a body is discarded: enough for what is on its way, and too little to hold a connection. */
    private static final long DISCARD_MILLIS = 1_000;

    private final Request request;

    /** What was read for somebody, and takes no room before; touched by whoever reads. */
    private ByteArrayOutputStream kept = new ByteArrayOutputStream(0);

    /** How much may be kept; written before anything is read. */
    private int limit;

    /** Who is told of the body, until he was. */
    @GuardedBy("this")
    private @Nullable BodyReader reader;

    /** What follows once nothing more is discarded. */
    @GuardedBy("this")
    private @Nullable Runnable next;

    /** Whether a thread reads, or Jetty will call one to. */
    @GuardedBy("this")
    private boolean busy;

    /** Whether nothing more is to be read. */
    @GuardedBy("this")
    private boolean over;

    /** The calls of {@code demand} that have not returned, before which the request must not end. */
    @GuardedBy("this")
    private int demands;

    @GuardedBy("this")
    private Scheduler.@Nullable Task patience;

    private JettyBody(Request request) {
        this.request = request;
    }

    /** The body of a request, or null where none is to come. */
    static @Nullable JettyBody of(Request request) {
        return follows(request) ? new JettyBody(request) : null;
    }

    /** Whether a request has a body; of one of HTTP/2 that is not known before its end. */
    static boolean follows(Request request) {
        long length = request.getLength();
        return length > 0
                || (length < 0 && (isHttp2(request) || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING)));
    }

    /** Reads the body for somebody who is told once, also before this returns. */
    void read(int most, BodyReader to) {
        if (request.getLength() > most) {
            to.onTooLarge();
            return;
        }
        synchronized (this) {
            limit = most;
            kept = new ByteArrayOutputStream((int) Math.max(64, Math.min(request.getLength(), FIRST_BUFFER)));
            reader = to;
            busy = true;
        }
        run();
    }

    /**
     * The request is answered: discards the rest for a moment, or reads no more where the answer could not be written.
     * Then goes on to what is next, on any thread, but not while another is about to read.
     */
    void answered(boolean written, Runnable then) {
        boolean begin;
        synchronized (this) {
            reader = null;
            next = then;
            if (written && !over && isWorthwhile()) {
                patience = request.getComponents()
                        .getScheduler()
                        .schedule(this::lostPatience, DISCARD_MILLIS, TimeUnit.MILLISECONDS);
            } else {
                over = true;
            }
            begin = !busy;
            busy = true;
        }
        if (begin) {
            run();
        } else {
            goOn();
        }
    }

    /** HTTP/2 ends a stream without ending the connection, and who waits for a 100 sends nothing. */
    private boolean isWorthwhile() {
        return !isHttp2(request) && !request.getHeaders().contains(HttpHeader.EXPECT);
    }

    private static boolean isHttp2(Request request) {
        return request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2;
    }

    private void lostPatience() {
        synchronized (this) {
            over = true;
        }
        goOn();
    }

    /** Goes on to what is next, if all is over. */
    private void goOn() {
        Runnable then;
        synchronized (this) {
            if (!over || demands > 0 || next == null) {
                return;
            }
            then = next;
            next = null;
            if (patience != null) {
                patience.cancel();
            }
        }
        then.run();
    }

    /** Reads what there is; called again by Jetty when there is more. */
    @Override
    public void run() {
        while (true) {
            Content.Chunk chunk;
            BodyReader to;
            synchronized (this) {
                if (over || (reader == null && next == null)) {
                    busy = false;
                    break;
                }
                to = reader;
                chunk = request.read();
                if (chunk == null) {
                    demands++;
                } else {
                    over = chunk.isLast() || Content.Chunk.isFailure(chunk);
                }
            }
            if (chunk == null) {
                demand();
                break;
            }
            take(chunk, to);
        }
        goOn();
    }

    private void demand() {
        try {
            request.demand(this);
        } finally {
            synchronized (this) {
                demands--;
            }
        }
    }

    private void take(Content.Chunk chunk, @Nullable BodyReader to) {
        if (Content.Chunk.isFailure(chunk)) {
            if (to != null) {
                to.onFailure(chunk.getFailure());
            }
            return;
        }
        boolean last = chunk.isLast();
        OrderedEndPoint end = last ? OrderedEndPoint.of(request) : null;
        if (end != null) {
            end.bringsOurs(true);
        }
        boolean fits = to != null && keep(chunk.getByteBuffer());
        chunk.release();
        if (to == null) {
            return;
        }
        if (!fits) {
            told();
            to.onTooLarge();
        } else if (last) {
            to.onBody(kept.toByteArray());
        }
    }

    private boolean keep(ByteBuffer bytes) {
        if (kept.size() + bytes.remaining() > limit) {
            return false;
        }
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        kept.write(copy, 0, copy.length);
        return true;
    }

    private synchronized void told() {
        reader = null;
    }
}
