package io.jettio.server.internal.socketio;

import io.jettio.protocol.engineio.EnginePacket;
import io.jettio.protocol.handler.Listener;
import io.jettio.protocol.json.JsonException;
import io.jettio.protocol.parser.Parser;
import io.jettio.protocol.socketio.ConnectPacket;
import io.jettio.protocol.socketio.ProtocolRevision;
import io.jettio.server.ConnectRefused;
import io.jettio.server.ConnectRequest;
import io.jettio.server.Handshake;
import io.jettio.server.Middleware;
import io.jettio.server.Socket;
import io.jettio.server.internal.run.FlushScope;
import io.jettio.server.internal.run.Lane;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The first thing on a socket's lane: the middlewares judge, the client is answered, the application is told. */
final class Admission extends Lane.Task implements ConnectRequest {
    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    private final DefaultSocket socket;
    private final DefaultNamespace namespace;

    Admission(DefaultSocket socket, DefaultNamespace namespace) {
        this.socket = socket;
        this.namespace = namespace;
    }

    @Override
    public String namespace() {
        return namespace.name();
    }

    @Override
    public String id() {
        return socket.id();
    }

    @Override
    public Handshake handshake() {
        return socket.handshake();
    }

    @Override
    protected void run() {
        boolean admitted = false;
        try {
            admitted = judge();
        } finally {
            if (!admitted) {
                socket.connection().laneEnded();
            }
        }
        if (admitted) {
            // The client need not wait for what the application does first, nor take both at once.
            FlushScope.flushNow();
            tellConnected();
        }
    }

    /** Has the middlewares judge, and answers the client; whether it was let in. */
    private boolean judge() {
        try {
            for (Middleware middleware : namespace.middlewares()) {
                middleware.accept(this);
            }
        } catch (ConnectRefused e) {
            refuse(e);
            return false;
        } catch (JsonException e) {
            LOG.debug("a CONNECT whose auth does not fit", e);
            refuse(new ConnectRefused("Invalid auth"));
            return false;
        } catch (Exception | Error e) {
            LOG.error("a middleware failed; the connection is refused", e);
            refuse(new ConnectRefused("Internal server error"));
            return false;
        }
        return socket.admit(answer());
    }

    private void tellConnected() {
        for (Listener<Socket> listener : namespace.connectionListeners()) {
            try {
                listener.on(socket);
            } catch (Exception | Error e) {
                EventTask.report(socket, "connection", false, e);
            }
        }
    }

    private List<EnginePacket> answer() {
        Connection connection = socket.connection();
        Parser parser = connection.parser();
        List<?> data = connection.revision() == ProtocolRevision.V5 ? List.of(Map.of("sid", socket.id())) : List.of();
        return Outgoing.messages(parser.encoder(connection.revision())
                .encode(new ConnectPacket(namespace.name(), "", parser.payload(data))));
    }

    private void refuse(ConnectRefused refusal) {
        if (!socket.reject()) {
            return;
        }
        String message = String.valueOf(refusal.getMessage());
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("message", message);
        Object data = refusal.data();
        if (data != null) {
            error.put("data", data);
        }
        try {
            socket.connection().refuse(namespace.name(), error, message);
        } catch (JsonException e) {
            LOG.error("the data of a refusal cannot be mapped; it is sent without", e);
            socket.connection().refuse(namespace.name(), Map.of("message", message), message);
        }
    }
}
