package io.jettio.server.hostile;

import static io.jettio.server.carrier.WebSocketFrames.BINARY;
import static io.jettio.server.carrier.WebSocketFrames.CLOSE;
import static io.jettio.server.carrier.WebSocketFrames.CONTINUATION;
import static io.jettio.server.carrier.WebSocketFrames.FIN;
import static io.jettio.server.carrier.WebSocketFrames.RSV1;
import static io.jettio.server.carrier.WebSocketFrames.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.DecodeLimits;
import io.jettio.server.carrier.RawWebSocket;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** permessage-deflate in the hands of an attacker: each message has a defined end, and only for who sent it. */
class HostileDeflateTest {
    private static final int MAX_PAYLOAD = 100_000;

    @RegisterExtension
    static final WitnessedEngine SERVER = WitnessedEngine.mounted(options -> options.perMessageDeflate(true)
            .limits(DecodeLimits.builder().maxPayloadBytes(MAX_PAYLOAD).build()));

    private static final String OFFER = "permessage-deflate";
    private static final int RSV2 = 0x20;
    private static final int RSV3 = 0x10;
    private static final int PING = 9;

    private static byte[] deflated(Deflater deflater, byte[] plain) {
        deflater.setInput(plain);
        byte[] buffer = new byte[64 << 10];
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int size = buffer.length;
        while (size == buffer.length) {
            size = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
            out.write(buffer, 0, size);
        }
        byte[] all = out.toByteArray();
        return Arrays.copyOf(all, all.length - 4);
    }

    private static byte[] deflated(byte[] plain) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            return deflated(deflater, plain);
        } finally {
            deflater.end();
        }
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static Stream<Arguments> messages() {
        byte[] hello = deflated(ascii("4hello, hello, hello, hello"));
        return Stream.of(
                message("block of the reserved type", TEXT, 1007, hex("06")),
                message("stored block whose lengths differ", TEXT, 1007, hex("0005000000")),
                message("stored block that ends early", TEXT, 1007, hex("00ff0000ff34")),
                message("distance before the beginning", TEXT, 1007, hex("0302")),
                message("block that ends in its middle", TEXT, 1007, Arrays.copyOf(hello, hello.length - 3)),
                message("tables that end early", TEXT, 1007, hex("05e0")),
                message("gzip instead of deflate", BINARY, 1007, hex("1f8b080000000000000003")),
                message("zlib instead of deflate", BINARY, 1007, hex("789c010000ffff00000001")),
                message("noise", BINARY, 1007, hex("ffffffffffffffff")),
                message("text that is not UTF-8", TEXT, 1007, deflated(hex("34c328"))),
                message("text that is a surrogate", TEXT, 1007, deflated(hex("34eda080"))),
                message("packet type 9", TEXT, 1002, deflated(ascii("9"))),
                message("ping of the wrong direction", TEXT, 1002, deflated(ascii("2"))),
                message("no block at all", TEXT, 1007, new byte[0]),
                message("nothing", TEXT, 1002, hex("00")),
                message("nothing, in ten thousand empty blocks", TEXT, 1002, hex("000000ffff".repeat(10_000) + "00")),
                message("nothing, in thirty thousand final blocks", TEXT, 1002, repeated("0300", 30_000)),
                message("bomb of text", TEXT, 1009, deflated(new byte[20_000_000])),
                message("bomb of zeros", BINARY, 1009, deflated(new byte[50_000_000])),
                message("bomb in final blocks", BINARY, 1009, repeated(finalBlock(new byte[1_000]), 200)));
    }

    private static Arguments message(String name, int opCode, int closeCode, byte[] payload) {
        return Arguments.argumentSet(name, opCode, closeCode, payload);
    }

    private static byte[] repeated(String hex, int times) {
        return hex(hex.repeat(times));
    }

    private static String finalBlock(byte[] plain) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(plain);
        deflater.finish();
        byte[] buffer = new byte[2_000];
        int size = deflater.deflate(buffer);
        deflater.end();
        return HexFormat.of().formatHex(buffer, 0, size);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void messageThatCannotBeTakenCloses(int opCode, int closeCode, byte[] payload) throws Exception {
        RawWebSocket hostile = SERVER.webSocket(OFFER);
        hostile.send(FIN | RSV1 | opCode, payload);
        assertThat(hostile.awaitClose()).isEqualTo(closeCode);
    }

    @Test
    void finalBlockMayBeFollowedByOthers() throws Exception {
        RawWebSocket peer = SERVER.webSocket(OFFER);
        peer.send(FIN | RSV1 | TEXT, hex(finalBlock(ascii("4one ")) + finalBlock(ascii("two "))));
        assertThat(peer.receive().text()).isEqualTo("4one two ");
        peer.send(FIN | RSV1 | TEXT, hex(finalBlock(ascii("4three ")) + "00"));
        assertThat(peer.receive().text()).isEqualTo("4three ");
    }

    @Test
    void windowOfAnEarlierMessageIsNotThere() throws Exception {
        RawWebSocket hostile = SERVER.webSocket(OFFER);
        Deflater takesOver = new Deflater(Deflater.BEST_COMPRESSION, true);
        byte[] message = ascii("4the same words, which the second message only refers to");
        hostile.send(FIN | RSV1 | TEXT, deflated(takesOver, message));
        assertThat(hostile.receive().payload()).isEqualTo(message);
        hostile.send(FIN | RSV1 | TEXT, deflated(takesOver, message));
        assertThat(hostile.awaitClose()).isEqualTo(1007);
        takesOver.end();
    }

    @Test
    void windowOfAnotherConnectionIsNotThere() throws Exception {
        Deflater takesOver = new Deflater(Deflater.BEST_COMPRESSION, true);
        byte[] secret = ascii("4a secret of somebody else, of some length");
        byte[] first = deflated(takesOver, secret);
        byte[] reference = deflated(takesOver, secret);
        takesOver.end();
        for (int i = 0; i < 50; i++) { // inflaters are pooled
            RawWebSocket victim = SERVER.webSocket(OFFER);
            victim.send(FIN | RSV1 | TEXT, first);
            assertThat(victim.receive().payload()).isEqualTo(secret);
            RawWebSocket hostile = SERVER.webSocket(OFFER);
            hostile.send(FIN | RSV1 | TEXT, reference);
            assertThat(hostile.awaitClose()).isEqualTo(1007);
        }
    }

    @Test
    void inflaterOfABrokenMessageServesTheNextOne() throws Exception {
        for (int i = 0; i < 50; i++) {
            RawWebSocket hostile = SERVER.webSocket(OFFER);
            hostile.send(FIN | RSV1 | TEXT, hex("06"));
            assertThat(hostile.awaitClose()).isEqualTo(1007);
            RawWebSocket next = SERVER.webSocket(OFFER);
            next.send(FIN | RSV1 | TEXT, deflated(ascii("4whole")));
            assertThat(next.receive().text()).isEqualTo("4whole");
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                FIN | RSV2 | TEXT,
                FIN | RSV3 | TEXT,
                FIN | RSV1 | RSV2 | TEXT,
                FIN | RSV1 | PING,
                FIN | RSV1 | CLOSE,
                FIN | RSV1 | 3
            })
    void bitThatMeansNothingBreaksTheProtocol(int first) throws Exception {
        RawWebSocket hostile = SERVER.webSocket(OFFER);
        hostile.send(first, deflated(ascii("4")));
        assertThat(hostile.awaitClose()).isEqualTo(1002);
    }

    @Test
    void compressedMessageOfWhomDidNotAskForItBreaksTheProtocol() throws Exception {
        RawWebSocket hostile = SERVER.webSocket("");
        hostile.send(FIN | RSV1 | TEXT, deflated(ascii("4hello")));
        assertThat(hostile.awaitClose()).isEqualTo(1002);
    }

    @Test
    void bombInFragmentsIsStopped() throws Exception {
        byte[] bomb = deflated(new byte[50_000_000]);
        RawWebSocket hostile = SERVER.webSocket(OFFER);
        int pieces = 100;
        for (int i = 0; i < pieces; i++) {
            int from = bomb.length * i / pieces;
            int first = i == 0 ? RSV1 | BINARY : i == pieces - 1 ? FIN | CONTINUATION : CONTINUATION;
            hostile.send(first, Arrays.copyOfRange(bomb, from, bomb.length * (i + 1) / pieces));
        }
        assertThat(hostile.awaitClose()).isEqualTo(1009);
    }

    @Test
    void compressedBytesAreBoundedInThemselves() throws Exception {
        RawWebSocket hostile = SERVER.webSocket(OFFER);
        hostile.send(
                FIN | RSV1 | BINARY, repeated("000000ffff", MAX_PAYLOAD / 5 + 1)); // empty blocks, inflated nothing
        assertThat(hostile.awaitClose()).isEqualTo(1009);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate; client_max_window_bits=7",
                "permessage-deflate; client_max_window_bits=16",
                "permessage-deflate; client_max_window_bits=08",
                "permessage-deflate; client_max_window_bits=-1",
                "permessage-deflate; client_max_window_bits=99999999999",
                "permessage-deflate; server_max_window_bits=0",
                "permessage-deflate; server_no_context_takeover=true",
                "permessage-deflate; mem_level=9",
                "Permessage-Deflate-2",
                "permessage-deflate-frame",
                "@validation; outgoing-sequence, @identity"
            })
    void offerOutsideTheRulesIsDeclined(String offer) throws Exception {
        RawWebSocket hostile = SERVER.webSocket(offer);
        assertThat(hostile.responseHeader("Sec-WebSocket-Extensions")).isEmpty();
        hostile.send(FIN | RSV1 | TEXT, deflated(ascii("4hello")));
        assertThat(hostile.awaitClose()).isEqualTo(1002);
    }

    @Test
    void longListOfOffersIsReadOnce() throws Exception {
        RawWebSocket peer = SERVER.webSocket("permessage-deflate; server_max_window_bits=9, ".repeat(80) + OFFER);
        assertThat(peer.responseHeader("Sec-WebSocket-Extensions")).startsWith("permessage-deflate;");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {";", ",", "=", ";;;=", "\"", "permessage-deflate; \"", ",,,,permessage-deflate;;;", "\u00ff"})
    void listOfOffersThatIsNoneIsRefusedOrPassedOver(String offers) throws Exception {
        try (RawWebSocket hostile = RawWebSocket.connect(SERVER.port(), WitnessedEngine.WEBSOCKET, offers)) {
            assertThat(hostile.responseHead()).matches("(?s)HTTP/1\\.1 (101|400) .*");
        }
    }
}
