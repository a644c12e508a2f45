package io.jettio.integration.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.integration.Inbox;
import io.jettio.integration.Transports;
import io.jettio.integration.peer.PeerSocket;
import io.jettio.protocol.DecodeLimits;
import io.jettio.server.DisconnectReason;
import io.jettio.server.SocketIoServer;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages around {@code maxPayloadBytes}. */
class LargeMessageTest extends NodeInteropTest {
    private static final int MAX_PAYLOAD = 100_000;

    /** What a text event has around its only argument: the engine's type, the packet's, and the JSON. */
    private static final int AROUND_TEXT = "42[\"text\",\"\"]".length();

    private final Inbox<String> texts = new Inbox<>("texts at the server");
    private final Inbox<ByteBuffer> binaries = new Inbox<>("binary at the server");
    private final Inbox<DisconnectReason> reasons = new Inbox<>("reasons at the server");

    private SocketIoServer server() {
        SocketIoServer io = create(options -> options.limits(
                DecodeLimits.builder().maxPayloadBytes(MAX_PAYLOAD).build()));
        io.onConnection(socket -> {
            socket.on("text", String.class, texts::put);
            socket.on("binary", ByteBuffer.class, binaries::put);
            socket.onDisconnect(reasons::put);
        });
        return io.listen("127.0.0.1", 0);
    }

    @ParameterizedTest
    @EnumSource
    void largestMessageIsTaken(Transports transports) {
        PeerSocket client = client(server(), transports).connect();
        String text = "x".repeat(MAX_PAYLOAD - AROUND_TEXT);
        client.emit("text", text);
        assertThat(texts.take()).isEqualTo(text);
    }

    @ParameterizedTest
    @EnumSource
    void largestBinaryIsTaken(Transports transports) {
        PeerSocket client = client(server(), transports).connect();
        // Polling has it as "b" and base64.
        byte[] bytes = new byte[transports == Transports.POLLING ? (MAX_PAYLOAD - 1) / 4 * 3 : MAX_PAYLOAD];
        new Random(7).nextBytes(bytes);
        client.emit("binary", bytes);
        assertThat(binaries.take()).isEqualTo(ByteBuffer.wrap(bytes));
    }

    @ParameterizedTest
    @EnumSource
    void messageOverTheLimitEndsTheConnectionAndNothingElse(Transports transports) {
        SocketIoServer io = server();
        PeerSocket other = client(io, transports).connect();
        PeerSocket client = client(io, transports).option("reconnection", false).connect();

        client.emit("text", "x".repeat(MAX_PAYLOAD - AROUND_TEXT + 1));

        assertThat(client.awaitDisconnect()).isIn("transport close", "transport error");
        assertThat(reasons.take()).isIn(DisconnectReason.TRANSPORT_ERROR, DisconnectReason.TRANSPORT_CLOSE);
        other.emit("text", "still here");
        assertThat(texts.take()).isEqualTo("still here");
    }

    @ParameterizedTest
    @EnumSource
    void serverSendsMessagesOverItsOwnLimit(Transports transports) {
        SocketIoServer io = server();
        byte[] bytes = new byte[3 * MAX_PAYLOAD];
        new Random(8).nextBytes(bytes);
        io.onConnection(socket -> socket.on("go", payload -> socket.emit("file", bytes, "x".repeat(bytes.length))));
        PeerSocket client = client(io, transports).connect();
        client.emit("go");
        assertThat(client.await("file").arguments()).containsExactly(ByteBuffer.wrap(bytes), "x".repeat(bytes.length));
    }
}
