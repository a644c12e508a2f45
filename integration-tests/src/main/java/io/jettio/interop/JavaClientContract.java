package io.jettio.interop;

import io.jettio.protocol.socketio.Payload;
import io.jettio.server.ConnectRefused;
import io.jettio.server.Socket;
import io.jettio.server.SocketIoServer;
import io.jettio.server.engine.EngineRequest;
import io.jettio.server.engine.ResponseHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Contract {@code java-client}: what the official Java client's own suite asks for. */
final class JavaClientContract {
    private static final String HEADER = "X-SocketIO";

    private JavaClientContract() {}

    static Served start(String host, int port) {
        SocketIoServer io = SocketIoServer.create(
                o -> o.pingInterval(Duration.ofSeconds(2)).headers(JavaClientContract::echoHeader));
        io.onConnection(JavaClientContract::onConnection);
        io.of("/foo").onConnection(JavaClientContract::onConnection);
        for (String name : List.of("/timeout_socket", "/valid", "/asd")) {
            io.of(name);
        }
        io.of("/abc").onConnection(socket -> socket.emit("handshake", HandshakeView.of(socket.handshake())));
        io.of("/no").use(request -> {
            throw new ConnectRefused("auth failed", Map.of("a", "b", "c", 3));
        });
        return Served.listening(io, host, port);
    }

    private static void echoHeader(ResponseHeaders headers, EngineRequest request) {
        String sent = request.header(HEADER);
        if (sent != null) {
            headers.set(HEADER, sent);
        }
    }

    private static void onConnection(Socket socket) {
        socket.send("hello client");
        socket.on("message", arguments -> socket.emitAll("message", SocketContract.values(arguments)));
        socket.on("echo", arguments -> socket.emitAll("echoBack", SocketContract.values(arguments)));
        socket.on(
                "broadcast",
                arguments -> socket.broadcast().emitAll("broadcastBack", SocketContract.values(arguments)));
        socket.on(
                "room",
                arguments -> socket.namespace().to(socket.id()).emitAll("roomBack", SocketContract.values(arguments)));
        socket.on("requestDisconnect", arguments -> socket.disconnect());
        socket.on("callAck", arguments -> emitWhatIsAcknowledged(socket));
        socket.on("callAckBinary", arguments -> emitWhatIsAcknowledged(socket));
        socket.onWithAck("ack", (arguments, ack) -> ack.sendAll(SocketContract.values(arguments)));
        socket.onWithAck("getAckBinary", (arguments, ack) -> ack.send("huehue".getBytes(StandardCharsets.US_ASCII)));
        socket.onWithAck("getAckDate", (arguments, ack) -> ack.send(Instant.now()));
        socket.onWithAck("getHandshake", (arguments, ack) -> ack.send(HandshakeView.of(socket.handshake())));
    }

    private static void emitWhatIsAcknowledged(Socket socket) {
        // Who never answers is forgotten when the ack has timed out.
        var unused = socket.emitWithAck("ack", Payload.class).thenAccept(answer -> {
            if (answer != null) {
                socket.emitAll("ackBack", SocketContract.values(answer));
            }
        });
    }
}
