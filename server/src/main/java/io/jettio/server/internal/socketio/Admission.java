package io.jettio.server.internal.socketio;

import io.jettio.protocol.engineio.EnginePacket;
import io.jettio.protocol.handler.Listener;
import io.jettio.protocol.json.JsonException;
import io.jettio.protocol.parser.Parser;
import io.jettio.protocol.socketio.ConnectPacket;
import io.jettio.protocol.socketio.ProtocolRevision;
import io.jettio.server.AsyncMiddleware;
import io.jettio.server.ConnectRefused;
import io.jettio.server.ConnectRequest;
import io.jettio.server.Handshake;
import io.jettio.server.Socket;
import io.jettio.server.data.SocketData;
import io.jettio.server.internal.Loggers;
import io.jettio.server.internal.run.FlushScope;
import io.jettio.server.internal.run.Lane;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The first thing on a socket's lane: the middlewares judge, the client is answered, the application is told. */
final class Admission extends Lane.Task implements ConnectRequest {
    private static final Logger LOG = LoggerFactory.getLogger(Loggers.SOCKETIO);

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
    public SocketData data() {
        return socket.data();
    }

    @Override
    protected void run() {
        judge(namespace.middlewares().iterator());
    }

    /** Has the rest of the middlewares judge, while none of them has to be waited for. */
    private void judge(Iterator<AsyncMiddleware> rest) {
        while (rest.hasNext()) {
            CompletionStage<?> stage;
            try {
                stage = Objects.requireNonNull(rest.next().accept(this), "the stage of a middleware");
            } catch (Exception | Error e) {
                judged(e);
                return;
            }
            if (stage != DefaultNamespace.DONE) {
                Lane.Hold hold = socket.lane().hold();
                CompletionStage<?> unused =
                        stage.whenComplete((done, failure) -> hold.resume(new Later(rest, failure)));
                return;
            }
        }
        judged(null);
    }

    /** Goes on when a middleware has judged. */
    private final class Later extends Lane.Task {
        private final Iterator<AsyncMiddleware> rest;
        private final @Nullable Throwable failure;

        Later(Iterator<AsyncMiddleware> rest, @Nullable Throwable failure) {
            this.rest = rest;
            this.failure = failure;
        }

        @Override
        protected void run() {
            if (failure == null) {
                judge(rest);
            } else {
                judged(Failures.unwrapped(failure));
            }
        }
    }

    /** Answers the client, and tells the application of who was let in. */
    private void judged(@Nullable Throwable failure) {
        boolean admitted = false;
        try {
            if (failure == null) {
                admitted = socket.admit(answer());
            } else {
                refuse(refusal(failure));
            }
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

    private static ConnectRefused refusal(Throwable failure) {
        if (failure instanceof ConnectRefused refused) {
            return refused;
        }
        if (failure instanceof JsonException) {
            LOG.debug("a CONNECT whose auth does not fit", failure);
            return new ConnectRefused("Invalid auth");
        }
        LOG.error("a middleware failed; the connection is refused", failure);
        return new ConnectRefused("Internal server error");
    }

    private void tellConnected() {
        for (Listener<Socket> listener : namespace.connectionListeners()) {
            try {
                listener.on(socket);
            } catch (Exception | Error e) {
                Failures.tell(socket, "connection", socket.noArguments(), false, e);
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
