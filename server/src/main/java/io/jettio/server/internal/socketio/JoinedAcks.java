package io.jettio.server.internal.socketio;

import io.jettio.common.GuardedBy;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.adapter.AckSink;
import org.jspecify.annotations.Nullable;

/** Joins what comes of one broadcast in several namespaces: it is done when all are. */
final class JoinedAcks implements AckSink {
    private final AckSink sink;

    @GuardedBy("this")
    private int left;

    @GuardedBy("this")
    private boolean allComplete = true;

    JoinedAcks(int namespaces, AckSink sink) {
        this.left = namespaces;
        this.sink = sink;
    }

    @Override
    public void nodeCount(int clients) {
        sink.nodeCount(clients);
    }

    @Override
    public void ack(@Nullable String sid, Payload answer) {
        sink.ack(sid, answer);
    }

    @Override
    public void gone(@Nullable String sid, Gone why) {
        sink.gone(sid, why);
    }

    @Override
    public void done(boolean complete) {
        boolean all;
        synchronized (this) {
            allComplete &= complete;
            if (--left > 0) {
                return;
            }
            all = allComplete;
        }
        sink.done(all);
    }
}
