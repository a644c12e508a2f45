package io.jettio.integration.matrix;

import io.jettio.integration.Inbox;
import io.jettio.integration.InteropTest;
import io.jettio.integration.Transports;
import io.jettio.integration.peer.PeerSocket;
import io.jettio.protocol.json.GsonJsonCodec;
import io.jettio.protocol.json.JsonCodec;
import io.jettio.protocol.parser.Parser;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.Socket;
import io.jettio.server.SocketIoServer;
import io.jettio.server.SocketIoServerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A test of our server that every client of the matrix passes. */
abstract class MatrixTest extends InteropTest {
    private final RunningPeer running;
    /** What has joined the main namespace of {@link #server}. */
    final Inbox<Socket> joined = new Inbox<>("sockets at the server");

    MatrixTest(RunningPeer running) {
        this.running = running;
    }

    @Override
    protected final void stopClients() {
        running.client().reset();
    }

    final boolean differs(Difference difference) {
        return difference.holdsFor(running.peer());
    }

    /** The parser that the client speaks. */
    final Parser parser(JsonCodec json) {
        return running.peer().parser(json);
    }

    /** A server that lets all clients of the matrix in. */
    final SocketIoServer server(Consumer<SocketIoServerOptions.Builder> configure) {
        SocketIoServer io = create(options -> {
            options.allowEngineV3(running.peer() == Peer.NODE_2_5);
            options.parser(parser(GsonJsonCodec.shared()));
            configure.accept(options);
        });
        io.onConnection(joined::put);
        return io;
    }

    final SocketIoServer server() {
        return server(options -> {}).listen("127.0.0.1", 0);
    }

    final PeerSocket.Plan client(SocketIoServer io, String namespace) {
        return client(io.port(), namespace, Transports.UPGRADE);
    }

    final PeerSocket.Plan client(int port, String namespace, Transports transports) {
        return running.client()
                .socket("http://127.0.0.1:" + port + namespace)
                .over(transports)
                .option("reconnectionDelay", 50)
                .option("reconnectionDelayMax", 200);
    }

    /** A client that has joined the main namespace, perhaps not upgraded yet. */
    final PeerSocket connect(SocketIoServer io) {
        return connect(client(io, "/"));
    }

    static PeerSocket connect(PeerSocket.Plan plan) {
        PeerSocket client = plan.begin();
        client.awaitConnect();
        return client;
    }

    /** The arguments as they came, whatever they are. */
    static List<Object> values(Payload arguments) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            values.add(arguments.get(i, Object.class));
        }
        return values;
    }
}
