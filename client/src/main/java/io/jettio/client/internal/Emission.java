package io.jettio.client.internal;

import io.jettio.protocol.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An encoded packet on its way: its frames go out together, in order.
 *
 * @param frames header and attachments
 * @param ack who waits for the answer, or null
 */
record Emission(List<Frame> frames, @Nullable PendingAck ack) {
    int packets() {
        return frames.size();
    }

    long bytes() {
        long sum = 0;
        for (Frame frame : frames) {
            sum += frame.size();
        }
        return sum;
    }

    /** Whether nobody waits for the answer any more, so that there is no use in sending. */
    boolean isMoot() {
        return ack != null && ack.isOver();
    }
}
