package io.jettio.benchmarks.codec;

import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.Frame;
import io.jettio.protocol.engineio.EnginePacket;
import io.jettio.protocol.engineio.EnginePacketCodec;
import io.jettio.protocol.engineio.EngineVersion;
import io.jettio.protocol.json.GsonJsonCodec;
import io.jettio.protocol.parser.Decoder;
import io.jettio.protocol.parser.Encoder;
import io.jettio.protocol.parser.JsonParser;
import io.jettio.protocol.socketio.AckPacket;
import io.jettio.protocol.socketio.ConnectPacket;
import io.jettio.protocol.socketio.Decoded;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Packet;
import io.jettio.protocol.socketio.Payload;
import io.jettio.protocol.socketio.ProtocolRevision;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Jettio's codecs. The wire is UTF-8, as Jetty hands it over and takes it, so there is no conversion besides; decoding
 * checks UTF-8 and the syntax of all of the JSON.
 */
final class JettioCodec implements CodecUnderTest {
    private final EnginePacketCodec engine = EnginePacketCodec.forVersion(EngineVersion.V4);
    private final JsonParser parser = new JsonParser(GsonJsonCodec.shared());
    private final Encoder encoder = parser.encoder(ProtocolRevision.V5);
    private final Decoder decoder = parser.newDecoder(ProtocolRevision.V5, DecodeLimits.defaults());

    private final Sample sample;
    private final Class<?> type;
    private final Object value;
    private final byte[] text;
    private final byte[] attachment;

    JettioCodec(Sample sample) {
        this(sample, sample.wire());
    }

    /** Decodes the messages of another codec. */
    JettioCodec(Sample sample, List<?> wire) {
        this.sample = sample;
        this.value = sample.value();
        this.text = ((String) wire.get(0)).getBytes(StandardCharsets.UTF_8);
        this.attachment = wire.size() > 1 ? (byte[]) wire.get(1) : new byte[0];
        this.type = switch (sample) {
            case RECORD -> Sample.Order.class;
            case BINARY_1K -> byte[].class;
            case CONNECT, NESTED -> Object.class;
            default -> String.class;
        };
    }

    @Override
    public Packet decode() {
        Decoded decoded =
                decoder.add(engine.decode(Frame.text(text, 0, text.length)).data());
        if (attachment.length > 0) {
            decoded = decoder.add(engine.decode(Frame.binary(attachment)).data());
        }
        if (decoded instanceof EventPacket event) {
            return new Packet(event.event(), event.id(), argument(event.arguments()));
        }
        if (decoded instanceof AckPacket ack) {
            return new Packet("", ack.id(), argument(ack.arguments()));
        }
        return new Packet("", -1, argument(((ConnectPacket) decoded).data()));
    }

    private Object argument(Payload payload) {
        return Objects.requireNonNull(payload.get(0, type));
    }

    @Override
    public List<Frame> encode() {
        Payload payload = parser.payload(List.of(value));
        long id = sample.hasId() ? Sample.ID : io.jettio.protocol.socketio.Packet.NO_ID;
        io.jettio.protocol.socketio.Packet packet = sample.isEvent()
                ? new EventPacket("/", id, Sample.EVENT, payload)
                : sample == Sample.ACK ? new AckPacket("/", id, payload) : new ConnectPacket("/", "", payload);
        List<Frame> frames = encoder.encode(packet);
        List<Frame> messages = new ArrayList<>(frames.size());
        for (Frame frame : frames) {
            messages.add(engine.encode(EnginePacket.message(frame)));
        }
        return messages;
    }
}
