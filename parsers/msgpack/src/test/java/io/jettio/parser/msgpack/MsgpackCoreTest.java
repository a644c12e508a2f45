package io.jettio.parser.msgpack;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.Frame;
import io.jettio.protocol.socketio.AckPacket;
import io.jettio.protocol.socketio.ProtocolRevision;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.value.MapValue;
import org.msgpack.value.Value;
import org.msgpack.value.ValueFactory;

/** The same as msgpack-core, which reads what is written here and writes what is read here. */
@Tag("feature:2.12")
class MsgpackCoreTest {
    private static final int ROUNDS = 3_000;
    private static final DecodeLimits LIMITS =
            DecodeLimits.builder().maxAttachments(1_000).build();
    private static final MsgpackParser PARSER = new MsgpackParser();

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void msgpackCoreReadsWhatIsWritten() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            Object value = value(4);
            AckPacket ack = new AckPacket("/", round, PARSER.payload(Arrays.asList(value)));
            Frame frame = PARSER.encoder(ProtocolRevision.V5).encode(ack).get(0);

            MapValue packet = MessagePack.newDefaultUnpacker(frame.toByteArray())
                    .unpackValue()
                    .asMapValue();

            assertThat(packet.map().get(ValueFactory.newString("data")))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(ValueFactory.newArray(packed(value)));
        }
    }

    @Test
    void whatMsgpackCoreWritesIsRead() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            Object value = value(4);
            MessageBufferPacker packer = MessagePack.newDefaultBufferPacker();
            packer.packMapHeader(4);
            packer.packString("id").packLong(round);
            packer.packString("nsp").packString("/");
            packer.packString("data").packArrayHeader(1).packValue(packed(value));
            packer.packString("type").packInt(3);

            AckPacket ack =
                    (AckPacket) PARSER.newDecoder(ProtocolRevision.V5, LIMITS).add(Frame.binary(packer.toByteArray()));

            assertThat(ack.id()).isEqualTo(round);
            assertThat(ack.arguments().get(0, Object.class))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(value);
        }
    }

    private static Value packed(Object value) {
        if (value == null) {
            return ValueFactory.newNil();
        } else if (value instanceof Boolean flag) {
            return ValueFactory.newBoolean(flag);
        } else if (value instanceof Long number) {
            return ValueFactory.newInteger(number);
        } else if (value instanceof BigInteger number) {
            return ValueFactory.newInteger(number);
        } else if (value instanceof Double number) {
            return ValueFactory.newFloat(number);
        } else if (value instanceof String text) {
            return ValueFactory.newString(text);
        } else if (value instanceof ByteBuffer bytes) {
            return ValueFactory.newBinary(Frame.binary(bytes).toByteArray());
        } else if (value instanceof List<?> list) {
            return ValueFactory.newArray(
                    list.stream().map(MsgpackCoreTest::packed).toList());
        }
        Map<Value, Value> map = new LinkedHashMap<>();
        ((Map<?, ?>) value).forEach((name, inner) -> map.put(packed(name), packed(inner)));
        return ValueFactory.newMap(map);
    }

    private Object value(int depth) {
        switch (random.nextInt(depth == 0 ? 7 : 9)) {
            case 0 -> {
                return null;
            }
            case 1 -> {
                return random.nextBoolean();
            }
            case 2 -> {
                return random.nextLong() >> random.nextInt(64);
            }
            case 3 -> {
                return new BigInteger(63, random).setBit(63);
            }
            case 4 -> {
                return random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
            }
            case 5 -> {
                return text();
            }
            case 6 -> {
                byte[] bytes = new byte[random.nextInt(300)];
                random.nextBytes(bytes);
                return ByteBuffer.wrap(bytes);
            }
            case 7 -> {
                List<Object> list = new ArrayList<>();
                for (int i = random.nextInt(20); i > 0; i--) {
                    list.add(value(depth - 1));
                }
                return list;
            }
            default -> {
                Map<String, Object> map = new LinkedHashMap<>();
                for (int i = random.nextInt(20); i > 0; i--) {
                    Object value = value(depth - 1);
                    map.put(text(), value == null ? "null members are omitted" : value);
                }
                return map;
            }
        }
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        int kind = random.nextInt(3);
        for (int i = random.nextInt(40); i > 0; i--) {
            int c = random.nextInt(kind == 0 ? 0x80 : kind == 1 ? 0x900 : 0x11_0000);
            text.appendCodePoint(c >= 0xd800 && c < 0xe000 ? 'x' : c);
        }
        return text.toString();
    }
}
