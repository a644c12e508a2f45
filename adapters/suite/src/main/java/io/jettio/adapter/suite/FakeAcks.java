package io.jettio.adapter.suite;

import io.jettio.protocol.socketio.Payload;
import io.jettio.server.adapter.AckSink;
import io.jettio.server.adapter.Cancellable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The waits for the acks of one event on one node. */
final class FakeAcks implements Cancellable {
    private final AckSink sink;
    private final AtomicInteger open;
    private final AtomicInteger unanswered;
    private final List<Owed> waits = new ArrayList<>();

    /** One socket's. */
    final class Owed {
        private final FakeSocket socket;
        private final AtomicBoolean settled = new AtomicBoolean();

        Owed(FakeSocket socket) {
            this.socket = socket;
        }

        void settle(@Nullable Payload answer, AckSink.@Nullable Gone why) {
            if (!settled.compareAndSet(false, true)) {
                return;
            }
            socket.owed.remove(this);
            if (answer != null) {
                unanswered.decrementAndGet();
                sink.ack(socket.id(), answer);
            } else if (why != null) {
                sink.gone(socket.id(), why);
            }
            ended();
        }
    }

    FakeAcks(List<FakeSocket> sockets, AckSink sink) {
        this.sink = sink;
        this.open = new AtomicInteger(sockets.size() + 1);
        this.unanswered = new AtomicInteger(sockets.size());
        sockets.forEach(socket -> waits.add(new Owed(socket)));
    }

    /** Asks; {@code deliver} comes for each socket, when its wait has begun. */
    void ask(FakeSockets node, Duration timeout, Runnable deliver) {
        sink.nodeCount(waits.size());
        waits.forEach(wait -> {
            wait.socket.owed.add(wait);
            if (!wait.socket.connected) {
                wait.settle(null, AckSink.Gone.DISCONNECTED);
            }
        });
        deliver.run();
        if (!timeout.isZero() && !waits.isEmpty()) {
            var unused = node.schedule(timeout, this::cancel);
        }
        ended();
    }

    private void ended() {
        if (open.decrementAndGet() == 0) {
            sink.done(unanswered.get() == 0);
        }
    }

    @Override
    public void cancel() {
        waits.forEach(wait -> wait.settle(null, AckSink.Gone.TIMEOUT));
    }
}
