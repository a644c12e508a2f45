package io.jettio.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.Socket;
import io.jettio.server.SocketIoServer;
import io.jettio.server.SocketIoServerOptions;
import io.jettio.server.carrier.RawWebSocket;
import io.jettio.server.internal.fixture.LogWatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A Socket.IO server for each test, whose main namespace echoes the numbers of an event {@code echo}. From its start a
 * witness is connected to it, who must be answered at the end as well, and the server must have logged nothing at WARN or
 * above.
 */
final class WitnessedSocketIo implements BeforeEachCallback, AfterEachCallback {
    static final String WEBSOCKET = "/socket.io/?EIO=4&transport=websocket";

    private final LogWatch log = new LogWatch();
    private final List<AutoCloseable> open = new ArrayList<>();
    private @Nullable Witness witness;

    /** Starts a server that a test has told what it does beside echoing; its port. */
    int listen(Consumer<SocketIoServerOptions.Builder> options, Consumer<SocketIoServer> application) {
        SocketIoServer io = SocketIoServer.create(options);
        open.add(io);
        io.onConnection(WitnessedSocketIo::echo);
        application.accept(io);
        int port = io.listen("127.0.0.1", 0).port();
        witness = Witness.ofSocketIo(port).echoes();
        open.add(witness);
        return port;
    }

    static void echo(Socket socket) {
        socket.on("echo", Integer.class, number -> socket.emit("echo", number));
    }

    /** The other client. */
    Witness witness() {
        if (witness == null) {
            throw new IllegalStateException("no server was started");
        }
        return witness;
    }

    /** Says that this text may be logged. */
    void expectLog(String text) {
        log.expect(text);
    }

    /** A client that has joined nothing. */
    RawWebSocket connected(int port) {
        try {
            RawWebSocket client = RawWebSocket.connect(port, WEBSOCKET, "");
            open.add(client);
            assertThat(next(client)).startsWith("0{");
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A client that has joined the main namespace, and these. */
    RawWebSocket joined(int port, String... namespaces) throws IOException {
        RawWebSocket client = connected(port);
        client.sendText("40");
        assertThat(next(client)).startsWith("40{");
        for (String namespace : namespaces) {
            client.sendText("40" + namespace + ",");
            assertThat(next(client)).startsWith("40" + namespace + ",{");
        }
        return client;
    }

    /** What comes next but for pings, which may come at any time. */
    private static String next(RawWebSocket client) throws IOException {
        String packet = client.receive().text();
        while (packet.equals("2")) {
            packet = client.receive().text();
        }
        return packet;
    }

    /** Looks that a client has been sent nothing since, and is answered: what went before is through. */
    static void echoes(RawWebSocket client, int number) throws IOException {
        client.sendText("42[\"echo\"," + number + "]");
        assertThat(client.receive().text()).isEqualTo("42[\"echo\"," + number + "]");
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        log.beforeEach(context);
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        try {
            witness().echoes();
        } finally {
            for (int i = open.size() - 1; i >= 0; i--) {
                open.get(i).close();
            }
            open.clear();
            log.afterEach(context);
        }
    }
}
