package io.jettio.contracts.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.Frame;
import io.jettio.protocol.parser.Parser;
import io.jettio.protocol.socketio.DisconnectPacket;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Packet;
import io.jettio.protocol.socketio.PacketException;
import io.jettio.protocol.socketio.Payload;
import io.jettio.protocol.socketio.ProtocolRevision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What parsers refuse: packets that no peer could read, and from peers what is beyond a limit or broken. */
abstract class ParserRefusals {
    private static final byte[] BYTES = Packets.BYTES;

    final Packets packets = new Packets(parser());

    /**
     * {@return the parser, which maps arguments with a codec that keeps {@link JsonCodecContract}} It is called once for
     * each test, before the fields of the subclass are set.
     */
    protected abstract Parser parser();

    // ---------------------------------------------------------------- what no peer could read

    @Test
    void aPacketThatNoPeerCouldReadIsNotWritten() {
        for (Packet packet : List.of(
                new DisconnectPacket("admin"),
                new DisconnectPacket(""),
                packets.event("/a,b", 1, "a"),
                packets.connect("/a", "x=1"),
                packets.connect("/", "", List.of()),
                packets.connect("/", "", Map.of(), Map.of()),
                packets.refusal("/", 1, 2),
                packets.refusal("/", (Object) BYTES))) {
            assertThatIllegalArgumentException()
                    .as(packet.getClass().getSimpleName())
                    .isThrownBy(() -> packets.encode(ProtocolRevision.V5, packet));
        }
    }

    @Test
    void aPayloadOfAnotherParserIsNotWritten() {
        Packet packet = new EventPacket("/", 1, "a", new ForeignPayload());

        assertThatIllegalArgumentException().isThrownBy(() -> packets.encode(ProtocolRevision.V5, packet));
    }

    private static final class ForeignPayload implements Payload {
        @Override
        public int size() {
            return 0;
        }

        @Override
        public @Nullable Object get(int index, java.lang.reflect.Type type) {
            return null;
        }

        @Override
        public String json() {
            return "[]";
        }

        @Override
        public List<Frame.Binary> attachments() {
            return List.of();
        }

        @Override
        public int bytes() {
            return 0;
        }
    }

    // ---------------------------------------------------------------- limits

    @Test
    void binaryValuesAreLimitedInNumber() {
        DecodeLimits limits = DecodeLimits.builder().maxAttachments(3).build();

        assertTaken(limits, packets.eventOf(BYTES, List.of(BYTES, BYTES)));
        assertRefused(limits, packets.eventOf(BYTES, List.of(BYTES, BYTES), BYTES));
    }

    @Test
    void bytesOfAPacketWithItsBinaryAreLimited() {
        DecodeLimits limits = DecodeLimits.builder().maxPendingBytes(1_000).build();

        assertTaken(limits, packets.eventOf(new byte[400], new byte[400]));
        assertRefused(limits, packets.eventOf(new byte[500], new byte[501]));
    }

    @Test
    void nestingIsLimitedWithTheArgumentsCounted() {
        DecodeLimits limits = DecodeLimits.builder().maxNesting(4).build();

        assertTaken(limits, packets.eventOf(List.of(Map.of("a", List.of()))));
        assertRefused(limits, packets.eventOf(List.of(Map.of("a", List.of(List.of())))));
        assertRefused(limits, packets.connect("/", "", Map.of("a", List.of(List.of(List.of(List.of()))))));
    }

    @Test
    void argumentsAreLimitedInNumber() {
        DecodeLimits limits = DecodeLimits.builder().maxArguments(2).build();

        assertTaken(limits, packets.eventOf(1, 2));
        assertRefused(limits, packets.eventOf(1, 2, 3));
        assertTaken(limits, packets.ack("/", 1, 1, 2));
        assertRefused(limits, packets.ack("/", 1, 1, 2, 3));
        assertTaken(limits, packets.eventOf(List.of(1, 2, 3, 4)));
    }

    @Test
    void namespacesAreLimitedInLength() {
        DecodeLimits limits = DecodeLimits.builder().maxNamespaceLength(8).build();

        assertTaken(limits, packets.event("/\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac", 1, "a"));
        for (String tooLong : List.of("/12345678", "/\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac")) {
            assertRefused(limits, packets.event(tooLong, 1, "a"));
            assertRefused(limits, packets.connect(tooLong, ""));
        }
    }

    private void assertTaken(DecodeLimits limits, Packet packet) {
        Packet back = (Packet) Packets.add(packets.decoder(limits), packets.encode(ProtocolRevision.V5, packet));
        assertThat(Packets.contents(back)).isEqualTo(Packets.contents(packet));
    }

    private void assertRefused(DecodeLimits limits, Packet packet) {
        List<Frame> frames = packets.encode(ProtocolRevision.V5, packet);
        assertThatExceptionOfType(PacketException.class).isThrownBy(() -> Packets.add(packets.decoder(limits), frames));
    }

    // ---------------------------------------------------------------- what is broken

    @ParameterizedTest
    @ValueSource(strings = {"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"})
    void reservedEventNamesAreRefused(String name) {
        assertRefused(DecodeLimits.defaults(), packets.event("/", 1, name, "x"));
    }

    @Test
    void whatIsCutOffIsRefused() {
        for (Packet packet : packets.forms(ProtocolRevision.V5)) {
            List<Frame> frames = packets.encode(ProtocolRevision.V5, packet);
            Frame first = frames.get(0);
            for (int length = 0; length < first.size(); length++) {
                Broken.add(parser(), ProtocolRevision.V5, List.of(Broken.cut(first, length)));
            }
        }
        Frame event = packets.encode(ProtocolRevision.V5, packets.eventOf("x", List.of(1)))
                .get(0);
        for (int length = 0; length < event.size(); length++) {
            Frame cut = Broken.cut(event, length);
            assertThatExceptionOfType(PacketException.class)
                    .as("%d of %d bytes", length, event.size())
                    .isThrownBy(() -> packets.decoder(DecodeLimits.defaults()).add(cut));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anyBytesGiveAPacketOrTheProtocolsException(ProtocolRevision revision) {
        List<List<Frame>> seeds = new ArrayList<>();
        for (Packet packet : packets.forms(revision)) {
            seeds.add(packets.encode(revision, packet));
        }
        Broken.addMutations(parser(), revision, seeds);
    }

    @Test
    void aRefusalNeverTellsWhatThePeerSent() {
        List<Frame> frames =
                packets.encode(ProtocolRevision.V5, packets.event("/sEcReT", 1, "sEcReT", "sEcReT", List.of(BYTES)));
        Frame first = frames.get(0);
        for (int at = 0; at < first.size(); at++) {
            try {
                packets.decoder(DecodeLimits.defaults()).add(Broken.changed(first, at, (byte) 0xc1));
            } catch (PacketException e) {
                assertThat(e.toString()).doesNotContain("sEcReT");
            }
        }
    }
}
