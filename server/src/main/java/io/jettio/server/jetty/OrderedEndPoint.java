package io.jettio.server.jetty;

import io.jettio.common.GuardedBy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * An end point whose connection reads on only when nobody is reading: it knows who does, since whoever waits for bytes is
 * called through it. Everything else is the end point's below. Thread-safe.
 */
final class OrderedEndPoint implements EndPoint, EndPoint.Wrapper {
    private final EndPoint below;

    /** How many threads are in the connection; one that is about to leave and has asked for more bytes may be a second. */
    @GuardedBy("this")
    private int inside;

    /** What reads on once they have left. */
    @GuardedBy("this")
    private @Nullable Waiting waiting;

    private record Waiting(Runnable job, Executor executor) {}

    /** Whoever waits for bytes is the same one each time, and so is what is called instead. */
    private volatile @Nullable Reading reading;

    OrderedEndPoint(EndPoint below) {
        this.below = below;
    }

    /** The end point itself, for a connection that needs no order. */
    static EndPoint unwrapped(EndPoint end) {
        return end instanceof OrderedEndPoint ordered ? ordered.below : end;
    }

    /** Runs what reads on, by an executor, and not before those have left who read now. */
    void readOn(Runnable job, Executor executor) {
        Runnable alone = () -> {
            enter();
            try {
                job.run();
            } finally {
                leave();
            }
        };
        synchronized (this) {
            if (inside > 0) {
                waiting = new Waiting(alone, executor);
                return;
            }
        }
        executor.execute(alone);
    }

    private synchronized void enter() {
        inside++;
    }

    private void leave() {
        Waiting next;
        synchronized (this) {
            inside--;
            if (inside > 0 || waiting == null) {
                return;
            }
            next = waiting;
            waiting = null;
        }
        try {
            next.executor().execute(next.job());
        } catch (RejectedExecutionException stopping) {
            below.close(stopping);
            next.job().run(); // finds the end, and gives its buffer back
        }
    }

    /** Calls whoever waits for bytes. */
    private final class Reading extends Callback.Nested {
        Reading(Callback callback) {
            super(callback);
        }

        @Override
        public void succeeded() {
            enter();
            try {
                super.succeeded();
            } finally {
                leave();
            }
        }

        @Override
        public void failed(Throwable failure) {
            enter();
            try {
                super.failed(failure);
            } finally {
                leave();
            }
        }
    }

    @Override
    public void fillInterested(Callback callback) {
        Reading known = reading;
        if (known == null || known.getCallback() != callback) {
            known = new Reading(callback);
            reading = known;
        }
        below.fillInterested(known);
    }

    /** For a request's body, whose reader nobody reads beside. */
    @Override
    public boolean tryFillInterested(Callback callback) {
        return below.tryFillInterested(callback);
    }

    @Override
    public boolean isFillInterested() {
        return below.isFillInterested();
    }

    // ---------------------------------------------------------------- as below

    @Override
    public EndPoint unwrap() {
        return below;
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return below.getLocalSocketAddress();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return below.getRemoteSocketAddress();
    }

    /** What Jetty 12.0 asks for besides. */
    public @Nullable InetSocketAddress getLocalAddress() {
        return below.getLocalSocketAddress() instanceof InetSocketAddress address ? address : null;
    }

    /** What Jetty 12.0 asks for besides. */
    public @Nullable InetSocketAddress getRemoteAddress() {
        return below.getRemoteSocketAddress() instanceof InetSocketAddress address ? address : null;
    }

    @Override
    public boolean isOpen() {
        return below.isOpen();
    }

    @Override
    public long getCreatedTimeStamp() {
        return below.getCreatedTimeStamp();
    }

    @Override
    public void shutdownOutput() {
        below.shutdownOutput();
    }

    @Override
    public boolean isOutputShutdown() {
        return below.isOutputShutdown();
    }

    @Override
    public boolean isInputShutdown() {
        return below.isInputShutdown();
    }

    @Override
    public void close() {
        below.close();
    }

    @Override
    public void close(@Nullable Throwable cause) {
        below.close(cause);
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        return below.fill(buffer);
    }

    @Override
    public boolean flush(ByteBuffer... buffers) throws IOException {
        return below.flush(buffers);
    }

    @Override
    public void write(Callback callback, ByteBuffer... buffers) {
        below.write(callback, buffers);
    }

    @Override
    public Callback cancelWrite(Throwable cause) {
        return below.cancelWrite(cause);
    }

    @Override
    public Object getTransport() {
        return below.getTransport();
    }

    @Override
    public long getIdleTimeout() {
        return below.getIdleTimeout();
    }

    @Override
    public void setIdleTimeout(long millis) {
        below.setIdleTimeout(millis);
    }

    @Override
    public Connection getConnection() {
        return below.getConnection();
    }

    @Override
    public void setConnection(Connection connection) {
        below.setConnection(connection);
    }

    @Override
    public void onOpen() {
        below.onOpen();
    }

    @Override
    public void onClose(@Nullable Throwable cause) {
        below.onClose(cause);
    }

    @Override
    public void upgrade(Connection next) {
        below.upgrade(next);
    }

    @Override
    public @Nullable SslSessionData getSslSessionData() {
        return below.getSslSessionData();
    }

    @Override
    public String toString() {
        return below.toString();
    }
}
