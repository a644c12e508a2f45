package io.jettio.integration.deployment;

import io.jettio.integration.InteropTest;
import io.jettio.integration.Transports;
import io.jettio.integration.peer.PeerSocket;
import io.jettio.integration.peer.ProcessPeer;
import io.jettio.server.SocketIoServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A test of what a page says: with the official client, raw connections, and the nginx that a page shows. */
abstract class PageTest extends InteropTest {
    private static final String BACKEND = "server 127.0.0.1:3000;";

    @TempDir
    private static Path directory;

    private static LoopbackTls tls;
    private static ProcessPeer node;

    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeAll
    static void prepare() throws Exception {
        tls = new LoopbackTls(directory);
        node = ProcessPeer.node("socket.io-client");
    }

    @AfterAll
    static void stopNode() throws Exception {
        if (node != null) {
            node.stop();
        }
    }

    @AfterEach
    void closeWhatIsInFront() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    @Override
    protected final void stopClients() {
        node.reset();
    }

    /** Lets a server listen. */
    final Deployment start(SocketIoServer io) throws Exception {
        return closedAfterwards(Form.STANDALONE.start(io, tls));
    }

    /** The nginx that the page on deployment shows, with one line replaced, in front of servers that listen. */
    final Deployment proxy(String line, String own, SocketIoServer... servers) throws Exception {
        StringBuilder backends = new StringBuilder();
        for (SocketIoServer io : servers) {
            backends.append("server 127.0.0.1:").append(io.port()).append(";\n");
        }
        String configuration = Nginx.replaced(Nginx.shown(0), line, own);
        return closedAfterwards(
                Nginx.start(Path.of("target"), Nginx.replaced(configuration, BACKEND, backends.toString()), tls));
    }

    final RawPeer raw(Deployment server) throws IOException {
        return closedAfterwards(new RawPeer(server, tls));
    }

    final PeerSocket.Plan client(Deployment server, Transports transports) throws IOException {
        return client(server, "", transports);
    }

    final PeerSocket.Plan client(Deployment server, String namespace, Transports transports) throws IOException {
        PeerSocket.Plan plan =
                node.socket(server.origin() + namespace).over(transports).option("reconnection", false);
        return server.secure() ? plan.option("ca", Files.readString(tls.certificate())) : plan;
    }

    final <T extends AutoCloseable> T closedAfterwards(T resource) {
        open.add(resource);
        return resource;
    }
}
