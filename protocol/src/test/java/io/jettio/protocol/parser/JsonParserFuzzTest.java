package io.jettio.protocol.parser;

import static io.jettio.protocol.parser.PacketVectors.PARSER;
import static io.jettio.protocol.parser.PacketVectors.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.Frame;
import io.jettio.protocol.socketio.AckPacket;
import io.jettio.protocol.socketio.ConnectErrorPacket;
import io.jettio.protocol.socketio.ConnectPacket;
import io.jettio.protocol.socketio.Decoded;
import io.jettio.protocol.socketio.DisconnectPacket;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Packet;
import io.jettio.protocol.socketio.PacketException;
import io.jettio.protocol.socketio.Pending;
import io.jettio.protocol.socketio.ProtocolRevision;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever frames come, the answer is a packet or a {@link PacketException}; what we write we read back. */
class JsonParserFuzzTest {
    private static final long SEED = 815L;
    private static final int ROUNDS = 20_000;
    private static final String ALPHABET = "0123456-/,?[]{}\"\\:anu. \u0000\u00e9\u20ac\ud83d\ude00";
    private static final String[] VALUES = {
        "null", "true", "-0.5e3", "12", "\"\"", "\"a\\n\\u00e9\u20ac\"", "[]", "[[1],{}]", "{\"a\":{\"b\":[null]}}"
    };

    @ParameterizedTest
    @EnumSource(ProtocolRevision.class)
    void everyTruncationIsAPacketOrARefusal(ProtocolRevision revision) {
        PacketVectors.all().forEach(vector -> {
            @SuppressWarnings("unchecked") // the third element of every vector is its frames
            byte[] header = ((List<Frame>) vector.get()[2]).get(0).toByteArray();
            for (int length = 0; length <= header.length; length++) {
                decode(revision, Arrays.copyOf(header, length), "length " + length);
            }
        });
    }

    @ParameterizedTest
    @EnumSource(ProtocolRevision.class)
    void randomBytesAreAPacketOrARefusal(ProtocolRevision revision) {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = new byte[random.nextInt(24)];
            random.nextBytes(bytes);
            decode(revision, bytes, where(round));
            if (bytes.length > 0) {
                bytes[0] = (byte) ('0' + random.nextInt(7));
                decode(revision, bytes, where(round));
            }
            decode(revision, text(random).getBytes(StandardCharsets.UTF_8), where(round));
        }
    }

    @ParameterizedTest
    @EnumSource(ProtocolRevision.class)
    void mutatedHeaderIsAPacketOrARefusal(ProtocolRevision revision) {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] header = PARSER.encoder(revision)
                    .encode(packet(random, revision))
                    .get(0)
                    .toByteArray();
            for (int i = random.nextInt(3); i >= 0; i--) {
                header[random.nextInt(header.length)] = (byte) random.nextInt();
            }
            decode(revision, header, where(round));
        }
    }

    @ParameterizedTest
    @EnumSource(ProtocolRevision.class)
    void whatIsEncodedIsDecodedAgain(ProtocolRevision revision) {
        Random random = new Random(SEED);
        Encoder encoder = PARSER.encoder(revision);
        Decoder decoder = PARSER.newDecoder(revision, DecodeLimits.defaults());
        for (int round = 0; round < ROUNDS; round++) {
            Packet packet = packet(random, revision);
            List<Frame> frames = encoder.encode(packet);

            for (int i = 0; i < frames.size() - 1; i++) {
                assertThat(decoder.add(frames.get(i)))
                        .as(where(round))
                        .isEqualTo(new Pending(packet.namespace(), frames.size() - 1 - i));
            }
            assertThat(decoder.add(frames.get(frames.size() - 1)))
                    .as(where(round))
                    .isEqualTo(packet);
        }
    }

    private static void decode(ProtocolRevision revision, byte[] bytes, String where) {
        Decoder decoder = PARSER.newDecoder(revision, DecodeLimits.defaults());
        try {
            Decoded decoded = decoder.add(Frame.text(bytes, 0, bytes.length));
            while (decoded instanceof Pending) {
                decoded = decoder.add(Frame.binary(new byte[1]));
            }
        } catch (PacketException e) {
            assertThat(e.position()).as(where).isBetween(0, bytes.length);
        } catch (RuntimeException e) {
            throw new AssertionError(where + ": " + Arrays.toString(bytes), e);
        }
    }

    private static Packet packet(Random random, ProtocolRevision revision) {
        String namespace =
                random.nextBoolean() ? "/" : "/" + text(random).replace(",", "").replace("?", "");
        long id = random.nextInt(4) == 0 ? Packet.MAX_ID : random.nextInt(1_000);
        boolean v5 = revision == ProtocolRevision.V5;
        return switch (random.nextInt(5)) {
            case 0 ->
                v5
                        ? new ConnectPacket(namespace, "", json(random.nextBoolean() ? "[]" : "[{\"a\":1}]"))
                        : new ConnectPacket(namespace, text(random).replace(",", ""), json("[]"));
            case 1 -> new DisconnectPacket(namespace);
            case 2 -> {
                String value = v5 ? "{\"message\":\"x\"}" : VALUES[random.nextInt(VALUES.length)];
                yield new ConnectErrorPacket(namespace, json("[" + value + "]"));
            }
            case 3 -> {
                String[] attachments = attachments(random);
                yield new AckPacket(namespace, id, json(arguments(random, attachments.length), attachments));
            }
            default -> {
                String[] attachments = attachments(random);
                yield new EventPacket(
                        namespace,
                        random.nextBoolean() ? Packet.NO_ID : id,
                        text(random),
                        json(arguments(random, attachments.length), attachments));
            }
        };
    }

    private static String[] attachments(Random random) {
        String[] hex = new String[random.nextBoolean() ? 0 : random.nextInt(4)];
        for (int i = 0; i < hex.length; i++) {
            hex[i] = "ff00".repeat(random.nextInt(3));
        }
        return hex;
    }

    private static String arguments(Random random, int attachments) {
        StringBuilder array = new StringBuilder("[");
        for (int i = random.nextInt(4); i > 0; i--) {
            array.append(array.length() > 1 ? "," : "").append(VALUES[random.nextInt(VALUES.length)]);
        }
        for (int i = 0; i < attachments; i++) {
            array.append(array.length() > 1 ? "," : "")
                    .append("{\"_placeholder\":true,\"num\":")
                    .append(i)
                    .append('}');
        }
        return array.append(']').toString();
    }

    private static String text(Random random) {
        int[] codePoints = ALPHABET.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.appendCodePoint(codePoints[random.nextInt(codePoints.length)]);
        }
        return text.toString();
    }

    private static String where(int round) {
        return "seed " + SEED + ", round " + round;
    }
}
