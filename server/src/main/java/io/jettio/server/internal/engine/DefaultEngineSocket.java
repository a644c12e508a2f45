package io.jettio.server.internal.engine;

import io.jettio.protocol.Frame;
import io.jettio.protocol.engineio.EnginePacket;
import io.jettio.protocol.engineio.EngineVersion;
import io.jettio.protocol.handler.Listener;
import io.jettio.server.engine.EngineCloseReason;
import io.jettio.server.engine.EngineSocket;
import io.jettio.server.engine.EngineTransport;
import io.jettio.server.engine.HandshakeRequest;
import io.jettio.server.internal.run.HandlerThreads;
import io.jettio.server.internal.run.Inflow;
import io.jettio.server.internal.run.Lane;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A session as an application sees it: its messages come on a lane. */
final class DefaultEngineSocket implements EngineSocket, SessionListener {
    private static final Logger LOG = LoggerFactory.getLogger(DefaultEngineSocket.class);

    private final EngineSession session;
    private final Lane lane;
    private final Inflow inflow;

    // Only on the lane, or before it first runs.
    private @Nullable Listener<Frame> onMessage;
    private @Nullable Listener<EngineCloseReason> onClose;
    private @Nullable EngineCloseReason closed;
    private final List<Frame> early = new ArrayList<>(0);

    DefaultEngineSocket(EngineSession session, HandlerThreads threads) {
        this.session = session;
        this.lane = new Lane(threads);
        this.inflow = new Inflow(session::pauseReading, session::resumeReading);
    }

    Lane lane() {
        return lane;
    }

    @Override
    public void onMessage(Frame message) {
        inflow.arrived(message.size());
        lane.add(new Lane.Task() {
            @Override
            protected void run() {
                try {
                    deliver(message);
                } finally {
                    inflow.handled(message.size());
                }
            }
        });
    }

    private synchronized void keep(Frame message) {
        early.add(message);
    }

    private void deliver(Frame message) {
        Listener<Frame> listener = messageListener();
        if (listener == null) {
            keep(message);
        } else {
            call(listener, message);
        }
    }

    private synchronized @Nullable Listener<Frame> messageListener() {
        return onMessage;
    }

    private static <T> void call(Listener<T> listener, T argument) {
        try {
            listener.on(argument);
        } catch (Exception | StackOverflowError e) {
            LOG.error("a listener failed", e);
        }
    }

    @Override
    public void onClose(EngineCloseReason reason) {
        lane.add(() -> {
            Listener<EngineCloseReason> listener;
            synchronized (this) {
                closed = reason;
                listener = onClose;
            }
            if (listener != null) {
                call(listener, reason);
            }
        });
    }

    @Override
    public void onMessage(Listener<Frame> listener) {
        List<Frame> kept;
        synchronized (this) {
            onMessage = listener;
            kept = new ArrayList<>(early);
            early.clear();
        }
        for (Frame message : kept) {
            lane.add(() -> call(listener, message));
        }
    }

    @Override
    public void onClose(Listener<EngineCloseReason> listener) {
        EngineCloseReason reason;
        synchronized (this) {
            onClose = listener;
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
    public HandshakeRequest handshake() {
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
    public void send(Frame message) {
        session.send(List.of(EnginePacket.message(message)));
    }

    @Override
    public void close() {
        session.close(EngineCloseReason.FORCED_CLOSE);
    }
}
