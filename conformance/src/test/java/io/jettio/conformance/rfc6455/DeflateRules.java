package io.jettio.conformance.rfc6455;

import static io.jettio.conformance.rfc6455.FrameRules.hex;
import static io.jettio.conformance.rfc6455.FrameRules.noise;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.harness.wire.FramePeer;
import io.jettio.harness.wire.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7692: messages that are compressed, in both directions, without context takeover. */
interface DeflateRules extends FrameRules {
    int RSV1 = 0x40;
    int COMPRESSED_FROM = 1_024;
    String OFFER = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";
    /** What ends what was compressed, and is left out on the wire. */
    String TAIL = "0000ffff";

    default FramePeer openDeflating(String offer) {
        FramePeer peer = FramePeer.open(endpoint(), "Sec-WebSocket-Extensions: " + offer);
        assertThat(peer.headers("Sec-WebSocket-Extensions"))
                .hasSize(1)
                .allMatch(answer -> answer.startsWith("permessage-deflate"));
        return peer;
    }

    /** The message, compressed. */
    static WebSocketFrame deflated(WebSocketFrame message, int level) {
        Deflater deflater = new Deflater(level, true);
        deflater.setInput(message.payload());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[64 << 10];
        int size = buffer.length;
        while (size == buffer.length) {
            size = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
            out.write(buffer, 0, size);
        }
        deflater.end();
        byte[] bytes = out.toByteArray();
        return new WebSocketFrame(message.head() | RSV1, Arrays.copyOf(bytes, bytes.length - hex(TAIL).length));
    }

    static WebSocketFrame deflated(WebSocketFrame message) {
        return deflated(message, Deflater.DEFAULT_COMPRESSION);
    }

    /** The next message is this one, compressed where it is large and gets smaller, but never must be. */
    static boolean comesDeflatedOrNot(FramePeer peer, WebSocketFrame expected) {
        WebSocketFrame frame = peer.frame();
        boolean compressed = (frame.head() & RSV1) != 0;
        assertThat(frame.head() & ~RSV1).isEqualTo(expected.head());
        assertThat(compressed ? inflated(frame.payload()) : frame.payload()).isEqualTo(expected.payload());
        return compressed;
    }

    private static byte[] inflated(byte[] payload) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(FramePeer.join(payload, hex(TAIL)));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[64 << 10];
            for (int size = inflater.inflate(buffer); size > 0; size = inflater.inflate(buffer)) {
                out.write(buffer, 0, size);
            }
            return out.toByteArray();
        } catch (DataFormatException e) {
            throw new AssertionError("what the server compressed cannot be read: " + e, e);
        } finally {
            inflater.end();
        }
    }

    /** JSON that repeats itself, but not too much. */
    static WebSocketFrame json(int size) {
        StringBuilder json = new StringBuilder("4[");
        for (int i = 0; json.length() < size; i++) {
            json.append("{\"id\":")
                    .append(i * 7919)
                    .append(",\"name\":\"entry ")
                    .append(i % 13)
                    .append("\"},");
        }
        return WebSocketFrame.text(json.substring(0, size));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 64, 256, 1_023, 1_024, 4_096, 8_192, 16_384, 65_536, 131_072, 999_000})
    default void compressedMessageIsReadWhateverItsSize(int size) {
        try (FramePeer peer = openDeflating(OFFER)) {
            for (int i = 0; i < 3; i++) {
                peer.send(deflated(json(size)));
                assertThat(comesDeflatedOrNot(peer, json(size))).isEqualTo(size >= COMPRESSED_FROM);
                peer.send(deflated(noise(size)));
                comesDeflatedOrNot(peer, noise(size));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "64, 5", "1024, 3", "8192, 256", "65536, 256", "131072, 1024"})
    default void compressedMessageMayComeInFragments(int size, int fragment) {
        WebSocketFrame compressed = deflated(json(size));
        byte[] fragments = FragmentRules.fragments(compressed, fragment);
        assertThat(fragments[0] & 0xff).isEqualTo(WebSocketFrame.TEXT);
        fragments[0] |= RSV1; // on the first alone
        try (FramePeer peer = openDeflating(OFFER)) {
            peer.sendBytes(fragments);
            comesDeflatedOrNot(peer, json(size));
            peer.sendChopped(99, fragments);
            comesDeflatedOrNot(peer, json(size));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Deflater.NO_COMPRESSION, Deflater.BEST_SPEED, Deflater.BEST_COMPRESSION})
    default void clientMayCompressAsItLikes(int level) {
        try (FramePeer peer = openDeflating(OFFER)) {
            peer.send(deflated(json(50_000), level));
            comesDeflatedOrNot(peer, json(50_000));
            peer.send(deflated(noise(50_000), level));
            comesDeflatedOrNot(peer, noise(50_000));
        }
    }

    @Test
    default void messagesMayBeCompressedOrNotAsTheyCome() {
        try (FramePeer peer = openDeflating(OFFER)) {
            for (int i = 1; i < 200; i++) {
                WebSocketFrame message = i % 3 == 0 ? noise(i * 20) : json(i * 20);
                peer.send(i % 2 == 0 ? message : deflated(message));
                comesDeflatedOrNot(peer, message);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                OFFER + "; client_max_window_bits",
                OFFER + "; client_max_window_bits=9",
                OFFER + "; client_max_window_bits=15",
                OFFER + "; server_max_window_bits=15",
                "permessage-deflate;server_no_context_takeover;client_no_context_takeover",
                "foo, " + OFFER
            })
    default void offerIsMetAndMessagesPass(String offer) {
        try (FramePeer peer = openDeflating(offer)) {
            for (int size : new int[] {10, 5_000, 200_000}) {
                // Stored blocks refer to nothing, so that they fit any window.
                peer.send(deflated(json(size), Deflater.NO_COMPRESSION));
                comesDeflatedOrNot(peer, json(size));
            }
        }
    }

    /** RFC 7692, section 7.2.3: its own examples, for {@code Hello} behind the type. */
    @Test
    default void blocksOfEveryKindAreRead() {
        WebSocketFrame hello = WebSocketFrame.text("4Hello");
        byte[] stored = hex("000600f9ff3448656c6c6f00");
        try (FramePeer peer = openDeflating(OFFER)) {
            peer.send(new WebSocketFrame(FIN | RSV1 | WebSocketFrame.TEXT, stored));
            comesDeflatedOrNot(peer, hello);
            byte[] fixed = deflated(hello).payload();
            peer.send(new WebSocketFrame(FIN | RSV1 | WebSocketFrame.TEXT, fixed));
            comesDeflatedOrNot(peer, hello);
            byte[] twoBlocks = FramePeer.join(hex("000200fdff3448"), hex("000400fbff656c6c6f"), hex("00"));
            peer.send(new WebSocketFrame(FIN | RSV1 | WebSocketFrame.TEXT, twoBlocks));
            comesDeflatedOrNot(peer, hello);
            peer.send(new WebSocketFrame(FIN | RSV1 | WebSocketFrame.BINARY, hex("00")));
            comesDeflatedOrNot(peer, WebSocketFrame.binary());
        }
    }

    @Test
    default void controlFramesAreNeverCompressed() {
        try (FramePeer peer = openDeflating(OFFER)) {
            byte[] zeros = new byte[125];
            peer.send(new WebSocketFrame(FIN | WebSocketFrame.PING, zeros));
            FrameRules.comes(peer, new WebSocketFrame(FIN | WebSocketFrame.PONG, zeros));
            peer.send(new WebSocketFrame(FIN | RSV1 | WebSocketFrame.PING, hex("00")));
            FrameRules.refused(peer, PROTOCOL_ERROR);
        }
    }

    @Test
    default void bitOfACompressedMessageStandsOnItsFirstFrame() {
        try (FramePeer peer = openDeflating(OFFER)) {
            WebSocketFrame compressed = deflated(json(100));
            peer.send(new WebSocketFrame(RSV1 | WebSocketFrame.TEXT, compressed.payload()));
            peer.send(new WebSocketFrame(FIN | RSV1 | WebSocketFrame.CONTINUATION));
            FrameRules.refused(peer, PROTOCOL_ERROR);
        }
    }

    @Test
    default void compressedTextHasToBeUtf8() {
        try (FramePeer peer = openDeflating(OFFER)) {
            peer.send(deflated(new WebSocketFrame(FIN | WebSocketFrame.TEXT, hex("34eda080"))));
            FrameRules.refused(peer, BAD_DATA);
        }
    }

    @Test
    default void whatIsNotCompressedAsItSaysIsRefused() {
        try (FramePeer peer = openDeflating(OFFER)) {
            byte[] noise = "4no block begins so".getBytes(StandardCharsets.US_ASCII);
            noise[0] = (byte) 0xff;
            peer.send(new WebSocketFrame(FIN | RSV1 | WebSocketFrame.TEXT, noise));
            FrameRules.refused(peer, BAD_DATA);
        }
    }

    @Test
    default void limitHoldsForWhatIsDecompressed() {
        try (FramePeer peer = openDeflating(OFFER)) {
            peer.send(deflated(FrameRules.text(FramingRules.MAX_PAYLOAD)));
            comesDeflatedOrNot(peer, FrameRules.text(FramingRules.MAX_PAYLOAD));
            peer.send(deflated(FrameRules.text(FramingRules.MAX_PAYLOAD + 1)));
            FrameRules.refused(peer, TOO_LARGE);
        }
    }

    @Test
    default void bitMeansNothingWhereNothingWasAgreed() {
        refuses(PROTOCOL_ERROR, deflated(json(100)));
    }
}
