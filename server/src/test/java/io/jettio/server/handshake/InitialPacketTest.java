package io.jettio.server.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.Frame;
import io.jettio.server.carrier.MountedEngine;
import io.jettio.server.carrier.RawWebSocket;
import io.jettio.server.carrier.WebSocketFrames;
import io.jettio.server.carrier.WebSocketFrames.Received;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class InitialPacketTest {
    @Test
    @Tag("feature:1.39")
    void messageFollowsTheHandshakeInTheSameAnswer() throws Exception {
        try (MountedEngine server = new MountedEngine(options -> options.initialPacket("welcome"), socket -> {})) {
            String body = MountedEngine.text(server.get("/engine.io/?EIO=4&transport=polling"));
            assertThat(body).matches("0\\{.*}\u001e4welcome");
        }
    }

    @Test
    void messageComesBeforeWhatTheApplicationSends() throws Exception {
        byte[] bytes = {1, 2, 3};
        try (MountedEngine server = new MountedEngine(
                        options -> options.initialPacket(Frame.binary(bytes)), socket -> socket.send("later"));
                RawWebSocket client = RawWebSocket.session(server.port(), "")) {
            Received first = client.receive();
            assertThat(first.opCode()).isEqualTo(WebSocketFrames.BINARY);
            assertThat(first.payload()).isEqualTo(bytes);
            assertThat(client.receive().text()).isEqualTo("4later");
        }
    }

    @Test
    void nothingFollowsByDefault() throws Exception {
        try (MountedEngine server = new MountedEngine(options -> {}, socket -> {})) {
            assertThat(MountedEngine.text(server.get("/engine.io/?EIO=4&transport=polling")))
                    .endsWith("}");
        }
    }
}
