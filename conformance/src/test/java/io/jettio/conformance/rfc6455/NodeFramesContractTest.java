package io.jettio.conformance.rfc6455;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.conformance.hostile.Witnessed;
import io.jettio.conformance.subject.RunningServer;
import io.jettio.harness.wire.Endpoint;
import io.jettio.harness.wire.FramePeer;
import io.jettio.harness.wire.RawExchange;
import io.jettio.harness.wire.WebSocketFrame;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference implementation's server, whose WebSockets are those of ws; what it does otherwise stands here. */
@Tag("reference")
class NodeFramesContractTest implements WholeRules {
    @RegisterExtension
    static final RunningServer SERVER = RunningServer.node("engine-frames");

    @RegisterExtension
    final Witnessed witnessed = Witnessed.ofEngine(SERVER);

    @Override
    public Endpoint endpoint() {
        return SERVER.endpoint();
    }

    // ---------------------------------------------------------------- what it does otherwise

    /** It reads the version as a number. */
    @Override
    @ParameterizedTest
    @ValueSource(strings = {"013", "13.0", "+13", "0xd"})
    public void versionIsNoNumber(String version) {
        opensBy(OpeningRules.CONNECTION, OpeningRules.UPGRADE, OpeningRules.KEY, "Sec-WebSocket-Version: " + version);
    }

    /** It speaks the last draft too, whose frames are the same. */
    @Override
    @Test
    public void versionEightIsRefused() {
        opensBy(OpeningRules.CONNECTION, OpeningRules.UPGRADE, OpeningRules.KEY, "Sec-WebSocket-Version: 8");
    }

    private void opensBy(String... lines) {
        try (FramePeer peer = FramePeer.openBy(endpoint(), request(lines))) {
            FrameRules.echoes(peer);
        }
    }

    /** Node.js takes the token of any version of HTTP. */
    @Override
    @Test
    public void httpOneDotZeroDoesNotOpen() {
        byte[] request = requestBy(
                "GET " + TARGET + " HTTP/1.0",
                OpeningRules.CONNECTION,
                OpeningRules.UPGRADE,
                OpeningRules.VERSION,
                OpeningRules.KEY);
        try (FramePeer peer = FramePeer.openBy(endpoint(), request)) {
            FrameRules.echoes(peer);
        }
    }

    /** It wants one protocol and no list. */
    @Override
    @Test
    public void upgradeMayNameOtherProtocolsToo() {
        byte[] request =
                request(OpeningRules.CONNECTION, "Upgrade: h2c, websocket", OpeningRules.KEY, OpeningRules.VERSION);
        try (RawExchange refused = RawExchange.open(endpoint())) {
            assertThat(refused.send(request).status()).isEqualTo(400);
        }
    }

    /** It agrees to the first, whatever that is. */
    @Override
    @Test
    public void subprotocolIsNotAgreedTo() {
        try (FramePeer peer = FramePeer.open(endpoint(), "Sec-WebSocket-Protocol: chat, superchat")) {
            assertThat(peer.headers("Sec-WebSocket-Protocol")).containsExactly("chat");
        }
    }

    /** Its sessions listen too late, so that messages that come with the request are lost; the connection goes on. */
    @Override
    @Test
    public void framesMayComeWithTheRequest() {
        try (FramePeer peer =
                FramePeer.open(endpoint(), WebSocketFrame.text("4early").masked())) {
            FrameRules.echoes(peer);
        }
    }

    /** For the same reason. */
    @Override
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 50})
    public void requestAndFramesMayComeInPieces(int piece) {
        try (FramePeer peer = FramePeer.openBy(endpoint(), piece, FramePeer.request(endpoint()))) {
            FrameRules.echoes(peer);
        }
    }

    /** It takes any length that is right. */
    @Override
    @ParameterizedTest
    @ValueSource(strings = {"82fe0000", "82fe0001", "82fe007d", "82ff0000000000000000", "82ff000000000000007d"})
    public void lengthInMoreBytesThanItNeedsIsRefused(String header) {
        takesOverlong(header);
    }

    @Override
    @Test
    public void lengthOfSixteenBitsInSixtyFourIsRefused() {
        takesOverlong("82ff000000000000ffff");
    }

    private void takesOverlong(String header) {
        byte[] bytes = FramingRules.overlong(header);
        try (FramePeer peer = open()) {
            peer.sendBytes(bytes);
            assertThat(peer.frame().payload()).hasSize(bytes.length - header.length() / 2 - 4);
        }
    }

    /** Its limit is sixteen times as high, and the code is the same. */
    @Override
    @ParameterizedTest
    @ValueSource(strings = {"x", ""})
    public void messageOfOneFragmentMoreIsRefused(String payload) {
        byte[] one = FrameRules.frame(WebSocketFrame.CONTINUATION, payload).masked();
        try (FramePeer peer = open()) {
            peer.send(FrameRules.frame(WebSocketFrame.BINARY, payload));
            for (int i = 1; i < 16 * MAX_FRAGMENTS; i++) {
                peer.sendBytes(one);
            }
            peer.send(FrameRules.frame(FIN | WebSocketFrame.PING, "so far"));
            FrameRules.comes(peer, FrameRules.frame(FIN | WebSocketFrame.PONG, "so far"));
            peer.sendBytes(one);
            FrameRules.refused(peer, POLICY_VIOLATION);
        }
    }
}
