package io.jettio.client;

import io.jettio.common.run.FlushScope;
import io.jettio.protocol.socketio.Payload;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What has arrived for a {@link SimpleClient} and was not received yet, and whether more can come. Thread-safe. */
final class Mailbox {
    private enum Life {
        /** No connection yet, or again none; one is tried for. */
        WAITING,
        CONNECTED,
        /** None is tried for any more, unless the application does by the socket. */
        OVER,
        /** The client has ended, for good. */
        CLOSED
    }

    private final int maxEvents;
    private final long maxBytes;

    // The lock guards all that follows; the condition tells of any change.
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<SimpleClient.Event> events = new ArrayDeque<>();
    private long bytes;
    private long dropped;
    private Life life = Life.WAITING;
    private @Nullable ConnectError lastError;

    Mailbox(int maxEvents, long maxBytes) {
        this.maxEvents = maxEvents;
        this.maxBytes = maxBytes;
    }

    void connected() {
        change(() -> {
            if (life != Life.CLOSED) {
                life = Life.CONNECTED;
            }
        });
    }

    /** There is no connection, and perhaps none to come. */
    void disconnected(boolean again, @Nullable ConnectError error) {
        change(() -> {
            if (life != Life.CLOSED) {
                life = again ? Life.WAITING : Life.OVER;
                lastError = error;
            }
        });
    }

    /** The socket was tried for, and is not any more. */
    void gaveUp() {
        disconnected(false, null);
    }

    /** The client has ended. */
    void close() {
        change(() -> {
            life = Life.CLOSED;
            lastError = null;
        });
    }

    void arrived(String name, Payload arguments) {
        change(() -> {
            events.add(new SimpleClient.Event(name, arguments));
            bytes += arguments.bytes();
            while (events.size() > maxEvents || (bytes > maxBytes && events.size() > 1)) {
                take();
                dropped++;
            }
        });
    }

    private void change(Runnable what) {
        lock.lock();
        try {
            what.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The oldest event. Under the lock. */
    private SimpleClient.Event take() {
        SimpleClient.Event oldest = events.remove();
        bytes -= oldest.arguments().bytes();
        return oldest;
    }

    long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a connection, without end where there is no timeout. */
    void awaitConnected(@Nullable Duration timeout) throws InterruptedException {
        FlushScope.flushNow();
        lock.lockInterruptibly();
        try {
            if (!await(() -> life == Life.CONNECTED, timeout)) {
                throw new DisconnectedException("not connected within " + timeout, lastError);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until a future is done. */
    void await(CompletableFuture<?> answer) throws InterruptedException {
        var unused = answer.whenComplete((value, failure) -> change(() -> {}));
        FlushScope.flushNow();
        lock.lockInterruptibly();
        try {
            await(answer::isDone, null);
        } catch (InterruptedException | DisconnectedException e) {
            answer.cancel(false);
            throw e;
        } finally {
            lock.unlock();
        }
    }

    /** The oldest event, or none after the timeout. */
    Optional<SimpleClient.Event> receive(@Nullable Duration timeout) throws InterruptedException {
        FlushScope.flushNow();
        lock.lockInterruptibly();
        try {
            return await(() -> !events.isEmpty(), timeout) ? Optional.of(take()) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Waits under the lock until something holds: whether it does in time. Ends with an exception where it cannot any more. */
    private boolean await(BooleanSupplier done, @Nullable Duration timeout) throws InterruptedException {
        long left = timeout == null ? Long.MAX_VALUE : saturatedNanos(timeout);
        while (!done.getAsBoolean()) {
            if (life == Life.OVER || life == Life.CLOSED) {
                throw new DisconnectedException("not connected, and nothing is tried any more", lastError);
            }
            if (left <= 0) {
                return false;
            }
            left = changed.awaitNanos(left);
        }
        return true;
    }

    private static long saturatedNanos(Duration timeout) {
        return timeout.compareTo(Duration.ofDays(1_000)) > 0 ? TimeUnit.DAYS.toNanos(1_000) : timeout.toNanos();
    }
}
