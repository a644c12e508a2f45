package io.jettio.protocol.parser;

import io.jettio.protocol.Frame;
import io.jettio.protocol.json.JsonOutput;
import io.jettio.protocol.json.JsonPayload;
import io.jettio.protocol.socketio.AckPacket;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.ProtocolRevision;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes packets as {@code <type>[<attachments>-][<namespace>,][<ack id>][<JSON>]} and their attachments behind; the
 * section "Packet encoding" of the Socket.IO protocol.
 *
 * <p>In the array of the header frame, the byte in front of the header is the type digit of an Engine.IO message, so
 * that the engine sends the same array without a copy.
 */
final class JsonEncoder extends JsonPayloadEncoder {
    private static final JsonEncoder V4 = new JsonEncoder(ProtocolRevision.V4);
    private static final JsonEncoder V5 = new JsonEncoder(ProtocolRevision.V5);
    private static final byte ENGINE_MESSAGE = '4';
    /** Room for the type, the attachment count, the ack id and all punctuation. */
    private static final int FIXED_PARTS = 48;

    private JsonEncoder(ProtocolRevision revision) {
        super(revision);
    }

    static JsonEncoder forRevision(ProtocolRevision revision) {
        return revision == ProtocolRevision.V4 ? V4 : V5;
    }

    @Override
    protected List<Frame> encodeEvent(EventPacket event, JsonPayload arguments) {
        int attachments = arguments.attachments().size();
        byte type = attachments == 0 ? WireType.EVENT : WireType.BINARY_EVENT;
        int expected = event.event().length() + textBytes(arguments);
        JsonOutput out = header(type, attachments, event.namespace(), expected);
        if (event.wantsAck()) {
            out.writeLong(event.id());
        }
        out.writeRaw("[");
        out.writeString(event.event());
        if (arguments.size() > 0) {
            out.writeRaw(",");
            arguments.writeTo(out);
        }
        out.writeRaw("]");
        return frames(out, arguments.attachments());
    }

    @Override
    protected List<Frame> encodeAck(AckPacket ack, JsonPayload arguments) {
        int attachments = arguments.attachments().size();
        byte type = attachments == 0 ? WireType.ACK : WireType.BINARY_ACK;
        JsonOutput out = header(type, attachments, ack.namespace(), textBytes(arguments));
        out.writeLong(ack.id());
        out.writeRaw("[");
        arguments.writeTo(out);
        out.writeRaw("]");
        return frames(out, arguments.attachments());
    }

    @Override
    protected List<Frame> encodeConnect(String namespace, JsonPayload data) {
        require(namespace.indexOf(',') < 0, "a query must not contain a comma");
        return encodeControl(WireType.CONNECT, namespace, data);
    }

    @Override
    protected List<Frame> encodeConnectError(String namespace, JsonPayload data) {
        return encodeControl(WireType.CONNECT_ERROR, namespace, data);
    }

    @Override
    protected List<Frame> encodeDisconnect(String namespace) {
        return encodeControl(WireType.DISCONNECT, namespace, JsonPayload.EMPTY);
    }

    private static List<Frame> encodeControl(byte type, String namespace, JsonPayload data) {
        JsonOutput out = header(type, 0, namespace, textBytes(data));
        data.writeTo(out);
        return frames(out, List.of());
    }

    private static JsonOutput header(byte type, int attachments, String namespace, int expected) {
        JsonOutput out = new JsonOutput(1, FIXED_PARTS + namespace.length() + expected);
        out.writeRaw(new byte[] {type}, 0, 1);
        if (attachments > 0) {
            out.writeLong(attachments);
            out.writeRaw("-");
        }
        if (namespace.length() > 1) {
            out.writeRaw(namespace);
            out.writeRaw(",");
        }
        return out;
    }

    private static List<Frame> frames(JsonOutput out, List<Frame.Binary> attachments) {
        Frame.Text header = out.toFrame();
        // The array is still ours alone: nobody has seen the frame yet.
        header.array()[header.arrayOffset() - 1] = ENGINE_MESSAGE;
        if (attachments.isEmpty()) {
            return List.of(header);
        }
        List<Frame> frames = new ArrayList<>(1 + attachments.size());
        frames.add(header);
        frames.addAll(attachments);
        return List.copyOf(frames);
    }

    private static int textBytes(JsonPayload payload) {
        int bytes = payload.bytes();
        for (Frame.Binary attachment : payload.attachments()) {
            bytes -= attachment.size();
        }
        return bytes;
    }
}
