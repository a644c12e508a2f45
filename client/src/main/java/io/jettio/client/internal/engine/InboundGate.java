package io.jettio.client.internal.engine;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Counts what has arrived and waits for listeners, and tells when reading should stop: above the high-water mark unless
 * somebody waits for an ack (which a listener may be doing), above the maximum in any case. Thread-safe.
 */
public final class InboundGate {
    // Higher than a server would set them: while we do not read, we do not answer pings either, and the server, who
    // cannot know why, closes the connection after its ping timeout.
    private static final long HIGH_BYTES = 16L << 20;
    private static final int HIGH_EVENTS = 16_384;
    private static final int MAX_FACTOR = 4;

    private final BooleanSupplier ackPending;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger events = new AtomicInteger();

    /**
     * Makes a gate.
     *
     * @param ackPending whether somebody waits for an ack
     */
    public InboundGate(BooleanSupplier ackPending) {
        this.ackPending = ackPending;
    }

    /**
     * An event waits for its listener.
     *
     * @param size its bytes
     */
    public void queued(long size) {
        bytes.addAndGet(size);
        events.incrementAndGet();
    }

    /**
     * An event's listener begins.
     *
     * @param size its bytes
     * @return whether reading may have to be resumed: the queue has just fallen to half of a mark
     */
    public boolean taken(long size) {
        long bytesLeft = bytes.addAndGet(-size);
        int eventsLeft = events.decrementAndGet();
        boolean fewBytes = bytesLeft <= HIGH_BYTES / 2;
        boolean fewEvents = eventsLeft <= HIGH_EVENTS / 2;
        boolean crossed = bytesLeft + size > HIGH_BYTES / 2 || eventsLeft == HIGH_EVENTS / 2;
        return fewBytes && fewEvents && crossed;
    }

    /**
     * {@return whether reading should stop, or go on stopping}
     *
     * @param paused whether it is stopped now
     */
    public boolean shouldPause(boolean paused) {
        long waitingBytes = bytes.get();
        int waitingEvents = events.get();
        if (waitingBytes > HIGH_BYTES * MAX_FACTOR || waitingEvents > HIGH_EVENTS * MAX_FACTOR) {
            return true;
        }
        if (ackPending.getAsBoolean()) {
            return false;
        }
        int divisor = paused ? 2 : 1;
        return waitingBytes > HIGH_BYTES / divisor || waitingEvents > HIGH_EVENTS / divisor;
    }
}
