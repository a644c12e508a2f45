package io.jettio.server.internal.socketio;

import io.jettio.common.run.FlushScope;
import io.jettio.common.run.Lane;
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
import io.jettio.server.adapter.RecoveryOptions;
import io.jettio.server.adapter.SessionClaim;
import io.jettio.server.data.SocketData;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The first thing on a socket's lane: the middlewares judge, the client is answered, the application is told. */
final class Admission extends Lane.Task implements ConnectRequest {
    private final DefaultSocket socket;
    private final DefaultNamespace namespace;
    private boolean skipped; // only on the lane: whether the middlewares were passed by

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
        Recoverable recoverable = socket.recoverable();
        if (namespace.occupancy().isClosed()) {
            judged(null);
        } else if (recoverable != null && recoverable.hasClaim() && skipsMiddlewares()) {
            skipped = true;
            judged(null);
        } else {
            judge(namespace.entrance().middlewares().iterator());
        }
    }

    private boolean skipsMiddlewares() {
        return socket.connection()
                .options()
                .recovery()
                .map(RecoveryOptions::skipMiddlewares)
                .orElse(false);
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
        boolean mayEnter = false;
        try {
            if (failure != null) {
                refuse(Refusals.of(failure, "a middleware"));
            } else if (namespace.occupancy().isClosed()) {
                refuse(Refusals.invalid());
            } else {
                mayEnter = true;
            }
        } finally {
            if (!mayEnter) {
                socket.leaveForGood();
            }
        }
        if (mayEnter) {
            enter();
        }
    }

    private void enter() {
        Recoverable recoverable = socket.recoverable();
        if (recoverable == null) {
            entered(socket.admit(answer(null)));
            return;
        }
        SessionClaim claim = recoverable.use();
        if (claim != null) {
            resume(claim, recoverable);
        } else if (recoverable.hasGivenBack()) {
            entered(false);
        } else {
            enterAnew(recoverable);
        }
    }

    /** Lets it in as a new socket, whose client will find it by a private id. */
    private void enterAnew(Recoverable recoverable) {
        String pid = namespace.server().engineCore().newId();
        Objects.requireNonNull(namespace.privateIds()).add(socket, recoverable, pid);
        Welcoming welcoming = new Welcoming(socket, answer(pid));
        namespace.expect(socket);
        boolean admitted = namespace.adapter().admit(socket, welcoming);
        if (!admitted) {
            namespace.expectNoMore(socket);
        }
        welcoming.follow();
        if (admitted) {
            socket.connection().joined();
        }
        entered(admitted);
    }

    /** Has it take the place of the socket that it was before its connection was lost. */
    private void resume(SessionClaim claim, Recoverable recoverable) {
        Welcoming welcoming = new Welcoming(socket, answer(claim.session().pid()));
        namespace.expect(socket);
        CompletableFuture<Boolean> known = claim.resume(socket, welcoming).toCompletableFuture();
        AdapterStages.watch("the end of a recovery", known);
        if (known.isDone()) {
            resumed(welcoming, recoverable);
            return;
        }
        Lane.Hold hold = socket.lane().hold();
        CompletionStage<?> unused = known.whenComplete((done, failure) -> hold.resume(new Lane.Task() {
            @Override
            protected void run() {
                resumed(welcoming, recoverable);
            }
        }));
    }

    private void resumed(Welcoming welcoming, Recoverable recoverable) {
        recoverable.used();
        if (welcoming.done()) {
            recoverable.resumed();
            welcoming.follow();
            socket.connection().joined();
            entered(true);
            return;
        }
        namespace.expectNoMore(socket);
        if (!socket.isConnecting()) {
            entered(false);
        } else if (skipped) {
            // Who cannot be recovered after all has passed nobody by.
            skipped = false;
            judge(namespace.entrance().middlewares().iterator());
        } else {
            enterAnew(recoverable);
        }
    }

    private void entered(boolean admitted) {
        if (!admitted) {
            socket.leaveForGood();
            return;
        }
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

    private void tellConnected() {
        for (Listener<Socket> listener : namespace.entrance().connectionListeners()) {
            try {
                listener.on(socket);
            } catch (Exception | Error e) {
                Failures.tell(socket, "connection", socket.noArguments(), false, e);
            }
        }
    }

    private List<EnginePacket> answer(@Nullable String pid) {
        Connection connection = socket.connection();
        Parser parser = connection.parser();
        List<?> data = connection.revision() == ProtocolRevision.V5 ? List.of(ids(pid)) : List.of();
        return Outgoing.messages(parser.encoder(connection.revision())
                .encode(new ConnectPacket(namespace.name(), "", parser.payload(data))));
    }

    private Map<String, String> ids(@Nullable String pid) {
        if (pid == null) {
            return Map.of("sid", socket.id());
        }
        Map<String, String> ids = new LinkedHashMap<>();
        ids.put("sid", socket.id());
        ids.put("pid", pid);
        return ids;
    }

    private void refuse(ConnectRefused refusal) {
        if (socket.reject()) {
            Refusals.send(socket.connection(), namespace.name(), refusal);
        }
    }
}
