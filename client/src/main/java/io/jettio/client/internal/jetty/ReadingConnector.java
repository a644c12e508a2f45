package io.jettio.client.internal.jetty;

import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Makes connections that Jetty's selecting thread reads itself, since nothing that follows from an answer of ours blocks:
 * another thread would have to be woken for each, and that one would have to wake the selecting thread. Where TLS is read,
 * Jetty's other threads do, since to judge a certificate takes its time.
 */
final class ReadingConnector extends ClientConnector {
    @Override
    protected EndPoint newEndPoint(SelectableChannel channel, ManagedSelector selector, SelectionKey key) {
        return channel instanceof SocketChannel socket
                ? new ReadEndPoint(socket, selector, key, getScheduler())
                : super.newEndPoint(channel, selector, key);
    }

    private static final class ReadEndPoint extends SocketChannelEndPoint {
        // Only by whoever is interested next, one after the other.
        private @Nullable NonBlocking last;

        ReadEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
            super(channel, selector, key, scheduler);
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
