package io.jettio.server.internal.socketio;

import io.jettio.protocol.json.JsonException;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.AckException;
import io.jettio.server.Socket.AckEmitter;
import io.jettio.server.internal.run.FlushScope;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Emits with ack, each waiting as long as this one's patience lasts. */
record AckRequests(DefaultSocket socket, Duration timeout) implements AckEmitter {
    @Override
    public <T> CompletableFuture<@Nullable T> emitWithAck(String event, Class<T> type, @Nullable Object... arguments) {
        FutureWaiter<T> waiter = new FutureWaiter<>(socket, event, type);
        long id = emit(event, waiter, arguments);
        if (id >= 0) {
            waiter.future.onCancel = () -> socket.acks().fail(id, AckException.Reason.DISCONNECTED);
            if (waiter.future.isCancelled()) {
                waiter.future.onCancel.run();
            }
        }
        return waiter.future;
    }

    @Override
    public <T> @Nullable T call(String event, Class<T> type, @Nullable Object... arguments)
            throws InterruptedException {
        CallWaiter waiter = new CallWaiter(socket);
        long id = emit(event, waiter, arguments);
        // What this handler sent before must be on its way before it waits.
        FlushScope.flushNow();
        try {
            waiter.ended.await();
        } catch (InterruptedException e) {
            socket.acks().fail(id, AckException.Reason.DISCONNECTED);
            throw e;
        }
        Payload answer = waiter.answer;
        if (answer == null) {
            throw new AckException(event, waiter.failure);
        }
        return answer.get(0, type);
    }

    private long emit(String event, SocketWaiter waiter, @Nullable Object[] arguments) {
        ReservedEvents.check(event);
        Payload payload = socket.connection().parser().payload(Arrays.asList(arguments));
        if (!socket.isJoined()) {
            waiter.ended(null, AckException.Reason.DISCONNECTED);
            return -1;
        }
        socket.connection().inflow().ackAwaited();
        long id = socket.acks().await(waiter, timeout.toNanos());
        if (id >= 0) {
            EventPacket packet = new EventPacket(socket.namespace().name(), id, event, payload);
            socket.tellOutgoing(packet);
            if (!socket.connection().send(packet)) {
                socket.acks().fail(id, AckException.Reason.DISCONNECTED);
            }
        }
        return id;
    }

    /** A wait that counts on the connection, so that its acks are read while handlers hold up its events. */
    private abstract static class SocketWaiter implements AckTable.Waiter {
        final DefaultSocket socket;

        SocketWaiter(DefaultSocket socket) {
            this.socket = socket;
        }

        @Override
        public final void answered(Payload arguments) {
            socket.connection().inflow().ackSettled();
            ended(arguments, AckException.Reason.TIMEOUT);
        }

        @Override
        public final void failed(AckException.Reason reason) {
            socket.connection().inflow().ackSettled();
            ended(null, reason);
        }

        /** With an answer, or without one for a reason. */
        abstract void ended(@Nullable Payload answer, AckException.Reason reason);
    }

    /** A future whose cancellation gives the wait for the ack up. */
    private static final class AnswerFuture<T extends @Nullable Object> extends CompletableFuture<T> {
        volatile Runnable onCancel = () -> {};

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            boolean cancelled = super.cancel(mayInterruptIfRunning);
            if (cancelled) {
                onCancel.run();
            }
            return cancelled;
        }
    }

    /** Completes a future off the I/O thread and off the lane. */
    private static final class FutureWaiter<T> extends SocketWaiter {
        final AnswerFuture<@Nullable T> future = new AnswerFuture<>();
        private final String event;
        private final Class<T> type;

        FutureWaiter(DefaultSocket socket, String event, Class<T> type) {
            super(socket);
            this.event = event;
            this.type = type;
        }

        @Override
        void ended(@Nullable Payload answer, AckException.Reason reason) {
            socket.threads().complete(() -> {
                if (answer == null) {
                    future.completeExceptionally(new AckException(event, reason));
                    return;
                }
                T value;
                try {
                    value = answer.get(0, type);
                } catch (JsonException e) {
                    future.completeExceptionally(e);
                    return;
                }
                future.complete(value);
            });
        }
    }

    /** Releases a waiting thread directly. */
    private static final class CallWaiter extends SocketWaiter {
        final CountDownLatch ended = new CountDownLatch(1);
        volatile @Nullable Payload answer;
        volatile AckException.Reason failure = AckException.Reason.TIMEOUT;

        CallWaiter(DefaultSocket socket) {
            super(socket);
        }

        @Override
        void ended(@Nullable Payload arguments, AckException.Reason reason) {
            failure = reason;
            answer = arguments;
            ended.countDown();
        }
    }
}
