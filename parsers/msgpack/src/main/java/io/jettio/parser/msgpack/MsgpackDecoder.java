package io.jettio.parser.msgpack;

import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.Frame;
import io.jettio.protocol.json.JsonCodec;
import io.jettio.protocol.json.JsonPayload;
import io.jettio.protocol.parser.Decoder;
import io.jettio.protocol.socketio.AckPacket;
import io.jettio.protocol.socketio.ConnectErrorPacket;
import io.jettio.protocol.socketio.ConnectPacket;
import io.jettio.protocol.socketio.Decoded;
import io.jettio.protocol.socketio.DisconnectPacket;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Packet;
import io.jettio.protocol.socketio.PacketException;
import io.jettio.protocol.socketio.ProtocolRevision;
import org.jspecify.annotations.Nullable;

/** Reads what {@link MsgpackEncoder} and its peers write. Nothing is kept between frames. */
final class MsgpackDecoder implements Decoder {
    private final JsonCodec json;
    private final ProtocolRevision revision;
    private final DecodeLimits limits;

    MsgpackDecoder(JsonCodec json, ProtocolRevision revision, DecodeLimits limits) {
        this.json = json;
        this.revision = revision;
        this.limits = limits;
    }

    @Override
    public Decoded add(Frame frame) {
        if (frame.size() > limits.maxPendingBytes()) {
            throw new PacketException("packet exceeds limit " + limits.maxPendingBytes() + " bytes", 0);
        }
        if (frame instanceof Frame.Binary binary) {
            return packet(Fields.read(binary, limits));
        }
        if (revision == ProtocolRevision.V5) {
            throw new PacketException("expected a binary frame", 0);
        }
        return TextPackets.read(json, (Frame.Text) frame, limits);
    }

    private Packet packet(Fields fields) {
        String namespace = fields.namespace();
        MsgpackToJson data = fields.data();
        if (fields.type() == PacketType.EVENT || fields.type() == PacketType.ACK) {
            return withArguments(fields, namespace, data, fields.type() == PacketType.EVENT);
        }
        if (revision == ProtocolRevision.V4) {
            if (fields.type() == PacketType.BINARY_EVENT || fields.type() == PacketType.BINARY_ACK) {
                return withArguments(fields, namespace, data, fields.type() == PacketType.BINARY_EVENT);
            }
        } else if (fields.type() == PacketType.CONNECT) {
            return new ConnectPacket(namespace, "", connectData(data));
        } else if (fields.type() == PacketType.DISCONNECT) {
            if (data != null) {
                throw new PacketException("DISCONNECT has no payload", 0);
            }
            return new DisconnectPacket(namespace);
        } else if (fields.type() == PacketType.CONNECT_ERROR) {
            return new ConnectErrorPacket(namespace, errorData(data));
        }
        throw new PacketException("unknown packet type", 0);
    }

    private Packet withArguments(Fields fields, String namespace, @Nullable MsgpackToJson data, boolean isEvent) {
        if (data == null) {
            throw new PacketException("an event or ack needs an array", 0);
        }
        Frame.Text text = data.json();
        int from = text.arrayOffset();
        int to = from + text.size();
        int binary = data.attachments().size();
        try {
            if (isEvent) {
                JsonPayload.Event event = JsonPayload.parseEvent(json, text.array(), from, to, binary, limits);
                JsonPayload arguments = event.arguments().withAttachments(data.attachments());
                return new EventPacket(namespace, fields.id(), event.name(), arguments);
            }
            if (fields.id() == Packet.NO_ID) {
                throw new PacketException("an ack needs an id", 0);
            }
            JsonPayload arguments = JsonPayload.parseArray(json, text.array(), from, to, binary, limits);
            return new AckPacket(namespace, fields.id(), arguments.withAttachments(data.attachments()));
        } catch (PacketException e) {
            // Its place is one in the JSON, which the peer never saw.
            throw new PacketException(e.reason(), -1);
        }
    }

    private JsonPayload connectData(@Nullable MsgpackToJson data) {
        if (data == null) {
            return JsonPayload.EMPTY;
        }
        JsonPayload value = value(data);
        if (!value.isObject(0)) {
            throw new PacketException("CONNECT's payload must be an object", 0);
        }
        return value;
    }

    private JsonPayload errorData(@Nullable MsgpackToJson data) {
        JsonPayload value = data == null ? JsonPayload.EMPTY : value(data);
        if (!value.isObject(0) && !value.json().startsWith("[\"")) {
            throw new PacketException("CONNECT_ERROR's payload must be an object or a string", 0);
        }
        return value;
    }

    private JsonPayload value(MsgpackToJson data) {
        if (!data.attachments().isEmpty()) {
            throw new PacketException("only events and acks have binary", 0);
        }
        Frame.Text text = data.json();
        int from = text.arrayOffset();
        try {
            return JsonPayload.parseValue(json, text.array(), from, from + text.size(), limits);
        } catch (PacketException e) {
            throw new PacketException(e.reason(), -1);
        }
    }
}
