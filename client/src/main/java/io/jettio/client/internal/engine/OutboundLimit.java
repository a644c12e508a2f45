package io.jettio.client.internal.engine;

import io.jettio.client.engine.EngineOptions;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what has been accepted and is neither written nor dropped, whether it waits for a connection or for the
 * network. Thread-safe.
 */
public final class OutboundLimit {
    private final long maxBytes;
    private final int maxPackets;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger packets = new AtomicInteger();

    /**
     * Makes a limit.
     *
     * @param options of which the two maxima hold
     */
    public OutboundLimit(EngineOptions options) {
        this.maxBytes = options.maxBufferedBytes();
        this.maxPackets = options.maxBufferedPackets();
    }

    /**
     * Takes room. Several callers at once may together pass the limit by one message each.
     *
     * @param packetCount packets to be sent
     * @param byteCount their size
     * @return whether there was room
     */
    public boolean acquire(int packetCount, long byteCount) {
        long usedBytes = bytes.get();
        if (packets.get() + packetCount > maxPackets || (usedBytes > 0 && usedBytes + byteCount > maxBytes)) {
            return false;
        }
        add(packetCount, byteCount);
        return true;
    }

    /**
     * Takes room whether there is some or not, for what the protocol itself sends.
     *
     * @param packetCount packets to be sent
     * @param byteCount their size
     */
    public void add(int packetCount, long byteCount) {
        packets.addAndGet(packetCount);
        bytes.addAndGet(byteCount);
    }

    /**
     * Gives room back.
     *
     * @param packetCount packets written or dropped
     * @param byteCount their size
     */
    public void release(int packetCount, long byteCount) {
        packets.addAndGet(-packetCount);
        bytes.addAndGet(-byteCount);
    }

    /**
     * {@return bytes that wait}
     */
    public long bytes() {
        return bytes.get();
    }

    /**
     * {@return packets that wait}
     */
    public int packets() {
        return packets.get();
    }
}
