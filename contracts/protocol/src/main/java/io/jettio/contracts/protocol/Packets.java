package io.jettio.contracts.protocol;

import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.Frame;
import io.jettio.protocol.parser.Decoder;
import io.jettio.protocol.parser.Parser;
import io.jettio.protocol.socketio.AckPacket;
import io.jettio.protocol.socketio.ConnectErrorPacket;
import io.jettio.protocol.socketio.ConnectPacket;
import io.jettio.protocol.socketio.Decoded;
import io.jettio.protocol.socketio.DisconnectPacket;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Packet;
import io.jettio.protocol.socketio.Payload;
import io.jettio.protocol.socketio.ProtocolRevision;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes packets with a parser, carries them over, and tells what is in them whatever the format. */
final class Packets {
    static final byte[] BYTES = {0, 1, 2, (byte) 0x80, (byte) 0xff};

    private final Parser parser;

    Packets(Parser parser) {
        this.parser = parser;
    }

    Parser parser() {
        return parser;
    }

    Payload payload(@Nullable Object... arguments) {
        return parser.payload(Arrays.asList(arguments));
    }

    EventPacket event(String namespace, long id, String name, @Nullable Object... arguments) {
        return new EventPacket(namespace, id, name, payload(arguments));
    }

    EventPacket eventOf(@Nullable Object... arguments) {
        return event(Packet.MAIN_NAMESPACE, Packet.NO_ID, "event", arguments);
    }

    AckPacket ack(String namespace, long id, @Nullable Object... arguments) {
        return new AckPacket(namespace, id, payload(arguments));
    }

    ConnectPacket connect(String namespace, String query, @Nullable Object... data) {
        return new ConnectPacket(namespace, query, payload(data));
    }

    ConnectErrorPacket refusal(String namespace, @Nullable Object... data) {
        return new ConnectErrorPacket(namespace, payload(data));
    }

    List<Frame> encode(ProtocolRevision revision, Packet packet) {
        return parser.encoder(revision).encode(packet);
    }

    Decoder decoder(DecodeLimits limits) {
        return parser.newDecoder(ProtocolRevision.V5, limits);
    }

    /** A packet of every form that a revision has. */
    List<Packet> forms(ProtocolRevision revision) {
        List<Packet> forms = new ArrayList<>(List.of(
                connect("/", ""),
                connect("/admin", ""),
                new DisconnectPacket("/"),
                new DisconnectPacket("/admin"),
                event("/", Packet.NO_ID, "foo"),
                event("/", Packet.NO_ID, "foo", 1, null, "a"),
                event("/", 0, "foo", Map.of("a", List.of())),
                event("/admin", 456, "project:delete", 123),
                event("/", Packet.MAX_ID, "a"),
                event("/", Packet.NO_ID, "", ""),
                event("/h\u00e9", 7, "a\"\n\u00e9\ud83d\ude00"),
                event("//", Packet.NO_ID, "a"),
                event("/admin", 1, "bin", BYTES, "x", List.of(new byte[0])),
                ack("/", 0),
                ack("/", 13, "x"),
                ack("/admin", Packet.MAX_ID, 1, List.of(2), BYTES)));
        forms.addAll(revision == ProtocolRevision.V4 ? ofRevision4() : ofRevision5());
        return forms;
    }

    private List<Packet> ofRevision5() {
        return List.of(
                connect("/", "", Map.of("sid", "abc")),
                connect("/admin", "", Map.of("token", "a&b=c", "more", List.of(1, Map.of()))),
                refusal("/", Map.of("message", "Not authorized")),
                refusal("/admin", Map.of("message", "x", "data", Map.of("code", 7))),
                refusal("/random", "Unable to connect"));
    }

    private List<Packet> ofRevision4() {
        return List.of(
                connect("/admin", "x=1&y=2"),
                connect("/", "token=a?b"),
                refusal("/", "Invalid namespace"),
                refusal("/admin", Map.of("code", 7)));
    }

    /** What the last of some frames completes. */
    static Decoded add(Decoder decoder, List<Frame> frames) {
        Decoded decoded = null;
        for (Frame frame : frames) {
            decoded = decoder.add(frame);
        }
        return Objects.requireNonNull(decoded, "no frame");
    }

    /** The packet as the peer has it. */
    Packet carried(ProtocolRevision revision, Packet packet) {
        Decoder decoder = parser.newDecoder(revision, DecodeLimits.defaults());
        return (Packet) add(decoder, encode(revision, packet));
    }

    /** The only argument of an event, as the peer has it. */
    Payload carried(@Nullable Object argument) {
        return ((EventPacket) carried(ProtocolRevision.V5, eventOf(argument))).arguments();
    }

    /** Everything in a packet as plain values, which can be compared. */
    static List<@Nullable Object> contents(Packet packet) {
        List<@Nullable Object> contents = new ArrayList<>();
        contents.add(packet.getClass());
        contents.add(packet.namespace());
        if (packet instanceof EventPacket event) {
            contents.add(event.id());
            contents.add(event.event());
            contents.add(values(event.arguments()));
        } else if (packet instanceof AckPacket ack) {
            contents.add(ack.id());
            contents.add(values(ack.arguments()));
        } else if (packet instanceof ConnectPacket connect) {
            contents.add(connect.query());
            contents.add(values(connect.data()));
        } else if (packet instanceof ConnectErrorPacket error) {
            contents.add(values(error.data()));
        }
        return contents;
    }

    private static List<@Nullable Object> values(Payload payload) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < payload.size(); i++) {
            values.add(plain(payload.get(i, Object.class)));
        }
        return values;
    }

    /** The same with numbers that are equal by value: whether 2 travels as 2.0 is the format's affair. */
    static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Number number) {
            return new BigDecimal(number.toString()).stripTrailingZeros();
        } else if (value instanceof byte[] bytes) {
            return ByteBuffer.wrap(bytes);
        } else if (value instanceof List<?> list) {
            List<@Nullable Object> plain = new ArrayList<>();
            list.forEach(element -> plain.add(plain(element)));
            return plain;
        } else if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> plain = new LinkedHashMap<>();
            map.forEach((name, member) -> plain.put(name, plain(member)));
            return plain;
        }
        return value;
    }
}
