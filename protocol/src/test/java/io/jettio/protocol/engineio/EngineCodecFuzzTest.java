package io.jettio.protocol.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever bytes come, the answer is packets or an {@link EnginePacketException}; what we write we read back. */
class EngineCodecFuzzTest {
    private static final long SEED = 4_711L;
    private static final int ROUNDS = 20_000;
    private static final DecodeLimits LIMITS = DecodeLimits.defaults();
    private static final String ALPHABET = "0123456789b4:AQ=\u001e\u0000\u00e9\u20ac";

    @ParameterizedTest
    @EnumSource(EngineVersion.class)
    void everyTruncationIsPacketsOrARefusal(EngineVersion version) {
        Stream.of(PayloadCodecTest.textVectors(), PayloadCodecTest.binaryVectors(), EnginePacketCodecTest.vectors())
                .flatMap(vectors -> vectors)
                .map(vector -> (Frame) vector.get()[2])
                .forEach(frame -> {
                    for (int length = 0; length <= frame.size(); length++) {
                        decode(version, Arrays.copyOf(frame.toByteArray(), length), "length " + length);
                    }
                });
    }

    @ParameterizedTest
    @EnumSource(EngineVersion.class)
    void randomBytesArePacketsOrARefusal(EngineVersion version) {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = new byte[random.nextInt(24)];
            random.nextBytes(bytes);
            decode(version, bytes, "seed " + SEED + ", round " + round);
            decode(version, randomText(random).toByteArray(), "seed " + SEED + ", round " + round);
        }
    }

    @ParameterizedTest
    @EnumSource(EngineVersion.class)
    void mutatedPayloadIsPacketsOrARefusal(EngineVersion version) {
        Random random = new Random(SEED);
        PayloadCodec codec = PayloadCodec.forVersion(version);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes =
                    codec.encode(randomPackets(random), random.nextBoolean()).toByteArray();
            for (int i = random.nextInt(3); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            decode(version, bytes, "seed " + SEED + ", round " + round);
        }
    }

    @ParameterizedTest
    @EnumSource(EngineVersion.class)
    void whatIsEncodedIsDecodedAgain(EngineVersion version) {
        Random random = new Random(SEED);
        EnginePacketCodec one = EnginePacketCodec.forVersion(version);
        PayloadCodec several = PayloadCodec.forVersion(version);
        for (int round = 0; round < ROUNDS; round++) {
            List<EnginePacket> packets = randomPackets(random);
            boolean binaryAllowed = random.nextBoolean();
            String where = "seed " + SEED + ", round " + round;

            assertThat(several.decode(several.encode(packets, binaryAllowed), LIMITS))
                    .as(where)
                    .isEqualTo(packets);
            EnginePacket packet = packets.get(0);
            assertThat(one.decode(one.encode(packet, binaryAllowed))).as(where).isEqualTo(packet);
        }
    }

    private static void decode(EngineVersion version, byte[] bytes, String where) {
        for (Frame frame : List.of(Frame.text(bytes, 0, bytes.length), Frame.binary(bytes))) {
            onlyRefusal(() -> EnginePacketCodec.forVersion(version).decode(frame), frame, where);
            onlyRefusal(() -> PayloadCodec.forVersion(version).decode(frame, LIMITS), frame, where);
        }
    }

    private static void onlyRefusal(Runnable decoding, Frame frame, String where) {
        try {
            decoding.run();
        } catch (EnginePacketException e) {
            assertThat(e.position()).as(where).isBetween(0, frame.size());
        } catch (RuntimeException e) {
            throw new AssertionError(where + ": " + Arrays.toString(frame.toByteArray()), e);
        }
    }

    private static List<EnginePacket> randomPackets(Random random) {
        List<EnginePacket> packets = new ArrayList<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            if (random.nextInt(3) == 0) {
                byte[] bytes = new byte[random.nextInt(10)];
                random.nextBytes(bytes);
                packets.add(EnginePacket.message(Frame.binary(bytes)));
            } else {
                EnginePacketType[] types = EnginePacketType.values();
                String data = randomText(random).text().replace("\u001e", "");
                packets.add(new EnginePacket(types[random.nextInt(types.length)], Frame.text(data)));
            }
        }
        return packets;
    }

    private static Frame.Text randomText(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            if (random.nextInt(12) == 0) {
                text.append("\ud83d\ude00");
            } else {
                text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
        }
        return Frame.text(text.toString());
    }
}
