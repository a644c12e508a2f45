package io.jettio.client.internal;

import io.jettio.client.AckException;
import io.jettio.protocol.Frame;
import io.jettio.protocol.socketio.Payload;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An encoded packet on its way: its frames go out together, in order. One is like no other. */
final class Emission {
    private final @Nullable String event;
    private final Payload arguments;
    private final List<Frame> frames;
    private final @Nullable PendingAck ack;
    private final @Nullable Duration timeToLive;
    private final long bytes;

    /** The event is null for an ack, of which listeners to outgoing events are not told. */
    Emission(
            @Nullable String event,
            Payload arguments,
            List<Frame> frames,
            @Nullable PendingAck ack,
            @Nullable Duration timeToLive) {
        this.event = event;
        this.arguments = arguments;
        this.frames = frames;
        this.ack = ack;
        this.timeToLive = timeToLive;
        long sum = 0;
        for (Frame frame : frames) {
            sum += frame.size();
        }
        this.bytes = sum;
    }

    @Nullable
    String event() {
        return event;
    }

    Payload arguments() {
        return arguments;
    }

    List<Frame> frames() {
        return frames;
    }

    /** Who waits for the answer, or null. */
    @Nullable
    PendingAck ack() {
        return ack;
    }

    /** How long it may wait for a connection, or null. */
    @Nullable
    Duration timeToLive() {
        return timeToLive;
    }

    int packets() {
        return frames.size();
    }

    long bytes() {
        return bytes;
    }

    /** Whether nobody waits for the answer any more, so that there is no use in sending. */
    boolean isMoot() {
        return ack != null && ack.isOver();
    }

    /** It will not be sent. */
    void fail(AckException.Reason reason) {
        if (ack != null) {
            ack.fail(reason);
        }
    }
}
