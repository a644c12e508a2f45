package io.jettio.client.internal;

import io.jettio.client.AckTimeoutException;
import io.jettio.client.BufferFullException;
import io.jettio.client.DisconnectReason;
import io.jettio.client.DisconnectedException;
import io.jettio.client.internal.concurrent.Strand;
import io.jettio.protocol.socketio.Payload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The acks of one socket that are still to come. Each ends once and takes itself out of the registry when it does.
 * Thread-safe.
 */
final class AckRegistry {
    private final Strand strand;
    private final int max;
    // Counts over all sockets of the manager: while somebody waits, reading goes on.
    private final AtomicInteger waiting;
    private final AtomicLong nextId = new AtomicLong();
    private final AtomicInteger count = new AtomicInteger();
    private final Map<Long, PendingAck> pending = new ConcurrentHashMap<>();
    private volatile @Nullable DisconnectReason closed;

    AckRegistry(Strand strand, int max, AtomicInteger waiting) {
        this.strand = strand;
        this.max = max;
        this.waiting = waiting;
    }

    /** Makes a pending ack with an id of its own; it may have failed already. */
    PendingAck register(Duration timeout) {
        PendingAck ack = new PendingAck(nextId.getAndIncrement());
        if (count.incrementAndGet() > max) {
            count.decrementAndGet();
            ack.answer().completeExceptionally(new BufferFullException("more than " + max + " acks are pending"));
            return ack;
        }
        waiting.incrementAndGet();
        pending.put(ack.id(), ack);
        var unused = ack.answer().whenComplete((answer, failure) -> {
            pending.remove(ack.id());
            count.decrementAndGet();
            waiting.decrementAndGet();
            ack.cancelTimer();
        });
        ack.timer(strand.after(timeout, () -> ack.answer().completeExceptionally(new AckTimeoutException(timeout))));
        DisconnectReason reason = closed;
        if (reason != null) {
            ack.answer().completeExceptionally(new DisconnectedException(reason));
        }
        return ack;
    }

    /** The peer answered; an id that nobody waits for (any more) is ignored. */
    void answered(long id, Payload arguments) {
        PendingAck ack = pending.get(id);
        if (ack != null) {
            ack.answer().complete(arguments);
        }
    }

    /** The connection ended: what was sent over it will not be answered. Strand. */
    void disconnected(DisconnectReason reason) {
        for (PendingAck ack : new ArrayList<>(pending.values())) {
            if (ack.isSent()) {
                ack.answer().completeExceptionally(new DisconnectedException(reason));
            }
        }
    }

    /** Nothing will be answered any more, now or later. */
    void close(DisconnectReason reason) {
        closed = reason;
        for (PendingAck ack : new ArrayList<>(pending.values())) {
            ack.answer().completeExceptionally(new DisconnectedException(reason));
        }
    }

    int size() {
        return count.get();
    }
}
