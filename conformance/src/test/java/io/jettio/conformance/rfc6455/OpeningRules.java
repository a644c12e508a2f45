package io.jettio.conformance.rfc6455;

import static io.jettio.conformance.rfc6455.FrameRules.comes;
import static io.jettio.conformance.rfc6455.FrameRules.echoes;
import static io.jettio.conformance.rfc6455.FrameRules.frame;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.harness.wire.FramePeer;
import io.jettio.harness.wire.RawExchange;
import io.jettio.harness.wire.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455, section 4.2: the opening handshake. */
interface OpeningRules extends FrameRules {
    String TARGET = "/engine.io/?EIO=4&transport=websocket";
    String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
    String VERSION = "Sec-WebSocket-Version: 13";
    String UPGRADE = "Upgrade: websocket";
    String CONNECTION = "Connection: Upgrade";

    /** A request with these lines, and a host. */
    default byte[] requestBy(String start, String... lines) {
        String head = start + "\r\nHost: " + endpoint().authority() + "\r\n" + String.join("\r\n", lines) + "\r\n\r\n";
        return head.getBytes(StandardCharsets.ISO_8859_1);
    }

    default byte[] request(String... lines) {
        return requestBy("GET " + TARGET + " HTTP/1.1", lines);
    }

    /** The example of sections 1.3 and 4.2.2. */
    @Test
    default void answerProvesThatTheKeyWasRead() {
        try (FramePeer peer = open()) {
            assertThat(peer.statusLine()).startsWith("HTTP/1.1 101 ");
            assertThat(peer.headers("Upgrade")).containsExactly("websocket");
            assertThat(peer.headers("Connection")).containsExactly("Upgrade");
            assertThat(peer.headers("Sec-WebSocket-Accept")).containsExactly("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
            echoes(peer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"AAAAAAAAAAAAAAAAAAAAAA==", "/////////////////////w==", "x3JJHMbDL1EzLkh9GBhXDw=="})
    default void anyKeyOfSixteenBytesIsTaken(String key) throws Exception {
        byte[] proof = MessageDigest.getInstance("SHA-1")
                .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
        byte[] request = request(CONNECTION, UPGRADE, VERSION, "Sec-WebSocket-Key: " + key);
        try (FramePeer peer = FramePeer.openBy(endpoint(), request)) {
            assertThat(peer.headers("Sec-WebSocket-Accept"))
                    .containsExactly(Base64.getEncoder().encodeToString(proof));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection: keep-alive, Upgrade|Upgrade: websocket",
                "Connection: Upgrade, keep-alive|Upgrade: websocket",
                "Connection: keep-alive|Connection: Upgrade|Upgrade: websocket",
                "Connection: upgrade|Upgrade: WebSocket",
                "connection: UPGRADE|upgrade: WEBSOCKET",
                "Connection:Upgrade|Upgrade:websocket",
                "Connection:   Upgrade  |Upgrade:   websocket  ",
            })
    default void namesAndTokensAreReadAsHttpHasThem(String lines) {
        String[] both = (lines + "|" + KEY + "|" + VERSION).split("\\|");
        try (FramePeer peer = FramePeer.openBy(endpoint(), request(both))) {
            assertThat(peer.headers("Sec-WebSocket-Accept")).containsExactly("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
            echoes(peer);
        }
    }

    @Test
    default void upgradeMayNameOtherProtocolsToo() {
        byte[] request = request(CONNECTION, "Upgrade: h2c, websocket", KEY, VERSION);
        try (FramePeer peer = FramePeer.openBy(endpoint(), request)) {
            assertThat(peer.headers("Upgrade")).containsExactly("websocket");
        }
    }

    // ---------------------------------------------------------------- refused

    static Stream<Arguments> brokenRequests() {
        return Stream.of(
                Arguments.argumentSet("no key", List.of(CONNECTION, UPGRADE, VERSION)),
                key("empty", ""),
                key("of 15 bytes", "dGhlIHNhbXBsZSBub25j"),
                key("of 14 bytes", "dGhlIHNhbXBsZSBub24="),
                key("of 17 bytes", "dGhlIHNhbXBsZSBub25jZWU="),
                key("of 18 bytes", "dGhlIHNhbXBsZSBub25jZWVl"),
                key("without its padding", "dGhlIHNhbXBsZSBub25jZQ"),
                key("with more padding", "dGhlIHNhbXBsZSBub25jZQ==="),
                key("outside the alphabet", "dGhlIHNhbXBsZSBub25j!Q=="),
                key("of the other alphabet", "dGhlIHNhbXBsZSBub2-_ZQ=="),
                key("with a space in it", "dGhlIHNhbXBs ZSBub25jZQ=="),
                Arguments.argumentSet("two keys", List.of(CONNECTION, UPGRADE, VERSION, KEY, KEY)),
                Arguments.argumentSet("two versions", List.of(CONNECTION, UPGRADE, VERSION, VERSION, KEY)),
                Arguments.argumentSet("no connection", List.of(UPGRADE, VERSION, KEY)),
                Arguments.argumentSet(
                        "connection that stays", List.of("Connection: keep-alive", UPGRADE, VERSION, KEY)),
                Arguments.argumentSet("no upgrade", List.of(CONNECTION, VERSION, KEY)),
                Arguments.argumentSet("another upgrade", List.of(CONNECTION, "Upgrade: h2c", VERSION, KEY)),
                Arguments.argumentSet(
                        "upgrade that only begins so", List.of(CONNECTION, "Upgrade: websocket2", VERSION, KEY)));
    }

    private static Arguments key(String name, String key) {
        return Arguments.argumentSet("key " + name, List.of(CONNECTION, UPGRADE, VERSION, "Sec-WebSocket-Key: " + key));
    }

    @ParameterizedTest
    @MethodSource("io.jettio.conformance.rfc6455.OpeningRules#brokenRequests")
    default void brokenRequestIsRefused(List<String> lines) {
        try (RawExchange hostile = RawExchange.open(endpoint())) {
            assertThat(hostile.send(request(lines.toArray(String[]::new))).status())
                    .isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "", "0", "7", "12", "14", "130", "1", "x", "-13"})
    default void versionThatIsNotOursIsToldOurs(String version) {
        refusesVersion(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"013", "13.0", "+13", "0xd"})
    default void versionIsNoNumber(String version) {
        refusesVersion(version);
    }

    /** Of the last drafts. */
    @Test
    default void versionEightIsRefused() {
        refusesVersion("8");
    }

    private void refusesVersion(String version) {
        String[] lines = version.equals("none")
                ? new String[] {CONNECTION, UPGRADE, KEY}
                : new String[] {CONNECTION, UPGRADE, KEY, "Sec-WebSocket-Version: " + version};
        try (RawExchange hostile = RawExchange.open(endpoint())) {
            String head = hostile.send(request(lines)).head();
            assertThat(head).matches("(?s)HTTP/1\\.1 4(00|26) .*");
            assertThat(head).containsPattern("(?i)\r\nSec-WebSocket-Version: *13\\b");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST " + TARGET + " HTTP/1.1",
                "PUT " + TARGET + " HTTP/1.1",
                "HEAD " + TARGET + " HTTP/1.1",
                "OPTION " + TARGET + " HTTP/1.1"
            })
    default void onlyGetOpens(String start) {
        try (RawExchange hostile = RawExchange.open(endpoint())) {
            assertThat(hostile.send(requestBy(start, CONNECTION, UPGRADE, VERSION, KEY))
                            .status())
                    .isIn(0, 400, 405, 501);
        }
    }

    @Test
    default void httpOneDotZeroDoesNotOpen() {
        try (RawExchange hostile = RawExchange.open(endpoint())) {
            byte[] request = requestBy("GET " + TARGET + " HTTP/1.0", CONNECTION, UPGRADE, VERSION, KEY);
            assertThat(hostile.send(request).status()).isIn(400, 426, 505);
        }
    }

    // ---------------------------------------------------------------- what is offered

    @Test
    default void subprotocolIsNotAgreedTo() {
        String[] offers = {"Sec-WebSocket-Protocol: chat, superchat", "Sec-WebSocket-Protocol: mqtt"};
        try (FramePeer peer = FramePeer.open(endpoint(), offers)) {
            assertThat(peer.headers("Sec-WebSocket-Protocol")).isEmpty();
            echoes(peer);
        }
    }

    @Test
    default void extensionIsNotAgreedToUnasked() {
        try (FramePeer peer = open()) {
            assertThat(peer.headers("Sec-WebSocket-Extensions")).isEmpty();
        }
    }

    @Test
    default void unknownExtensionIsPassedOver() {
        try (FramePeer peer = FramePeer.open(endpoint(), "Sec-WebSocket-Extensions: foo, bar; baz=2")) {
            assertThat(peer.headers("Sec-WebSocket-Extensions")).isEmpty();
            echoes(peer);
        }
    }

    @Test
    default void offersMayStandInSeveralLines() {
        String[] offers = {
            "Sec-WebSocket-Extensions: foo",
            "Sec-WebSocket-Extensions: bar; baz=2, permessage-deflate; server_no_context_takeover",
            "Sec-WebSocket-Extensions: permessage-deflate"
        };
        try (FramePeer peer = FramePeer.open(endpoint(), offers)) {
            assertThat(peer.headers("Sec-WebSocket-Extensions"))
                    .hasSize(1)
                    .allMatch(answer -> answer.startsWith("permessage-deflate"))
                    .allMatch(answer -> answer.contains("server_no_context_takeover"))
                    .noneMatch(answer -> answer.contains(","));
            echoes(peer);
        }
    }

    // ---------------------------------------------------------------- frames of the same bytes

    @Test
    default void framesMayComeWithTheRequest() {
        byte[] frames = FramePeer.join(
                WebSocketFrame.text("4early").masked(),
                frame(FIN | WebSocketFrame.PONG, "").masked(),
                FrameRules.noise(1_000).masked());
        try (FramePeer peer = FramePeer.open(endpoint(), frames)) {
            comes(peer, WebSocketFrame.text("4early"));
            comes(peer, FrameRules.noise(1_000));
            echoes(peer);
        }
    }

    @Test
    default void frameMayBeginWithTheRequestAndEndBehindIt() {
        byte[] frame = FrameRules.noise(3_000).masked();
        byte[] begun = Arrays.copyOf(frame, 1_003);
        try (FramePeer peer = FramePeer.open(endpoint(), begun)) {
            peer.sendBytes(Arrays.copyOfRange(frame, begun.length, frame.length));
            comes(peer, FrameRules.noise(3_000));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 50})
    default void requestAndFramesMayComeInPieces(int piece) {
        byte[] bytes = FramePeer.join(
                FramePeer.request(endpoint()), WebSocketFrame.text("4early").masked());
        try (FramePeer peer = FramePeer.openBy(endpoint(), piece, bytes)) {
            comes(peer, WebSocketFrame.text("4early"));
            echoes(peer);
        }
    }
}
