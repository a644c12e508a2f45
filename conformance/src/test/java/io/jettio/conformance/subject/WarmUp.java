package io.jettio.conformance.subject;

import io.jettio.harness.wire.Endpoint;
import io.jettio.harness.wire.PollingSession;
import io.jettio.harness.wire.WebSocketPeer;
import java.util.concurrent.TimeUnit;

/**
 * Has a fresh server, and this test's own client, do once what the tests do. The contracts give a client 200 ms for its
 * pong, and the first requests of a process that loads its classes take longer than that.
 */
public final class WarmUp {
    private static final int MOST_ROUNDS = 200;
    private static final int QUICK_ROUNDS = 5;

    private WarmUp() {}

    /**
     * Returns when a round has been quick some times in a row, or after many: then this machine is slow, and the server warm.
     *
     * @param handshakeMillis what the contract makes each of the round's two handshakes wait
     */
    public static void of(Endpoint endpoint, boolean v3, int handshakeMillis) {
        of(endpoint, v3, handshakeMillis, false);
    }

    /**
     * The same for a server that may answer the close packet by cutting the connection.
     *
     * @param cuts whether it does
     */
    static void of(Endpoint endpoint, boolean v3, int handshakeMillis, boolean cuts) {
        long bound = TimeUnit.MILLISECONDS.toNanos(25 + 2L * handshakeMillis);
        int quick = 0;
        for (int i = 0; i < MOST_ROUNDS; i++) {
            long begun = System.nanoTime();
            round(endpoint, v3, cuts);
            quick = System.nanoTime() - begun < bound ? quick + 1 : 0;
            if (quick == QUICK_ROUNDS) {
                return;
            }
        }
    }

    private static void round(Endpoint endpoint, boolean v3, boolean cuts) {
        if (v3) {
            endpoint.get("EIO=3&transport=polling");
        }
        PollingSession session = PollingSession.open(endpoint);
        if (cuts) {
            session.postUntilClosed("1");
        } else {
            session.post("1");
        }
        try (WebSocketPeer peer = WebSocketPeer.open(endpoint, "EIO=4&transport=websocket")) {
            peer.text();
        }
    }
}
