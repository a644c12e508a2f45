package io.jettio.interop;

import io.jettio.protocol.json.GsonJsonCodec;
import io.jettio.protocol.parser.JsonParser;
import io.jettio.protocol.parser.Parser;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.Socket;
import io.jettio.server.SocketIoServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Contract {@code socket}: Socket.IO v5 with short intervals, echoing on the main namespace. */
public final class SocketContract {
    /**
     * Suites take one message, then listen for the next: two that come in one read would cost them the second. So the
     * event waits until the client has certainly read the answer to CONNECT.
     */
    private static final Duration READ = Duration.ofMillis(10);

    private SocketContract() {}

    static Served start(String host, int port, Parser parser, Times times) {
        return Served.listening(server(parser, times), host, port);
    }

    /**
     * {@return the contract's server, which does not listen yet}
     */
    public static SocketIoServer server() {
        return server(Times.contract);
    }

    /**
     * {@return the same}
     *
     * @param times how long it waits for its clients
     */
    public static SocketIoServer server(Times times) {
        return server(new JsonParser(GsonJsonCodec.shared()), times);
    }

    private static SocketIoServer server(Parser parser, Times times) {
        SocketIoServer io = SocketIoServer.create(options -> {
            options.parser(parser);
            times.configure(options);
        });
        io.onConnection(socket -> {
            emitAuth(socket);
            socket.on("message", arguments -> socket.emitAll("message-back", values(arguments)));
            socket.onWithAck("message-with-ack", (arguments, ack) -> ack.sendAll(values(arguments)));
        });
        io.of("/custom").onConnection(SocketContract::emitAuth);
        return io;
    }

    private static void emitAuth(Socket socket) throws InterruptedException {
        Thread.sleep(READ.toMillis()); // on the socket's lane, so that nothing comes between
        Object auth = socket.handshake().auth(Object.class);
        socket.emit("auth", auth == null ? Map.of() : auth);
    }

    /** The arguments as they came, whatever they are. */
    static List<@Nullable Object> values(Payload arguments) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            values.add(arguments.get(i, Object.class));
        }
        return values;
    }
}
