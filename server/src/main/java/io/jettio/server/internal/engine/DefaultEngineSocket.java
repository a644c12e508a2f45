package io.jettio.server.internal.engine;

import io.jettio.common.GuardedBy;
import io.jettio.common.run.HandlerThreads;
import io.jettio.common.run.Lane;
import io.jettio.protocol.Frame;
import io.jettio.protocol.engineio.EnginePacket;
import io.jettio.protocol.engineio.EngineVersion;
import io.jettio.protocol.handler.Listener;
import io.jettio.server.engine.EngineCloseReason;
import io.jettio.server.engine.EngineRequest;
import io.jettio.server.engine.EngineSocket;
import io.jettio.server.engine.EngineTransport;
import io.jettio.server.engine.SendResult;
import io.jettio.server.internal.Loggers;
import io.jettio.server.internal.run.Inflow;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A session as an application sees it: its messages come on a lane. */
final class DefaultEngineSocket implements EngineSocket, SessionListener {
    private static final Logger LOG = LoggerFactory.getLogger(Loggers.ENGINE);

    private final EngineSession session;
    private final Lane lane;
    private final Inflow inflow;

    private volatile @Nullable Listener<Frame> messageListener;

    @GuardedBy("this")
    private @Nullable Listener<EngineCloseReason> closeListener;

    @GuardedBy("this")
    private @Nullable EngineCloseReason closed;

    // Only on the lane.
    private final Deque<Frame> waiting = new ArrayDeque<>(2);
    private boolean over;

    private volatile @Nullable Listener<EngineTransport> onUpgrade;
    private volatile @Nullable Listener<EngineSocket> onDrain;
    private volatile @Nullable Listener<Frame> onDrop;
    private final AtomicLong dropped = new AtomicLong();

    DefaultEngineSocket(EngineSession session, HandlerThreads threads) {
        this.session = session;
        this.lane = new Lane(threads);
        this.inflow = new Inflow(session::pauseReading, session::resumeReading);
    }

    Lane lane() {
        return lane;
    }

    // ---------------------------------------------------------------- what the session tells

    @Override
    public void onMessage(Frame message) {
        inflow.arrived(message.size());
        lane.add(() -> {
            if (over) {
                inflow.handled(message.size()); // it overtook the end on its way here
            } else {
                waiting.add(message);
                deliver();
            }
        });
    }

    /** On the lane: hands over what waits. What nobody takes yet still counts as received, so that it stays bounded. */
    private void deliver() {
        Listener<Frame> listener = messageListener;
        while (listener != null && !waiting.isEmpty()) {
            Frame message = waiting.remove();
            try {
                call(listener, message);
            } finally {
                inflow.handled(message.size());
            }
            listener = messageListener;
        }
    }

    @Override
    public void onClose(EngineCloseReason reason) {
        lane.add(() -> {
            over = true;
            Listener<EngineCloseReason> listener;
            synchronized (this) {
                closed = reason;
                listener = closeListener;
            }
            if (listener != null) {
                call(listener, reason);
            }
        });
    }

    private static <T> void call(Listener<T> listener, T argument) {
        try {
            listener.on(argument);
        } catch (Exception | Error e) {
            LOG.error("a listener failed", e);
        }
    }

    // ---------------------------------------------------------------- what the application does

    @Override
    public void onMessage(Listener<Frame> listener) {
        messageListener = Objects.requireNonNull(listener, "listener");
        lane.add(this::deliver);
    }

    @Override
    public void onClose(Listener<EngineCloseReason> listener) {
        EngineCloseReason reason;
        synchronized (this) {
            closeListener = Objects.requireNonNull(listener, "listener");
            reason = closed;
        }
        if (reason != null) {
            lane.add(() -> call(listener, reason));
        }
    }

    @Override
    public String id() {
        return session.id();
    }

    @Override
    public EngineRequest handshake() {
        return session.handshake();
    }

    @Override
    public EngineVersion version() {
        return session.version();
    }

    @Override
    public EngineTransport transport() {
        return session.transportKind();
    }

    @Override
    public boolean isOpen() {
        return session.isOpen();
    }

    @Override
    public SendResult send(Frame message) {
        return session.send(Outbound.message(List.of(EnginePacket.message(message))));
    }

    @Override
    public SendResult send(Frame message, boolean compress) {
        Outbound outbound = Outbound.message(List.of(EnginePacket.message(message)));
        return session.send(compress ? outbound : outbound.uncompressed());
    }

    @Override
    public SendResult send(Frame message, Listener<Boolean> done) {
        return session.send(Outbound.message(
                List.of(EnginePacket.message(message)), written -> lane.add(() -> call(done, written))));
    }

    @Override
    public void onUpgraded(EngineTransport transport) {
        // Looked up on the lane: the application may not have seen the socket yet.
        lane.add(() -> {
            Listener<EngineTransport> listener = onUpgrade;
            if (listener != null) {
                call(listener, transport);
            }
        });
    }

    @Override
    public void onDrained() {
        Listener<EngineSocket> listener = onDrain;
        if (listener != null) {
            lane.add(() -> call(listener, this));
        }
    }

    @Override
    public void onDropped(Frame first) {
        dropped.incrementAndGet();
        Listener<Frame> listener = onDrop;
        if (listener != null) {
            lane.add(() -> call(listener, first));
        }
    }

    @Override
    public void onUpgrade(Listener<EngineTransport> listener) {
        onUpgrade = listener;
    }

    @Override
    public void onDrain(Listener<EngineSocket> listener) {
        onDrain = listener;
    }

    @Override
    public void onDrop(Listener<Frame> listener) {
        onDrop = listener;
    }

    @Override
    public long dropped() {
        return dropped.get();
    }

    @Override
    public void close() {
        session.close(EngineCloseReason.FORCED_CLOSE);
    }
}
