package io.jettio.server.internal.engine;

import io.jettio.common.time.Deadline;
import io.jettio.common.time.DeadlineQueue;
import io.jettio.server.engine.EngineCloseReason;
import io.jettio.server.engine.EngineServerOptions;
import org.jspecify.annotations.Nullable;

/**
 * Counts what waits to go out of one session, the batch under way included, and ends a session whose peer does not take
 * it: over the bound at once, and above the mark when nothing was drained for the write-stall timeout. Above the mark the
 * peer is not read either: what it sends may make us send more. All but the deadline's action is called under the
 * session's lock.
 */
final class OutboundWatch {
    private final EngineSession session;
    private final Reading reading;
    private final DeadlineQueue deadlines;
    private final int maxBytes;
    private final int maxPackets;
    private final long stallNanos;

    private int bytes;
    private int packets;
    private boolean watching;
    private boolean closing;
    private @Nullable Deadline deadline;

    OutboundWatch(EngineSession session, Reading reading, DeadlineQueue deadlines, EngineServerOptions options) {
        this.session = session;
        this.reading = reading;
        this.deadlines = deadlines;
        this.maxBytes = options.maxQueuedBytes();
        this.maxPackets = options.maxQueuedPackets();
        this.stallNanos = options.writeStallTimeout().toNanos();
    }

    boolean admits(int morePackets, int moreBytes) {
        return (long) bytes + moreBytes <= maxBytes && (long) packets + morePackets <= maxPackets;
    }

    /** What waits, and is under way. */
    Sender.Queued queued() {
        return new Sender.Queued(packets, bytes);
    }

    /** Whether so much would be admitted if nothing waited. */
    boolean couldAdmit(int morePackets, int moreBytes) {
        return moreBytes <= maxBytes && morePackets <= maxPackets;
    }

    void queued(int morePackets, int moreBytes) {
        packets += morePackets;
        bytes += moreBytes;
        if (isAboveMark()) {
            reading.pause(Reading.FOR_OUTBOUND);
            if (!watching) {
                watch();
            }
        }
    }

    /** The peer has taken something. */
    void drained(int lessPackets, int lessBytes) {
        packets -= lessPackets;
        bytes -= lessBytes;
        if (watching) {
            if (closing || isAboveMark()) {
                watch();
            } else {
                stop();
            }
        }
    }

    /** Something waits no more that the peer has not taken: it is as slow as it was. */
    void dropped(int lessPackets, int lessBytes) {
        packets -= lessPackets;
        bytes -= lessBytes;
    }

    /** The session closes when its queue is empty, and in any case when that takes too long. */
    void closing() {
        closing = true;
        watch();
    }

    void stop() {
        watching = false;
        if (deadline != null) {
            deadlines.cancel(deadline);
        }
    }

    /** Whether so much waits that the peer counts as slow, and is not read until it has taken some. */
    boolean isAboveMark() {
        return bytes > maxBytes / 4 || packets > maxPackets / 4;
    }

    private void watch() {
        watching = true;
        if (deadline == null) {
            deadline = deadlines.unarmed(this::stalled);
        }
        deadlines.reschedule(deadline, deadlines.now() + stallNanos);
    }

    private void stalled() {
        boolean slow;
        synchronized (session) {
            slow = watching && (closing || isAboveMark());
            watching = slow;
        }
        if (slow) {
            session.end(session.isOpen() ? EngineCloseReason.SLOW_CONSUMER : session.closingFor(), false);
        }
    }
}
