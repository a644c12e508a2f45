package io.jettio.integration.deployment;

import io.jettio.integration.Inbox;
import io.jettio.integration.Transports;
import io.jettio.integration.peer.PeerSocket;
import io.jettio.server.DisconnectReason;
import io.jettio.server.SocketIoServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The symptoms of those who are cut off. */
class EndedSymptomTest extends PageTest {
    private final Inbox<DisconnectReason> reasons = new Inbox<>("reasons at the server");

    private SocketIoServer telling(SocketIoServer io) {
        io.onConnection(socket -> socket.onDisconnect(reasons::put));
        return io;
    }

    @Test
    @Shows("A message of more than 1 MB ends a WebSocket")
    void messageOverTheLimitEndsAWebSocket() throws Exception {
        Deployment server = start(telling(create(options -> {})));
        PeerSocket client = client(server, Transports.WEBSOCKET).connect();
        try (Symptom symptom = Symptom.of("A message of more than 1 MB ends a WebSocket")) {
            client.emit("file", new byte[1_000_001]);
            symptom.disconnect(client.awaitDisconnect());
            symptom.serverDisconnect(reasons.take().toString());
        }
    }

    @Test
    @Shows("A message of more than 1 MB ends a polling session")
    void messageOverTheLimitEndsAPollingSession() throws Exception {
        Deployment server = start(telling(create(options -> {})));
        PeerSocket client = client(server, Transports.POLLING).connect();
        try (Symptom symptom = Symptom.of("A message of more than 1 MB ends a polling session")) {
            client.emit("file", "x".repeat(1_000_001));
            symptom.disconnect(client.awaitDisconnect());
            symptom.serverDisconnect(reasons.take().toString());

            RawPeer peer = raw(server);
            String session = RawPeer.POLLING + "&sid="
                    + peer.get(RawPeer.POLLING).answer().sid();
            symptom.answer(peer.post(session, "4" + "x".repeat(1_000_000)).answer());
        }
    }

    @Test
    @Shows("Connections end after a minute of silence")
    void proxyThatWaitsLessThanTheHeartbeatCutsConnections() throws Exception {
        SocketIoServer io = telling(listening());
        Deployment server = proxy("proxy_read_timeout 60s;", "proxy_read_timeout 4s;", io);
        try (Symptom symptom = Symptom.of("Connections end after a minute of silence")) {
            // All silent at once, for longer than any of them may take to connect.
            PeerSocket webSocket = client(server, Transports.WEBSOCKET).connect();
            PeerSocket polling = client(server, Transports.POLLING).connect();
            RawPeer peer = raw(server);
            String session = RawPeer.POLLING + "&sid="
                    + peer.get(RawPeer.POLLING).answer().sid();
            peer.get(session);

            symptom.disconnect(webSocket.awaitDisconnect());
            symptom.serverDisconnect(reasons.take().toString());
            symptom.disconnect(polling.awaitDisconnect());
            symptom.saw("answer " + peer.answer().status());
        }
    }

    @Test
    @Shows("Ping timeout")
    void clientThatDoesNotRunMissesTheHeartbeat() throws Exception {
        SocketIoServer io = telling(
                create(options -> options.pingInterval(Duration.ofMillis(300)).pingTimeout(Duration.ofSeconds(3))));
        Deployment server = start(io);
        PeerSocket client = client(server, Transports.WEBSOCKET).connect();
        try (Symptom symptom = Symptom.of("Ping timeout")) {
            client.block(6_000);
            symptom.serverDisconnect(reasons.take().toString());
            symptom.disconnect(client.awaitDisconnect());
        }
    }
}
