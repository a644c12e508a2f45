package io.jettio.integration.node;

import io.jettio.integration.InteropTest;
import io.jettio.integration.Transports;
import io.jettio.integration.peer.PeerSocket;
import io.jettio.integration.peer.ProcessPeer;
import io.jettio.server.SocketIoServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A test of our server against the official client. One Node process serves a class. */
abstract class NodeInteropTest extends InteropTest {
    private static ProcessPeer peer;

    @BeforeAll
    static void startPeer() throws Exception {
        peer = ProcessPeer.node("socket.io-client");
    }

    @AfterAll
    static void stopPeer() throws Exception {
        if (peer != null) {
            peer.stop();
        }
    }

    @Override
    protected final void stopClients() {
        peer.reset();
    }

    /** A client of a server's main namespace, before it connects. */
    static PeerSocket.Plan client(SocketIoServer io, Transports transports) {
        return client(io.port(), "/", transports);
    }

    /** A client of a namespace, before it connects. */
    static PeerSocket.Plan client(int port, String namespace, Transports transports) {
        return peer.socket("http://127.0.0.1:" + port + namespace).over(transports);
    }
}
