package io.jettio.client.internal;

import io.jettio.client.AckException;
import io.jettio.client.ManagerOptions;
import io.jettio.client.OverflowPolicy;
import io.jettio.client.internal.concurrent.Strand;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What a socket that is not connected has to send, in order and within bounds. Room is taken by whoever emits, the rest
 * belongs to the strand.
 */
final class SendBuffer {
    /** What came of taking room. */
    enum Room {
        TAKEN,
        REFUSED,
        DROPPED
    }

    private final int maxPackets;
    private final long maxBytes;
    private final OverflowPolicy overflow;
    private final Strand strand;

    private final AtomicInteger packets = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    // Strand: what waits, each with the timer of its life.
    private final Map<Emission, Strand.Timer> waiting = new LinkedHashMap<>();

    SendBuffer(ManagerOptions options, Strand strand) {
        this.maxPackets = options.sendBufferPackets();
        this.maxBytes = options.sendBufferBytes();
        this.overflow = options.sendBufferOverflow();
        this.strand = strand;
    }

    /** Takes room for an event to be added. Several callers at once may together pass the bounds by one each. */
    Room take(Emission emission) {
        if (overflow != OverflowPolicy.DROP_OLDEST && !fits(emission.packets(), emission.bytes())) {
            return overflow == OverflowPolicy.REFUSE ? Room.REFUSED : Room.DROPPED;
        }
        takeAnyway(emission);
        return Room.TAKEN;
    }

    /** Takes room whether there is some or not, for what lost its connection on the way. */
    void takeAnyway(Emission emission) {
        take(emission.packets(), emission.bytes());
    }

    void giveBack(Emission emission) {
        give(emission.packets(), emission.bytes());
    }

    /** Takes room for what waits elsewhere, if there is some. */
    boolean tryTake(int packetCount, long byteCount) {
        if (!fits(packetCount, byteCount)) {
            return false;
        }
        take(packetCount, byteCount);
        return true;
    }

    void give(int packetCount, long byteCount) {
        packets.addAndGet(-packetCount);
        bytes.addAndGet(-byteCount);
    }

    private void take(int packetCount, long byteCount) {
        packets.addAndGet(packetCount);
        bytes.addAndGet(byteCount);
    }

    private boolean fits(int packetCount, long byteCount) {
        long used = bytes.get();
        return packets.get() + packetCount <= maxPackets && (used == 0 || used + byteCount <= maxBytes);
    }

    private boolean isOverfull() {
        return packets.get() > maxPackets || (bytes.get() > maxBytes && waiting.size() > 1);
    }

    String describe() {
        return "too much waits for a connection: " + packets.get() + " packets, " + bytes.get() + " bytes";
    }

    // ---- strand ----

    /** Adds an event for which room has been taken. */
    void add(Emission emission) {
        if (emission.isMoot()) {
            giveBack(emission);
            return;
        }
        Strand.Timer life = emission.timeToLive() == null
                ? () -> {}
                : strand.after(emission.timeToLive(), () -> remove(emission, AckException.Reason.EXPIRED));
        waiting.put(emission, life);
        if (emission.ack() != null) {
            // Cancelled, or timed out: nobody would read the answer, so it need not be asked for.
            emission.ack().whenOver(() -> strand.execute(() -> remove(emission, null)));
        }
        if (overflow == OverflowPolicy.DROP_OLDEST) {
            while (isOverfull() && !waiting.isEmpty()) {
                remove(waiting.keySet().iterator().next(), AckException.Reason.DROPPED);
            }
        }
    }

    private void remove(Emission emission, AckException.@Nullable Reason reason) {
        Strand.Timer life = waiting.remove(emission);
        if (life != null) {
            life.cancel();
            giveBack(emission);
            if (reason != null) {
                emission.fail(reason);
            }
        }
    }

    /** Takes out what has waited longest, room and all, or null. */
    @Nullable
    Emission poll() {
        Iterator<Map.Entry<Emission, Strand.Timer>> first = waiting.entrySet().iterator();
        if (!first.hasNext()) {
            return null;
        }
        Map.Entry<Emission, Strand.Timer> entry = first.next();
        Emission emission = entry.getKey();
        entry.getValue().cancel();
        first.remove();
        giveBack(emission);
        return emission;
    }

    /** Drops everything; nobody will connect any more. */
    void clear() {
        for (Emission emission : new ArrayList<>(waiting.keySet())) {
            remove(emission, AckException.Reason.DISCONNECTED);
        }
    }

    int size() {
        return waiting.size();
    }
}
