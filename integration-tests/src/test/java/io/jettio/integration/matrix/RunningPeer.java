package io.jettio.integration.matrix;

import io.jettio.integration.peer.PeerClient;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One client that serves all scenarios of a class. */
final class RunningPeer implements BeforeAllCallback, AfterAllCallback {
    private final Peer peer;
    private PeerClient client;

    RunningPeer(Peer peer) {
        this.peer = peer;
    }

    Peer peer() {
        return peer;
    }

    PeerClient client() {
        return client;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        client = peer.start();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (client != null) {
            client.stop();
        }
    }
}
