package io.jettio.client.internal;

import io.jettio.client.engine.EngineCloseReason;
import io.jettio.client.engine.TransportType;
import io.jettio.client.internal.engine.EngineEvents;
import io.jettio.client.internal.engine.EngineSession;
import io.jettio.protocol.Frame;
import io.jettio.protocol.engineio.OpenData;
import io.jettio.protocol.parser.Decoder;
import io.jettio.protocol.socketio.Decoded;
import io.jettio.protocol.socketio.Packet;
import io.jettio.protocol.socketio.PacketException;
import io.jettio.protocol.socketio.Pending;
import io.jettio.protocol.socketio.ProtocolRevision;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One engine session of a manager, from open to end: decodes what it brings and routes it by namespace. Strand. */
final class Connection implements EngineEvents {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final ManagerImpl manager;
    private final Link link;
    private final Attempt.Target target;
    private final Decoder decoder;
    private final EngineSession session;

    Connection(ManagerImpl manager, Link link, Attempt.Target target) {
        this.manager = manager;
        this.link = link;
        this.target = target;
        this.decoder = manager.options()
                .parser()
                .newDecoder(ProtocolRevision.V5, manager.options().engine().limits());
        this.session = new EngineSession(target.endpoint(), manager.context(), this);
    }

    void open() {
        session.open();
    }

    EngineSession session() {
        return session;
    }

    /** The address as the application named it. */
    URI uri() {
        return target.uri();
    }

    @Override
    public void opened(OpenData handshake) {
        link.opened(this);
    }

    @Override
    public void message(Frame message) {
        if (!link.isCurrent(this)) {
            return;
        }
        try {
            Decoded decoded = decoder.add(message);
            if (decoded instanceof Packet packet) {
                route(packet);
            } else if (decoded instanceof Pending && manager.known(decoded.namespace()) == null) {
                throw new PacketException("attachments for a namespace that was never joined", -1);
            }
        } catch (RuntimeException | StackOverflowError malformed) {
            session.abort(EngineCloseReason.PARSE_ERROR, malformed);
        }
    }

    private void route(Packet packet) {
        manager.listeners().arrived(packet);
        SocketImpl socket = manager.known(packet.namespace());
        if (socket != null) {
            socket.received(packet);
        } else {
            LOG.debug("a packet for a namespace that was never joined");
        }
    }

    @Override
    public void pinged() {
        manager.listeners().pinged();
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
        link.ended(this, reason, cause);
    }
}
