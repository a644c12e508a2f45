package io.jettio.parser.msgpack;

import io.jettio.protocol.Frame;
import io.jettio.protocol.json.JsonOutput;
import io.jettio.protocol.json.JsonPayload;
import io.jettio.protocol.parser.JsonPayloadEncoder;
import io.jettio.protocol.socketio.AckPacket;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.ProtocolRevision;
import java.util.List;

/** Writes each packet as one map {@code {type, data, nsp, id}}; in revision 4, those without arguments as JSON. */
final class MsgpackEncoder extends JsonPayloadEncoder {
    private static final MsgpackEncoder V4 = new MsgpackEncoder(ProtocolRevision.V4);
    private static final MsgpackEncoder V5 = new MsgpackEncoder(ProtocolRevision.V5);
    /** Room for the fields' names, the type, the id and the headers. */
    private static final int FIXED_PARTS = 64;

    private MsgpackEncoder(ProtocolRevision revision) {
        super(revision);
    }

    static MsgpackEncoder forRevision(ProtocolRevision revision) {
        return revision == ProtocolRevision.V4 ? V4 : V5;
    }

    @Override
    protected List<Frame> encodeEvent(EventPacket event, JsonPayload arguments) {
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

    @Override
    protected List<Frame> encodeAck(AckPacket ack, JsonPayload arguments) {
        MsgpackWriter out = new MsgpackWriter(FIXED_PARTS + ack.namespace().length() + arguments.bytes());
        out.writeMapHeader(4);
        type(out, PacketType.ACK);
        out.writeString("data");
        out.writeArrayHeader(arguments.size());
        JsonToMsgpack.write(arguments, out);
        id(out, ack.id());
        return end(out, ack.namespace());
    }

    @Override
    protected List<Frame> encodeConnect(String namespace, JsonPayload data) {
        return encodeControl(PacketType.CONNECT, namespace, data);
    }

    @Override
    protected List<Frame> encodeConnectError(String namespace, JsonPayload data) {
        return encodeControl(PacketType.CONNECT_ERROR, namespace, data);
    }

    @Override
    protected List<Frame> encodeDisconnect(String namespace) {
        return encodeControl(PacketType.DISCONNECT, namespace, JsonPayload.EMPTY);
    }

    private List<Frame> encodeControl(int type, String namespace, JsonPayload data) {
        return revision() == ProtocolRevision.V5 ? binary(type, namespace, data) : text(type, namespace, data);
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
}
