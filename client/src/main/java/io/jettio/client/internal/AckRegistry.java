package io.jettio.client.internal;

import io.jettio.client.AckException;
import io.jettio.client.internal.concurrent.Strand;
import io.jettio.protocol.socketio.Payload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The acks of one socket that are still to come. Each ends once and takes itself out of the registry when it does.
 * Thread-safe.
 */
final class AckRegistry {
    private static final Duration FOR_EVER = Duration.ofDays(36_525);

    private final Strand strand;
    private final AckTimer timer;
    private final int max;
    // Counts over all sockets of the manager: while somebody waits, reading goes on.
    private final AtomicInteger waiting;
    private final AtomicLong nextId = new AtomicLong();
    private final AtomicInteger count = new AtomicInteger();
    private final Map<Long, PendingAck> pending = new ConcurrentHashMap<>();
    private volatile boolean closed;

    AckRegistry(Strand strand, int max, AtomicInteger waiting) {
        this.strand = strand;
        this.timer = new AckTimer(strand, pending.values());
        this.max = max;
        this.waiting = waiting;
    }

    /** Makes a pending ack with an id of its own; it may have failed already. */
    PendingAck register(String event, Duration timeout) {
        PendingAck ack = new PendingAck(nextId.getAndIncrement(), event, deadline(timeout));
        if (count.incrementAndGet() > max) {
            count.decrementAndGet();
            ack.fail(AckException.Reason.TOO_MANY_PENDING);
            return ack;
        }
        waiting.incrementAndGet();
        pending.put(ack.id(), ack);
        var unused = ack.answer().whenComplete((answer, failure) -> {
            pending.remove(ack.id());
            count.decrementAndGet();
            waiting.decrementAndGet();
        });
        timer.watch(ack.deadline());
        if (closed) {
            ack.fail(AckException.Reason.DISCONNECTED);
        }
        return ack;
    }

    private long deadline(Duration timeout) {
        // More than a century is for ever; the clock of nanoseconds has less than three.
        return strand.nanoTime() + (timeout.compareTo(FOR_EVER) < 0 ? timeout : FOR_EVER).toNanos();
    }

    /** The peer answered; an id that nobody waits for (any more) is ignored. */
    void answered(long id, Payload arguments) {
        PendingAck ack = pending.get(id);
        if (ack != null) {
            ack.answer().complete(arguments);
        }
    }

    /** The connection ended: what was sent over it will not be answered. Strand. */
    void disconnected() {
        for (PendingAck ack : new ArrayList<>(pending.values())) {
            if (ack.isSent()) {
                ack.fail(AckException.Reason.DISCONNECTED);
            }
        }
    }

    /** Nothing will be answered any more, now or later. */
    void close() {
        closed = true;
        timer.stop();
        for (PendingAck ack : new ArrayList<>(pending.values())) {
            ack.fail(AckException.Reason.DISCONNECTED);
        }
    }

    int size() {
        return count.get();
    }
}
