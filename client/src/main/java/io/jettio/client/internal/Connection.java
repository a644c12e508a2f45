package io.jettio.client.internal;

import io.jettio.client.ConnectError;
import io.jettio.client.ManagerOptions;
import io.jettio.client.engine.EngineCloseReason;
import io.jettio.client.engine.TransportType;
import io.jettio.client.internal.concurrent.Strand;
import io.jettio.client.internal.engine.EngineEvents;
import io.jettio.client.internal.engine.EngineSession;
import io.jettio.protocol.Frame;
import io.jettio.protocol.engineio.OpenData;
import io.jettio.protocol.parser.Decoder;
import io.jettio.protocol.socketio.ConnectPacket;
import io.jettio.protocol.socketio.Decoded;
import io.jettio.protocol.socketio.Packet;
import io.jettio.protocol.socketio.PacketException;
import io.jettio.protocol.socketio.Pending;
import io.jettio.protocol.socketio.ProtocolRevision;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One engine session of a manager, from open to end: decodes what it brings and routes it by namespace, and asks for
 * credentials when a socket joins over it. Strand.
 */
final class Connection implements EngineEvents {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final ManagerImpl manager;
    private final Map<String, SocketImpl> sockets;
    private final ManagerOptions options;
    private final Executor handlers;
    private final Strand strand;
    private final Decoder decoder;

    private @Nullable EngineSession session;

    Connection(
            ManagerImpl manager,
            Map<String, SocketImpl> sockets,
            ManagerOptions options,
            Executor handlers,
            Strand strand) {
        this.manager = manager;
        this.sockets = sockets;
        this.options = options;
        this.handlers = handlers;
        this.strand = strand;
        this.decoder = options.parser()
                .newDecoder(ProtocolRevision.V5, options.engine().limits());
    }

    void start(EngineSession value) {
        session = value;
    }

    EngineSession session() {
        if (session == null) {
            throw new IllegalStateException("not started");
        }
        return session;
    }

    /** Gets the credentials where user code may run and block, then sends CONNECT. */
    void join(SocketImpl socket) {
        try {
            handlers.execute(() -> authenticate(socket));
        } catch (RejectedExecutionException stopped) {
            LOG.debug("no CONNECT, the manager has stopped", stopped);
        }
    }

    // Handler thread.
    private void authenticate(SocketImpl socket) {
        try {
            options.auth().get().whenComplete((auth, failure) -> {
                if (failure == null) {
                    sendConnect(socket, auth);
                } else {
                    notAuthenticated(socket, failure);
                }
            });
        } catch (RuntimeException failure) {
            notAuthenticated(socket, failure);
        }
    }

    private void sendConnect(SocketImpl socket, @Nullable Object auth) {
        List<Frame> frames;
        try {
            frames = manager.encode(new ConnectPacket(
                    socket.namespace(), "", manager.payload(auth == null ? List.of() : List.of(auth))));
        } catch (RuntimeException unfit) {
            notAuthenticated(socket, unfit);
            return;
        }
        strand.execute(() -> {
            if (manager.isCurrent(this)) {
                socket.join(this, frames);
            }
        });
    }

    private void notAuthenticated(SocketImpl socket, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        strand.execute(() -> {
            if (manager.isCurrent(this) && socket.active()) {
                socket.fail(ConnectError.failed("no credentials: " + cause.getMessage(), cause));
            }
        });
    }

    @Override
    public void opened(OpenData handshake) {
        manager.opened(this);
    }

    @Override
    public void message(Frame message) {
        if (!manager.isCurrent(this)) {
            return;
        }
        try {
            Decoded decoded = decoder.add(message);
            if (decoded instanceof Packet packet) {
                route(packet);
            } else if (decoded instanceof Pending && !sockets.containsKey(decoded.namespace())) {
                throw new PacketException("attachments for a namespace that was never joined", -1);
            }
        } catch (RuntimeException | StackOverflowError malformed) {
            session().abort(EngineCloseReason.PARSE_ERROR, malformed);
        }
    }

    private void route(Packet packet) {
        SocketImpl socket = sockets.get(packet.namespace());
        if (socket != null) {
            socket.received(packet);
        } else {
            LOG.debug("a packet for a namespace that was never joined");
        }
    }

    @Override
    public void released(int packets, long bytes) {
        manager.released(packets, bytes);
    }

    @Override
    public void upgraded(TransportType transport) {
        LOG.trace("upgraded to {}", transport);
    }

    @Override
    public void closed(EngineCloseReason reason, @Nullable Throwable cause) {
        manager.ended(this, reason, cause);
    }
}
