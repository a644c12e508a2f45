package io.jettio.parser.msgpack;

import io.jettio.protocol.Frame;
import io.jettio.protocol.json.JsonOutput;
import io.jettio.protocol.json.JsonPayload;
import io.jettio.protocol.parser.Encoder;
import io.jettio.protocol.socketio.AckPacket;
import io.jettio.protocol.socketio.ConnectErrorPacket;
import io.jettio.protocol.socketio.ConnectPacket;
import io.jettio.protocol.socketio.DisconnectPacket;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Packet;
import io.jettio.protocol.socketio.Payload;
import io.jettio.protocol.socketio.ProtocolRevision;
import java.util.List;

/** Writes each packet as one map {@code {type, data, nsp, id}}; in revision 4, those without arguments as JSON. */
final class MsgpackEncoder implements Encoder {
    private static final MsgpackEncoder V4 = new MsgpackEncoder(ProtocolRevision.V4);
    private static final MsgpackEncoder V5 = new MsgpackEncoder(ProtocolRevision.V5);
    /** Room for the fields' names, the type, the id and the headers. */
    private static final int FIXED_PARTS = 64;

    private final ProtocolRevision revision;

    private MsgpackEncoder(ProtocolRevision revision) {
        this.revision = revision;
    }

    static MsgpackEncoder forRevision(ProtocolRevision revision) {
        return revision == ProtocolRevision.V4 ? V4 : V5;
    }

    @Override
    public List<Frame> encode(Packet packet) {
        String namespace = packet.namespace();
        require(
                namespace.startsWith("/") && namespace.indexOf(',') < 0,
                "a namespace must begin with a slash and have no comma");
        if (packet instanceof EventPacket event) {
            return encodeEvent(event);
        }
        if (packet instanceof AckPacket ack) {
            return encodeAck(ack);
        }
        if (packet instanceof ConnectPacket connect) {
            return encodeConnect(connect);
        }
        if (packet instanceof ConnectErrorPacket error) {
            return control(PacketType.CONNECT_ERROR, namespace, oneValue(error.data()));
        }
        DisconnectPacket disconnect = (DisconnectPacket) packet;
        return control(PacketType.DISCONNECT, disconnect.namespace(), JsonPayload.EMPTY);
    }

    private static List<Frame> encodeEvent(EventPacket event) {
        JsonPayload arguments = jsonPayload(event.arguments());
        int expected = event.namespace().length() + event.event().length() + arguments.bytes();
        MsgpackWriter out = new MsgpackWriter(FIXED_PARTS + expected);
        out.writeMapHeader(event.wantsAck() ? 4 : 3);
        type(out, PacketType.EVENT);
        out.writeString("data");
        out.writeArrayHeader(1 + arguments.size());
        out.writeString(event.event());
        JsonToMsgpack.write(arguments, out);
        if (event.wantsAck()) {
            id(out, event.id());
        }
        return end(out, event.namespace());
    }

    private static List<Frame> encodeAck(AckPacket ack) {
        JsonPayload arguments = jsonPayload(ack.arguments());
        MsgpackWriter out = new MsgpackWriter(FIXED_PARTS + ack.namespace().length() + arguments.bytes());
        out.writeMapHeader(4);
        type(out, PacketType.ACK);
        out.writeString("data");
        out.writeArrayHeader(arguments.size());
        JsonToMsgpack.write(arguments, out);
        id(out, ack.id());
        return end(out, ack.namespace());
    }

    private List<Frame> encodeConnect(ConnectPacket connect) {
        JsonPayload data = oneValue(connect.data());
        String query = connect.query();
        if (revision == ProtocolRevision.V5) {
            require(query.isEmpty(), "CONNECT has a query only in revision 4");
            require(data.size() == 0 || data.isObject(0), "CONNECT's payload must be an object");
            return control(PacketType.CONNECT, connect.namespace(), data);
        }
        require(data.size() == 0, "CONNECT has a payload only in revision 5");
        require(connect.namespace().indexOf('?') < 0, "the query must not be part of the namespace");
        String namespace = query.isEmpty() ? connect.namespace() : connect.namespace() + "?" + query;
        return control(PacketType.CONNECT, namespace, data);
    }

    private List<Frame> control(int type, String namespace, JsonPayload data) {
        return revision == ProtocolRevision.V5 ? binary(type, namespace, data) : text(type, namespace, data);
    }

    private static List<Frame> binary(int type, String namespace, JsonPayload data) {
        MsgpackWriter out = new MsgpackWriter(FIXED_PARTS + namespace.length() + data.bytes());
        out.writeMapHeader(data.size() == 0 ? 2 : 3);
        type(out, type);
        if (data.size() > 0) {
            out.writeString("data");
            JsonToMsgpack.write(data, out);
        }
        return end(out, namespace);
    }

    private static List<Frame> text(int type, String namespace, JsonPayload data) {
        JsonOutput out = new JsonOutput();
        out.writeRaw("{\"type\":");
        out.writeLong(type);
        out.writeRaw(",\"nsp\":");
        out.writeString(namespace);
        if (data.size() > 0) {
            out.writeRaw(",\"data\":");
            data.writeTo(out);
        }
        out.writeRaw("}");
        return List.of(out.toFrame());
    }

    private static void type(MsgpackWriter out, int type) {
        out.writeString("type");
        out.writeLong(type);
    }

    private static void id(MsgpackWriter out, long id) {
        out.writeString("id");
        out.writeLong(id);
    }

    private static List<Frame> end(MsgpackWriter out, String namespace) {
        out.writeString("nsp");
        out.writeString(namespace);
        return List.of(out.toFrame());
    }

    private static JsonPayload oneValue(Payload payload) {
        JsonPayload value = jsonPayload(payload);
        require(value.size() <= 1, "only events and acks have several arguments");
        require(value.attachments().isEmpty(), "only events and acks have attachments");
        return value;
    }

    /**
     * What a payload of this parser is.
     *
     * @throws IllegalArgumentException if it comes from another one
     */
    static JsonPayload jsonPayload(Payload payload) {
        if (payload instanceof JsonPayload json) {
            return json;
        }
        throw new IllegalArgumentException(
                "the payload comes from another parser: " + payload.getClass().getName());
    }

    private static void require(boolean condition, String rule) {
        if (!condition) {
            throw new IllegalArgumentException(rule);
        }
    }
}
