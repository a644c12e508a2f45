package io.jettio.server.internal.socketio;

import io.jettio.protocol.engineio.EnginePacket;
import io.jettio.protocol.handler.Listener;
import io.jettio.protocol.parser.Parser;
import io.jettio.protocol.socketio.ConnectPacket;
import io.jettio.protocol.socketio.ProtocolRevision;
import io.jettio.server.AsyncMiddleware;
import io.jettio.server.ConnectRefused;
import io.jettio.server.ConnectRequest;
import io.jettio.server.Handshake;
import io.jettio.server.Socket;
import io.jettio.server.data.SocketData;
import io.jettio.server.internal.run.FlushScope;
import io.jettio.server.internal.run.Lane;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The first thing on a socket's lane: the middlewares judge, the client is answered, the application is told. */
final class Admission extends Lane.Task implements ConnectRequest {
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
        if (namespace.occupancy().isClosed()) {
            judged(null);
        } else {
            judge(namespace.entrance().middlewares().iterator());
        }
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
            if (stage != Entrance.DONE) {
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
            if (failure != null) {
                refuse(Refusals.of(failure, "a middleware"));
            } else if (namespace.occupancy().isClosed()) {
                refuse(Refusals.invalid());
            } else {
                admitted = socket.admit(answer());
            }
        } finally {
            if (!admitted) {
                socket.leaveForGood();
            }
        }
        if (admitted) {
            if (namespace.occupancy().isClosed()) {
                socket.disconnect(); // whoever closed it may not have seen this socket
            }
            // The client need not wait for what the application does first, nor take both at once.
            FlushScope.flushNow();
            Observed observed = socket.observed();
            if (observed != null) {
                observed.connected();
            }
            tellConnected();
        }
    }

    private void tellConnected() {
        for (Listener<Socket> listener : namespace.entrance().connectionListeners()) {
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
        if (socket.reject()) {
            Refusals.send(socket.connection(), namespace.name(), refusal);
        }
    }
}
