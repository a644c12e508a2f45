package io.jettio.server.adapter.cluster;

import io.jettio.protocol.socketio.Payload;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to the broker, which may be away: then messages that may wait are kept, as far as there is room for them, and
 * sent in their order when it is back; the others are dropped. What is sent while it is there does not pass the lock.
 */
final class Link {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterAdapterFactory.LOGGER);

    /** About what a message holds beside its arguments. */
    private static final int ENVELOPE_BYTES = 256;

    private final ClusterTransport transport;
    private final ClusterOptions options;
    private final Counters counters;

    /** Whether the broker is there and nothing waits for it. Written under the lock. */
    private volatile boolean up;

    // Guarded by this link as a lock.

    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private boolean told; // of the first message that was not sent since the last change

    /** A message that waits. */
    private record Waiting(ClusterMessage message, int bytes, CompletableFuture<String> sent) {}

    /** What became of a message: whether it waits, and the stage of its way to the broker. */
    record Sending(boolean queued, CompletionStage<String> sent) {}

    Link(ClusterTransport transport, ClusterOptions options, Counters counters) {
        this.transport = transport;
        this.options = options;
        this.counters = counters;
    }

    /** Whether messages go out at once. */
    boolean isUp() {
        return up;
    }

    /** How many messages wait. */
    synchronized int queued() {
        return waiting.size();
    }

    /** Sends a message to all, now or when the broker is back. */
    Sending publish(ClusterMessage message) {
        if (up) {
            return new Sending(false, pass(message));
        }
        synchronized (this) {
            if (up) {
                return new Sending(false, pass(message));
            }
            int bytes = bytes(message);
            if (waiting.size() < options.maxQueuedMessages() && waitingBytes + bytes <= options.maxQueuedBytes()) {
                Waiting one = new Waiting(message, bytes, new CompletableFuture<>());
                waiting.add(one);
                waitingBytes += bytes;
                return new Sending(true, one.sent);
            }
        }
        return new Sending(false, unsent(message, new IllegalStateException("too many messages wait for the broker")));
    }

    /** Sends a message to all now or never. */
    CompletionStage<String> publishNow(ClusterMessage message) {
        return up ? pass(message) : unsent(message, new IllegalStateException("the broker is away"));
    }

    /** Sends a response now or never. */
    void respond(String uid, ClusterMessage.Response message) {
        if (!up) {
            counters.unsent.increment();
            return;
        }
        try {
            var unused = transport.respond(uid, message).whenComplete((done, failure) -> judge(message, failure));
        } catch (RuntimeException e) {
            judge(message, e);
        }
    }

    private CompletionStage<String> pass(ClusterMessage message) {
        try {
            return transport.publish(message).whenComplete((offset, failure) -> judge(message, failure));
        } catch (RuntimeException e) {
            return unsent(message, e);
        }
    }

    private void judge(ClusterMessage message, @Nullable Throwable failure) {
        if (failure == null) {
            counters.published.increment();
        } else {
            var unused = unsent(message, failure);
        }
    }

    private CompletionStage<String> unsent(ClusterMessage message, Throwable why) {
        counters.unsent.increment();
        boolean first;
        synchronized (this) {
            first = !told;
            told = true;
        }
        if (first) {
            LOG.warn(
                    "a message of type {} did not reach the other server nodes; more of these are only counted",
                    message.type(),
                    why);
        }
        return CompletableFuture.failedStage(why);
    }

    /** The broker is away. */
    synchronized void down() {
        up = false;
        told = false;
    }

    /** The broker is there: sends what has waited, and whatever comes meanwhile goes behind it. */
    synchronized void up() {
        told = false;
        for (Waiting one = waiting.poll(); one != null; one = waiting.poll()) {
            waitingBytes -= one.bytes;
            CompletableFuture<String> sent = one.sent;
            var unused = pass(one.message).whenComplete((offset, failure) -> {
                if (failure == null) {
                    sent.complete(offset);
                } else {
                    sent.completeExceptionally(failure);
                }
            });
        }
        up = true;
    }

    private static int bytes(ClusterMessage message) {
        Payload payload = message instanceof ClusterMessage.Broadcast broadcast
                ? broadcast.packet().arguments()
                : message instanceof ClusterMessage.ServerSideEmit emit
                        ? emit.packet().arguments()
                        : null;
        return ENVELOPE_BYTES + (payload == null ? 0 : payload.bytes());
    }
}
