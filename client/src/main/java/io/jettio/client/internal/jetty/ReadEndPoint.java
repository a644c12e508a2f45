package io.jettio.client.internal.jetty;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A connection that the selecting thread reads itself, and not before it is in use: whoever answers on the other side closes
 * it at once, perhaps, and Jetty would notice before the request that it was made for is sent over it, think of it as one of
 * those that grew old, and make the next, as often as that goes on. An attempt is to be one connection.
 */
final class ReadEndPoint extends SocketChannelEndPoint {
    private enum Reading {
        /** Nothing was sent, and nobody waits to read. */
        LATER,
        /** Nothing was sent, and somebody waits to read. */
        WANTED,
        BEGUN
    }

    private final AtomicReference<Reading> reading = new AtomicReference<>(Reading.LATER);

    // While a write goes on before reading has begun: who reads the answer may write, which is not allowed meanwhile.
    private volatile boolean writing;

    // Only by whoever is interested next, one after the other.
    private @Nullable NonBlocking last;

    ReadEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
        super(channel, selector, key, scheduler);
    }

    /** Begins to read the connection under this end point, unless it is read or is none of ours. */
    static void beginReading(EndPoint end) {
        Object at = end;
        while (at instanceof EndPoint over) {
            if (over instanceof ReadEndPoint ours) {
                ours.beginReading();
                return;
            }
            at = over.getTransport(); // of TLS, what lies under it
        }
    }

    private void beginReading() {
        if (reading.get() != Reading.BEGUN && reading.getAndSet(Reading.BEGUN) == Reading.WANTED) {
            super.needsFillInterest();
        }
    }

    @Override
    protected void needsFillInterest() {
        if (reading.get() == Reading.BEGUN || !reading.compareAndSet(Reading.LATER, Reading.WANTED)) {
            super.needsFillInterest();
        }
    }

    @Override
    public boolean flush(ByteBuffer... buffers) throws IOException {
        boolean whole = super.flush(buffers);
        if (!writing) {
            beginReading();
        }
        return whole;
    }

    @Override
    public void write(Callback callback, ByteBuffer... buffers) {
        if (reading.get() == Reading.BEGUN) {
            super.write(callback, buffers);
            return;
        }
        writing = true;
        try {
            super.write(callback, buffers);
        } finally {
            writing = false;
            beginReading();
        }
    }

    @Override
    public void fillInterested(Callback callback) {
        super.fillInterested(known(callback));
    }

    @Override
    public boolean tryFillInterested(Callback callback) {
        return super.tryFillInterested(known(callback));
    }

    private Callback known(Callback callback) {
        if (callback.getInvocationType() == Invocable.InvocationType.NON_BLOCKING
                || getConnection() instanceof SslConnection) {
            last = null; // whose connection is another's, and would be kept
            return callback;
        }
        NonBlocking wrapped = last;
        if (wrapped == null || wrapped.callback() != callback) {
            wrapped = new NonBlocking(callback);
            last = wrapped;
        }
        return wrapped;
    }

    private record NonBlocking(Callback callback) implements Callback {
        @Override
        public void succeeded() {
            callback.succeeded();
        }

        @Override
        public void failed(Throwable cause) {
            callback.failed(cause);
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }
    }
}
