package io.jettio.contracts.protocol;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.Frame;
import io.jettio.protocol.TypeRef;
import io.jettio.protocol.json.JsonException;
import io.jettio.protocol.parser.Decoder;
import io.jettio.protocol.socketio.DisconnectPacket;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Packet;
import io.jettio.protocol.socketio.PacketException;
import io.jettio.protocol.socketio.Payload;
import io.jettio.protocol.socketio.Pending;
import io.jettio.protocol.socketio.ProtocolRevision;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every parser keeps, whatever its frames look like: packets come back as they went, arguments are typed when they
 * are asked for, limits hold, and what is broken ends in a {@link PacketException} and nothing else. A suite for a parser
 * extends this class and adds the bytes of its format.
 */
public abstract class ParserContract extends ParserRefusals {
    private static final byte[] BYTES = Packets.BYTES;

    /** Asks for the parser. */
    protected ParserContract() {}

    @SuppressWarnings("ArrayRecordComponent") // as applications write it
    record Part(String name, byte[] data) {}

    record Upload(int version, List<Part> parts) {}

    // ---------------------------------------------------------------- packets

    @ParameterizedTest
    @EnumSource
    void everyPacketComesBack(ProtocolRevision revision) {
        for (Packet packet : packets.forms(revision)) {
            assertThat(Packets.contents(packets.carried(revision, packet))).isEqualTo(Packets.contents(packet));
        }
    }

    @Test
    void framesInsideALargerArrayAreReadFromTheirOffset() {
        for (Packet packet : packets.forms(ProtocolRevision.V5)) {
            List<Frame> moved = new ArrayList<>();
            for (Frame frame : packets.encode(ProtocolRevision.V5, packet)) {
                moved.add(Broken.moved(frame));
            }
            Packet back = (Packet) Packets.add(packets.decoder(DecodeLimits.defaults()), moved);
            assertThat(Packets.contents(back)).isEqualTo(Packets.contents(packet));
        }
    }

    @Test
    void oneResultServesAnyNumberOfReceivers() {
        Packet packet = packets.event("/", 1, "a", BYTES, Map.of("deep", List.of(BYTES)));
        List<Frame> frames = packets.encode(ProtocolRevision.V5, packet);
        List<Frame> copies = frames.stream().map(Broken::copied).toList();

        for (int receiver = 0; receiver < 3; receiver++) {
            Packet back = (Packet) Packets.add(packets.decoder(DecodeLimits.defaults()), frames);
            assertThat(Packets.contents(back)).isEqualTo(Packets.contents(packet));
        }
        assertThat(frames).isEqualTo(copies);
        assertThat(packets.encode(ProtocolRevision.V5, packet)).isEqualTo(frames);
    }

    @Test
    void aReceivedPayloadCanBeSentOn() {
        Packet packet = packets.event("/", 1, "a", BYTES, Map.of("deep", List.of(BYTES)), "x", null);
        EventPacket received = (EventPacket) packets.carried(ProtocolRevision.V5, packet);

        Packet sentOn = new EventPacket("/b", 2, "b", received.arguments());

        assertThat(Packets.contents(packets.carried(ProtocolRevision.V5, sentOn)))
                .isEqualTo(Packets.contents(packets.event(
                        "/b", 2, "b", BYTES, Map.of("deep", List.of(ByteBuffer.wrap(BYTES))), "x", null)));
    }

    @Test
    void aTextCanBePutBehindTheArgumentsOfAnotherPayload() {
        EventPacket alone = packets.event("/", -1, "a");
        EventPacket full = packets.event("/", -1, "a", BYTES, Map.of("deep", List.of(BYTES)), null);

        Packet one = new EventPacket("/", -1, "a", packets.parser().append(alone.arguments(), "\u00fc\"0-1"));
        Packet four = new EventPacket("/", -1, "a", packets.parser().append(full.arguments(), "0-2"));

        assertThat(Packets.contents(packets.carried(ProtocolRevision.V5, one)))
                .isEqualTo(Packets.contents(packets.event("/", -1, "a", "\u00fc\"0-1")));
        assertThat(Packets.contents(packets.carried(ProtocolRevision.V5, four)))
                .isEqualTo(Packets.contents(packets.event(
                        "/", -1, "a", BYTES, Map.of("deep", List.of(ByteBuffer.wrap(BYTES))), null, "0-2")));
        assertThat(full.arguments().size()).isEqualTo(3);
    }

    // ---------------------------------------------------------------- frames to come

    @Test
    void eachFrameButTheLastLeavesThePacketPending() {
        List<Frame> frames = packets.encode(
                ProtocolRevision.V5, packets.event("/bin", 7, "a", BYTES, List.of(new byte[] {1}), new byte[0]));
        Decoder decoder = packets.decoder(DecodeLimits.defaults());

        // The decoder is idle again behind a packet, so the second one goes as the first.
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < frames.size() - 1; i++) {
                assertThat(decoder.add(frames.get(i))).isEqualTo(new Pending("/bin", frames.size() - 1 - i));
            }
            assertThat(decoder.add(frames.get(frames.size() - 1))).isInstanceOf(EventPacket.class);
        }
    }

    @Test
    void aPacketInsideAnotherIsRefused() {
        List<Frame> binary = packets.encode(ProtocolRevision.V5, packets.eventOf(BYTES));
        List<Frame> plain = packets.encode(ProtocolRevision.V5, new DisconnectPacket("/"));
        Decoder decoder = packets.decoder(DecodeLimits.defaults());

        assertThat(decoder.add(plain.get(0))).isInstanceOf(Packet.class);
        if (decoder.add(binary.get(0)) instanceof Pending) {
            assertThatExceptionOfType(PacketException.class).isThrownBy(() -> decoder.add(plain.get(0)));
        }
    }

    @Test
    void decodersKeepTheirPacketsApart() {
        List<Frame> frames = packets.encode(ProtocolRevision.V5, packets.eventOf(BYTES));
        Decoder one = packets.decoder(DecodeLimits.defaults());
        Decoder other = packets.decoder(DecodeLimits.defaults());

        one.add(frames.get(0));

        assertThat(Packets.add(other, frames)).isInstanceOf(EventPacket.class);
    }

    // ---------------------------------------------------------------- arguments

    @Test
    void valuesOfEveryKindComeBack() {
        for (Object value : Arrays.<@Nullable Object>asList(
                null,
                true,
                false,
                0,
                -1,
                31,
                -32,
                127,
                128,
                -128,
                -129,
                255,
                256,
                32_767,
                -32_769,
                65_535,
                65_536,
                Integer.MIN_VALUE,
                Integer.MAX_VALUE,
                1L << 31,
                1L << 32,
                1L << 53,
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                0.5,
                -2.5e-7,
                1.5e300,
                Double.MIN_VALUE,
                Double.MAX_VALUE,
                "",
                "plain",
                "\"\\/\b\f\n\r\t\u0001\u2028",
                "Gr\u00fc\u00dfe, \u043c\u0438\u0440, \u4e16\u754c, \ud83d\ude00",
                "x".repeat(31),
                "x".repeat(32),
                "x".repeat(256),
                "\u20ac".repeat(70_000),
                List.of(),
                Map.of(),
                Map.of("", ""),
                Arrays.asList(null, List.of(List.of()), Map.of("a\"b", Map.of("c", List.of(1, "x", true)))),
                java.util.Collections.nCopies(16, 1),
                java.util.Collections.nCopies(70_000, "y"))) {
            assertThat(Packets.plain(packets.carried(value).get(0, Object.class)))
                    .isEqualTo(Packets.plain(value));
        }
    }

    @Test
    void integersOf64BitsKeepTheirDigits() {
        for (long value : new long[] {Long.MIN_VALUE, (1L << 53) + 1, Long.MAX_VALUE}) {
            assertThat(packets.carried(value).get(0, Object.class)).isEqualTo(value);
            assertThat(packets.carried(value).get(0, long.class)).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, 65_535, 65_536, 500_000})
    void binaryOfAnySizeIsByteExact(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) ((i * 31) >> 3);
        }
        Payload payload = packets.carried(bytes);

        assertThat(payload.get(0, byte[].class)).isEqualTo(bytes);
        assertThat(payload.get(0, ByteBuffer.class)).isEqualTo(ByteBuffer.wrap(bytes));
        assertThat(payload.attachments()).containsExactly(Frame.binary(bytes));
    }

    @Test
    void binaryAtAnyDepthComesBackTypedAndUntyped() {
        Upload upload = new Upload(3, List.of(new Part("a", BYTES), new Part("b", new byte[] {7})));
        Payload payload = packets.carried(Map.of("upload", upload));

        Map<String, Upload> typed = requireNonNull(payload.get(0, new TypeRef<Map<String, Upload>>() {}));
        Upload back = requireNonNull(typed.get("upload"));
        assertThat(back.version()).isEqualTo(3);
        assertThat(back.parts().get(0).data()).isEqualTo(BYTES);
        assertThat(back.parts().get(1).data()).containsExactly(7);
        assertThat(Packets.plain(payload.get(0, Object.class)))
                .isEqualTo(Packets.plain(Map.of(
                        "upload",
                        Map.of(
                                "version",
                                3,
                                "parts",
                                List.of(Map.of("name", "a", "data", BYTES), Map.of("name", "b", "data", new byte[] {7
                                }))))));
        assertThat(payload.attachments()).containsExactly(Frame.binary(BYTES), Frame.binary(new byte[] {7}));
    }

    @Test
    void argumentsAreTypedWhenTheyAreAskedFor() {
        Payload payload = packets.carried(Map.of("version", "no number"));

        assertThat(payload.get(0, Object.class)).isEqualTo(Map.of("version", "no number"));
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> payload.get(0, Upload.class))
                .withMessageNotContaining("no number");
    }

    @Test
    void anArgumentThatIsNotThereIsNull() {
        Payload payload = packets.carried("x");

        assertThat(payload.size()).isEqualTo(1);
        assertThat(payload.get(1, String.class)).isNull();
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> payload.get(-1, String.class));
    }

    @Test
    void payloadIsASnapshot() {
        byte[] bytes = BYTES.clone();
        List<Object> list = new ArrayList<>(List.of("before", bytes));
        Payload payload = packets.payload(list);
        list.set(0, "after");
        bytes[0] = 9;

        Payload back =
                ((EventPacket) packets.carried(ProtocolRevision.V5, new EventPacket("/", 1, "a", payload))).arguments();
        assertThat(back.get(0, Object.class)).isEqualTo(List.of("before", ByteBuffer.wrap(BYTES)));
    }

    @Test
    void payloadTellsItsJsonAndItsSize() {
        Payload payload = packets.payload(1, "a", BYTES);
        Payload back =
                ((EventPacket) packets.carried(ProtocolRevision.V5, new EventPacket("/", 1, "a", payload))).arguments();

        for (Payload one : List.of(payload, back)) {
            assertThat(one.json()).isEqualTo("[1,\"a\",{\"_placeholder\":true,\"num\":0}]");
            assertThat(one.bytes()).isGreaterThanOrEqualTo(BYTES.length + 2);
            assertThat(one.toString()).doesNotContain("\"a\"");
        }
    }

    @Test
    void whatHasNoMappingIsRefusedBeforeItIsSent() {
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> packets.payload(List.of(1.0, Double.NaN)))
                .withMessageContaining("$[1]");
    }
}
