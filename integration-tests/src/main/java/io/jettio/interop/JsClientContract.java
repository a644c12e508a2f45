package io.jettio.interop;

import io.jettio.protocol.socketio.Payload;
import io.jettio.server.ConnectRefused;
import io.jettio.server.ConnectRequest;
import io.jettio.server.Socket;
import io.jettio.server.SocketIoServer;
import io.jettio.server.adapter.RecoveryOptions;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Contract {@code js-client}: what the official JavaScript client's own suite asks for. */
final class JsClientContract {
    private static final List<String> TEXTS =
            List.of("てすと", "Я Б Г Д Ж Й", "Ä ä Ü ü ß", "utf8 — string", "utf8 — string");

    private JsClientContract() {}

    /** What {@code jsonbuff} takes. */
    record Mixed(String hello, ByteBuffer message, String goodbye) {}

    static Served start(String host, int port) {
        SocketIoServer io = SocketIoServer.create(o -> o.pingInterval(Duration.ofSeconds(2))
                .recovery(RecoveryOptions.DEFAULTS)
                // Time enough for a client whose patience is none.
                .allowRequestAsync(request ->
                        new CompletableFuture<Boolean>().completeOnTimeout(true, 10, TimeUnit.MILLISECONDS)));
        io.use(JsClientContract::refuseWhereAsked);
        io.onConnection(JsClientContract::onConnection);
        for (String name : List.of("/timeout_socket", "/valid", "/asd")) {
            io.of(name);
        }
        io.of("/foo").onConnection(JsClientContract::answerId);
        io.of("/abc").onConnection(socket -> socket.emit("handshake", HandshakeView.of(socket.handshake())));
        io.of("/no").use(request -> {
            throw new ConnectRefused("Auth failed (custom namespace)");
        });
        return Served.listening(io, host, port);
    }

    private static void refuseWhereAsked(ConnectRequest request) throws ConnectRefused {
        if (request.handshake().request().query().containsKey("fail")) {
            throw new ConnectRefused("Auth failed (main namespace)");
        }
    }

    private static void answerId(Socket socket) {
        socket.onWithAck("getId", (arguments, ack) -> ack.send(socket.id()));
    }

    private static void onConnection(Socket socket) {
        answerId(socket);
        socket.on("hi", arguments -> socket.emit("hi"));
        socket.onWithAck("echo", Object.class, (value, ack) -> ack.send(value));
        socket.on("ack", arguments -> askForAck(socket)); // the client's own callback is never called
        socket.onWithAck("getHandshake", (arguments, ack) -> ack.send(HandshakeView.of(socket.handshake())));
        socket.on("false", arguments -> socket.emit("false", false));
        onDates(socket);
        onText(socket);
        onBinary(socket);
    }

    private static void askForAck(Socket socket) {
        // Who never answers is forgotten when the ack has timed out.
        var unused = socket.emitWithAck("ack", Payload.class).thenAccept(answer -> {
            if (answer != null
                    && Long.valueOf(5).equals(answer.get(0, Object.class))
                    && answer.get(1, Object.class) instanceof Map<?, ?> second
                    && Boolean.TRUE.equals(second.get("test"))) {
                socket.emit("got it");
            }
        });
    }

    private static void onDates(Socket socket) {
        socket.onWithAck("getAckDate", (arguments, ack) -> ack.send(Instant.now()));
        socket.on("getDate", arguments -> socket.emit("takeDate", Instant.now()));
        socket.on("getDateObj", arguments -> socket.emit("takeDateObj", Map.of("date", Instant.now())));
    }

    private static void onText(Socket socket) {
        socket.on("getUtf8", arguments -> TEXTS.forEach(text -> socket.emit("takeUtf8", text)));
    }

    private static void onBinary(Socket socket) {
        byte[] bytes = "asdfasdf".getBytes(StandardCharsets.US_ASCII);
        socket.on("doge", arguments -> socket.emit("doge", bytes));
        socket.on("getbin", arguments -> socket.emit("takebin", bytes));
        // Whatever else comes does not fit the type and goes to the error hook, unanswered.
        socket.on("buffa", ByteBuffer.class, binary -> socket.emit("buffack"));
        socket.on("jsonbuff", Mixed.class, mixed -> {
            if (mixed.hello().equals("lol") && mixed.goodbye().equals("gotcha")) {
                socket.emit("jsonbuff-ack");
            }
        });
        AtomicBoolean first = new AtomicBoolean();
        socket.on("abuff1", ByteBuffer.class, binary -> first.set(true));
        socket.on("abuff2", arguments -> {
            if (first.get()) {
                socket.emit("abuff2-ack");
            }
        });
    }
}
