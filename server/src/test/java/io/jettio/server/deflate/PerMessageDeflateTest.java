package io.jettio.server.deflate;

import static io.jettio.server.carrier.WebSocketFrames.BINARY;
import static io.jettio.server.carrier.WebSocketFrames.CONTINUATION;
import static io.jettio.server.carrier.WebSocketFrames.FIN;
import static io.jettio.server.carrier.WebSocketFrames.RSV1;
import static io.jettio.server.carrier.WebSocketFrames.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.Frame;
import io.jettio.server.carrier.MountedEngine;
import io.jettio.server.carrier.RawWebSocket;
import io.jettio.server.carrier.WebSocketFrames.Received;
import io.jettio.server.engine.EngineServerOptions;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PerMessageDeflateTest {
    private static final String OFFER = "permessage-deflate";
    private static final String ANSWER = "permessage-deflate;client_no_context_takeover;server_no_context_takeover";
    private static final int MAX_PAYLOAD = 100_000;

    /** Echoes every message, compressed or not. */
    private static MountedEngine echo(Consumer<EngineServerOptions.Builder> configure, boolean compress)
            throws Exception {
        return MountedEngine.replying(
                options -> {
                    options.perMessageDeflate(true)
                            .limits(DecodeLimits.builder()
                                    .maxPayloadBytes(MAX_PAYLOAD)
                                    .build());
                    configure.accept(options);
                },
                (socket, message) -> socket.send(message, compress));
    }

    private static MountedEngine echo() throws Exception {
        return echo(options -> {}, true);
    }

    private static byte[] deflated(byte[] plain) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(plain);
        byte[] buffer = new byte[64 << 10];
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int size = buffer.length;
        while (size == buffer.length) {
            size = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
            out.write(buffer, 0, size);
        }
        deflater.end();
        byte[] all = out.toByteArray();
        return Arrays.copyOf(all, all.length - 4);
    }

    private static byte[] inflated(byte[] payload) throws Exception {
        Inflater inflater = new Inflater(true);
        byte[] input = Arrays.copyOf(payload, payload.length + 4);
        input[payload.length + 2] = (byte) 0xff;
        input[payload.length + 3] = (byte) 0xff;
        inflater.setInput(input);
        byte[] out = new byte[4 << 20];
        int length = inflater.inflate(out);
        inflater.end();
        return Arrays.copyOf(out, length);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    // ---------------------------------------------------------------- negotiation

    @Test
    void extensionIsNotNegotiatedByDefault() throws Exception {
        try (MountedEngine server = new MountedEngine(options -> {}, socket -> {});
                RawWebSocket client = RawWebSocket.session(server.port(), OFFER)) {
            assertThat(client.responseHeader("Sec-WebSocket-Extensions")).isEmpty();
        }
    }

    @Test
    void extensionIsNotNegotiatedUnasked() throws Exception {
        try (MountedEngine server = echo();
                RawWebSocket client = RawWebSocket.session(server.port(), "")) {
            assertThat(client.responseHeader("Sec-WebSocket-Extensions")).isEmpty();
            client.sendText("4" + "x".repeat(5_000));
            assertThat(client.receive().deflated()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                OFFER,
                "permessage-deflate; client_max_window_bits",
                "permessage-deflate; client_max_window_bits=12; server_no_context_takeover",
                "permessage-deflate; server_max_window_bits=10, permessage-deflate",
                "x-webkit-deflate-frame, permessage-deflate; unknown=1, permessage-deflate"
            })
    void neitherSideKeepsAWindow(String offer) throws Exception {
        try (MountedEngine server = echo();
                RawWebSocket client = RawWebSocket.session(server.port(), offer)) {
            assertThat(client.responseHeader("Sec-WebSocket-Extensions")).isEqualTo(ANSWER);
        }
    }

    @Test
    void windowOfFullSizeIsGranted() throws Exception {
        try (MountedEngine server = echo();
                RawWebSocket client =
                        RawWebSocket.session(server.port(), "permessage-deflate; server_max_window_bits=15")) {
            assertThat(client.responseHeader("Sec-WebSocket-Extensions"))
                    .isEqualTo(ANSWER + ";server_max_window_bits=15");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate; server_max_window_bits=10",
                "permessage-deflate; server_max_window_bits",
                "permessage-deflate; client_max_window_bits=99",
                "permessage-deflate; server_no_context_takeover=1",
                "permessage-deflate; unknown",
                "permessage-bzip2",
                "@fragment; maxLength=1"
            })
    void offerThatCannotBeMetIsDeclined(String offer) throws Exception {
        try (MountedEngine server = echo();
                RawWebSocket client = RawWebSocket.session(server.port(), offer)) {
            assertThat(client.responseHeader("Sec-WebSocket-Extensions")).isEmpty();
            client.sendText("4hello");
            assertThat(client.receive().text()).isEqualTo("4hello");
        }
    }

    @Test
    void handlerCanBeStartedAgain() throws Exception {
        try (MountedEngine server = echo()) {
            server.jetty().getHandler().stop();
            server.jetty().getHandler().start();
            try (RawWebSocket client = RawWebSocket.session(server.port(), OFFER)) {
                assertThat(client.responseHeader("Sec-WebSocket-Extensions")).isEqualTo(ANSWER);
            }
        }
    }

    // ---------------------------------------------------------------- sending

    @Test
    @Tag("feature:1.24")
    void largeMessageIsCompressedAndASmallOneIsNot() throws Exception {
        try (MountedEngine server = echo();
                RawWebSocket client = RawWebSocket.session(server.port(), OFFER)) {
            for (int size : new int[] {1_023, 1_024, 50_000}) {
                String message = "4" + "x".repeat(size - 1);
                client.sendText(message);
                Received received = client.receive();
                assertThat(received.first()).isEqualTo(size < 1_024 ? FIN | TEXT : FIN | RSV1 | TEXT);
                assertThat(received.deflated() ? inflated(received.payload()) : received.payload())
                        .isEqualTo(bytes(message));
            }
        }
    }

    @Test
    void eachMessageIsCompressedByItself() throws Exception {
        try (MountedEngine server = echo();
                RawWebSocket client = RawWebSocket.session(server.port(), OFFER)) {
            byte[] noise = new byte[3_000];
            new Random(1).nextBytes(noise);
            byte[] message = Arrays.copyOf(noise, 6_000); // the zeros get smaller, the noise does not
            client.send(FIN | BINARY, message);
            byte[] first = client.receive().payload();
            client.send(FIN | BINARY, message);
            byte[] second = client.receive().payload();
            assertThat(second).isEqualTo(first);
            assertThat(inflated(second)).isEqualTo(message);
        }
    }

    @Test
    void messageThatDoesNotGetSmallerStaysAsItIs() throws Exception {
        try (MountedEngine server = echo();
                RawWebSocket client = RawWebSocket.session(server.port(), OFFER)) {
            byte[] noise = new byte[3_000];
            new Random(2).nextBytes(noise);
            client.send(FIN | BINARY, noise);
            Received received = client.receive();
            assertThat(received.deflated()).isFalse();
            assertThat(received.payload()).isEqualTo(noise);
        }
    }

    @Test
    @Tag("feature:1.25")
    void messageThatMustNotBeCompressedIsNot() throws Exception {
        try (MountedEngine server = echo(options -> {}, false);
                RawWebSocket client = RawWebSocket.session(server.port(), OFFER)) {
            client.sendText("4" + "x".repeat(5_000));
            assertThat(client.receive().deflated()).isFalse();
        }
    }

    @Test
    void thresholdIsAnOption() throws Exception {
        try (MountedEngine server = echo(options -> options.perMessageDeflateThresholdBytes(300), true);
                RawWebSocket client = RawWebSocket.session(server.port(), OFFER)) {
            client.sendText("4" + "x".repeat(298));
            assertThat(client.receive().deflated()).isFalse();
            client.sendText("4" + "x".repeat(299));
            assertThat(client.receive().deflated()).isTrue();
        }
    }

    @Test
    void messageAboveTheLimitForWhatIsReceivedIsSentInOneFrame() throws Exception {
        byte[] large = new byte[3 * MAX_PAYLOAD + 1];
        new Random(3).nextBytes(large);
        try (MountedEngine server = MountedEngine.replying(
                        options -> options.limits(DecodeLimits.builder()
                                .maxPayloadBytes(MAX_PAYLOAD)
                                .build()),
                        (socket, message) -> {
                            socket.send(Frame.binary(large));
                            socket.send("after");
                        });
                RawWebSocket client = RawWebSocket.session(server.port(), "")) {
            client.sendText("4go");
            Received whole = client.receive();
            assertThat(whole.first()).isEqualTo(FIN | BINARY);
            assertThat(whole.payload()).isEqualTo(large);
            assertThat(client.receive().text()).isEqualTo("4after");
        }
    }

    // ---------------------------------------------------------------- receiving

    @Test
    @Tag("feature:1.24")
    void compressedMessagesAreRead() throws Exception {
        try (MountedEngine server = echo();
                RawWebSocket client = RawWebSocket.session(server.port(), OFFER)) {
            for (String message : new String[] {"4", "4h\u00e9llo", "4" + "x".repeat(MAX_PAYLOAD - 1)}) {
                client.send(FIN | RSV1 | TEXT, deflated(bytes(message)));
                Received received = client.receive();
                assertThat(received.deflated() ? inflated(received.payload()) : received.payload())
                        .isEqualTo(bytes(message));
            }
        }
    }

    @Test
    void compressedMessageInFragmentsIsRead() throws Exception {
        try (MountedEngine server = echo();
                RawWebSocket client = RawWebSocket.session(server.port(), OFFER)) {
            byte[] payload = deflated(bytes("4hello, hello, hello"));
            client.send(RSV1 | TEXT, Arrays.copyOfRange(payload, 0, 3));
            client.send(CONTINUATION, new byte[0]);
            client.send(FIN | CONTINUATION, Arrays.copyOfRange(payload, 3, payload.length));
            assertThat(client.receive().text()).isEqualTo("4hello, hello, hello");
        }
    }

    @Test
    void messageThatEndsInAFinalBlockIsRead() throws Exception {
        try (MountedEngine server = echo();
                RawWebSocket client = RawWebSocket.session(server.port(), OFFER)) {
            // RFC 7692, 7.2.3.5: behind the final block stands a byte of zeros
            Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
            deflater.setInput(bytes("4Hello"));
            deflater.finish();
            byte[] buffer = new byte[100];
            int size = deflater.deflate(buffer);
            deflater.end();
            client.send(FIN | RSV1 | TEXT, Arrays.copyOf(buffer, size + 1));
            assertThat(client.receive().text()).isEqualTo("4Hello");
        }
    }

    @Test
    void decompressionBombIsStoppedAtTheLimit() throws Exception {
        byte[] bomb = deflated(new byte[50_000_000]);
        assertThat(bomb.length).isLessThan(MAX_PAYLOAD);
        try (MountedEngine server = echo();
                RawWebSocket client = RawWebSocket.session(server.port(), OFFER)) {
            client.send(FIN | RSV1 | BINARY, bomb);
            assertThat(client.awaitClose()).isEqualTo(1009);
        }
    }

    @Test
    void messageOneByteOverTheLimitIsTooLarge() throws Exception {
        try (MountedEngine server = echo();
                RawWebSocket client = RawWebSocket.session(server.port(), OFFER)) {
            client.send(FIN | RSV1 | TEXT, deflated(bytes("4" + "x".repeat(MAX_PAYLOAD))));
            assertThat(client.awaitClose()).isEqualTo(1009);
        }
    }

    @Test
    void brokenCompressionClosesTheConnection() throws Exception {
        try (MountedEngine server = echo();
                RawWebSocket client = RawWebSocket.session(server.port(), OFFER)) {
            client.send(FIN | RSV1 | TEXT, new byte[] {(byte) 0xff, (byte) 0xff, 1, 2, 3});
            assertThat(client.awaitClose()).isEqualTo(1007);
        }
    }

    @Test
    void compressedContinuationBreaksTheProtocol() throws Exception {
        try (MountedEngine server = echo();
                RawWebSocket client = RawWebSocket.session(server.port(), OFFER)) {
            client.send(TEXT, bytes("4"));
            client.send(FIN | RSV1 | CONTINUATION, deflated(bytes("x")));
            assertThat(client.awaitClose()).isEqualTo(1002);
        }
    }

    @Test
    void compressedMessageWithoutNegotiationBreaksTheProtocol() throws Exception {
        try (MountedEngine server = echo();
                RawWebSocket client = RawWebSocket.session(server.port(), "")) {
            client.send(FIN | RSV1 | TEXT, deflated(bytes("4x")));
            assertThat(client.awaitClose()).isEqualTo(1002);
        }
    }
}
