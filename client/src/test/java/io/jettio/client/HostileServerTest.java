package io.jettio.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.client.engine.TransportType;
import io.jettio.protocol.DecodeLimits;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that mean harm get an orderly end: a connect error or a disconnect, bounded memory, no busy loop. */
final class HostileServerTest {
    private static final Duration SOON = Duration.ofMillis(500);

    private static ConnectError errorFrom(HostileServer.Script script) throws Exception {
        return errorFrom(script, Duration.ofSeconds(30));
    }

    private static ConnectError errorFrom(HostileServer.Script script, Duration connectTimeout) throws Exception {
        BlockingQueue<ConnectError> errors = new LinkedBlockingQueue<>();
        try (HostileServer server = new HostileServer(script);
                Socket socket = SocketIo.connect(
                        server.url(),
                        o -> o.reconnection(false)
                                .transports(TransportType.POLLING)
                                .connectTimeout(connectTimeout)
                                .closeTimeout(Duration.ofMillis(200))
                                .limits(DecodeLimits.builder()
                                        .maxPayloadBytes(1 << 20)
                                        .build()),
                        s -> s.onConnectError(errors::add))) {
            ConnectError error = Await.next(errors);
            assertThat(socket.active()).isFalse();
            return error;
        }
    }

    private static DisconnectReason reasonAfterConnect(String poll) throws Exception {
        BlockingQueue<DisconnectReason> reasons = new LinkedBlockingQueue<>();
        try (HostileServer server = new HostileServer((number, reply) -> {
                    switch (number) {
                        case 0 -> reply.text(200, HostileServer.handshake(25_000, 20_000));
                        case 1 -> reply.accept();
                        case 2 -> reply.text(200, poll);
                        default -> reply.hold();
                    }
                });
                Socket socket =
                        SocketIo.connect(server.url(), o -> o.reconnection(false), s -> s.onDisconnect(reasons::add))) {
            DisconnectReason reason = Await.next(reasons);
            assertThat(socket.connected()).isFalse();
            return reason;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "4early",
                "0",
                "0{}",
                "0[]",
                "0{\"sid\":1}",
                "0{\"sid\":\"s\",\"upgrades\":[],\"pingInterval\":-5,\"pingTimeout\":1,\"maxPayload\":1}",
                "0{\"sid\":\"s\",\"upgrades\":[],\"pingInterval\":1e300,\"pingTimeout\":1,\"maxPayload\":1}",
            })
    void badHandshakeIsAConnectError(String body) throws Exception {
        ConnectError error = errorFrom((number, reply) -> reply.text(200, body));
        assertThat(error.refused()).isFalse();
        assertThat(error.cause()).isPresent();
    }

    @Test
    void redirectIsNotFollowed() throws Exception {
        assertThat(errorFrom((number, reply) -> reply.redirect("http://127.0.0.1:1/"))
                        .message())
                .contains("302");
    }

    @Test
    @Tag("feature:4.6")
    void serverThatNeverAnswersTimesOut() throws Exception {
        assertThat(errorFrom((number, reply) -> reply.hold(), SOON).message()).contains("no handshake");
    }

    @Test
    void endlessBodyIsCutAtTheLimit() throws Exception {
        assertThat(errorFrom((number, reply) -> reply.endless(HostileServer.handshake(1000, 1000)))
                        .refused())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "42",
                "42{}",
                "42[",
                "42[1",
                "42[\"connect\"]",
                "42[\"a\",NaN]",
                "49999",
                "451-[\"a\",{\"_placeholder\":true,\"num\":9}]",
                "45999-[\"a\"]",
                "451-/never,[\"a\",{\"_placeholder\":true,\"num\":0}]",
                "bAAEC",
                "7",
            })
    void badPacketIsAParseError(String packet) throws Exception {
        assertThat(reasonAfterConnect(packet)).isEqualTo(DisconnectReason.PARSE_ERROR);
    }

    @Test
    void deepNestingIsAParseError() throws Exception {
        assertThat(reasonAfterConnect("42[\"a\"," + "[".repeat(50_000) + "]".repeat(50_000) + "]"))
                .isEqualTo(DisconnectReason.PARSE_ERROR);
    }

    @Test
    void connectionsThatEndAtOnceAreRetriedWithBackoff() throws Exception {
        BlockingQueue<Integer> attempts = new LinkedBlockingQueue<>();
        try (HostileServer server = new HostileServer((number, reply) -> {
                    reply.text(200, HostileServer.handshake(1000, 1000) + "\u001e1");
                });
                Manager manager = Manager.create(
                        server.url(),
                        o -> o.transports(TransportType.POLLING).reconnectionDelay(Duration.ofMillis(50)))) {
            manager.onReconnectAttempt(attempts::add);
            long begin = System.nanoTime();
            manager.socket("/").connect();
            for (int i = 0; i < 5; i++) {
                Await.next(attempts);
            }
            // Half of the delay is the least that the random part leaves.
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(5 * 25 - 5));
        }
    }
}
