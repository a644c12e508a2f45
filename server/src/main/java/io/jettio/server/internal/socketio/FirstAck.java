package io.jettio.server.internal.socketio;

import io.jettio.common.GuardedBy;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.AckException;
import io.jettio.server.adapter.AckSink;
import org.jspecify.annotations.Nullable;

/** Takes the first ack of a broadcast as the answer, for where one socket is chosen. */
final class FirstAck implements AckSink {
    private final Settled settled;

    @GuardedBy("this")
    private boolean over;

    @GuardedBy("this")
    private AckException.@Nullable Reason why;

    FirstAck(Settled settled) {
        this.settled = settled;
    }

    @Override
    public void nodeCount(int clients) {
        // Whoever answers first is the one.
    }

    @Override
    public void ack(@Nullable String sid, Payload answer) {
        if (end()) {
            settled.ended(answer, AckException.Reason.TIMEOUT);
        }
    }

    @Override
    public synchronized void gone(@Nullable String sid, Gone reason) {
        why = LocalAcks.reason(reason);
    }

    @Override
    public void done(boolean complete) {
        AckException.Reason reason;
        synchronized (this) {
            reason = why;
        }
        if (end()) {
            // Where nobody was chosen, the socket is not connected to any node.
            settled.ended(
                    null,
                    reason != null
                            ? reason
                            : complete ? AckException.Reason.DISCONNECTED : AckException.Reason.TIMEOUT);
        }
    }

    private synchronized boolean end() {
        boolean first = !over;
        over = true;
        return first;
    }
}
