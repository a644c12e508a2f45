package io.jettio.protocol.parser;

import io.jettio.protocol.Frame;
import io.jettio.protocol.json.JsonOutput;
import io.jettio.protocol.json.JsonPayload;
import io.jettio.protocol.socketio.AckPacket;
import io.jettio.protocol.socketio.ConnectErrorPacket;
import io.jettio.protocol.socketio.ConnectPacket;
import io.jettio.protocol.socketio.DisconnectPacket;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Packet;
import io.jettio.protocol.socketio.Payload;
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
final class JsonEncoder implements Encoder {
    private static final JsonEncoder V4 = new JsonEncoder(ProtocolRevision.V4);
    private static final JsonEncoder V5 = new JsonEncoder(ProtocolRevision.V5);
    private static final byte ENGINE_MESSAGE = '4';
    /** Room for the type, the attachment count, the ack id and all punctuation. */
    private static final int FIXED_PARTS = 48;

    private final ProtocolRevision revision;

    private JsonEncoder(ProtocolRevision revision) {
        this.revision = revision;
    }

    static JsonEncoder forRevision(ProtocolRevision revision) {
        return revision == ProtocolRevision.V4 ? V4 : V5;
    }

    @Override
    public List<Frame> encode(Packet packet) {
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
            return encodeConnectError(error);
        }
        DisconnectPacket disconnect = (DisconnectPacket) packet;
        return frames(header(WireType.DISCONNECT, 0, disconnect.namespace(), "", 0), List.of());
    }

    private static List<Frame> encodeEvent(EventPacket event) {
        JsonPayload arguments = jsonPayload(event.arguments());
        int attachments = arguments.attachments().size();
        byte type = attachments == 0 ? WireType.EVENT : WireType.BINARY_EVENT;
        int expected = event.event().length() + textBytes(arguments);
        JsonOutput out = header(type, attachments, event.namespace(), "", expected);
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

    private static List<Frame> encodeAck(AckPacket ack) {
        JsonPayload arguments = jsonPayload(ack.arguments());
        int attachments = arguments.attachments().size();
        byte type = attachments == 0 ? WireType.ACK : WireType.BINARY_ACK;
        JsonOutput out = header(type, attachments, ack.namespace(), "", textBytes(arguments));
        out.writeLong(ack.id());
        out.writeRaw("[");
        arguments.writeTo(out);
        out.writeRaw("]");
        return frames(out, arguments.attachments());
    }

    private List<Frame> encodeConnect(ConnectPacket connect) {
        JsonPayload data = oneValue(connect.data());
        String query = connect.query();
        if (revision == ProtocolRevision.V5) {
            require(query.isEmpty(), "CONNECT has a query only in revision 4");
            require(data.size() == 0 || data.isObject(0), "CONNECT's payload must be an object");
        } else {
            require(data.size() == 0, "CONNECT has a payload only in revision 5");
            require(connect.namespace().indexOf('?') < 0, "the query must not be part of the namespace");
            require(query.indexOf(',') < 0, "a query must not contain a comma");
        }
        JsonOutput out = header(WireType.CONNECT, 0, connect.namespace(), query, query.length() + textBytes(data));
        data.writeTo(out);
        return frames(out, List.of());
    }

    private static List<Frame> encodeConnectError(ConnectErrorPacket error) {
        JsonPayload data = oneValue(error.data());
        JsonOutput out = header(WireType.CONNECT_ERROR, 0, error.namespace(), "", textBytes(data));
        data.writeTo(out);
        return frames(out, List.of());
    }

    private static JsonOutput header(byte type, int attachments, String namespace, String query, int expected) {
        require(
                namespace.startsWith("/") && namespace.indexOf(',') < 0,
                "a namespace must begin with a slash and have no comma");
        JsonOutput out = new JsonOutput(1, FIXED_PARTS + namespace.length() + expected);
        out.writeRaw(new byte[] {type}, 0, 1);
        if (attachments > 0) {
            out.writeLong(attachments);
            out.writeRaw("-");
        }
        if (namespace.length() > 1 || !query.isEmpty()) {
            out.writeRaw(namespace);
            if (!query.isEmpty()) {
                out.writeRaw("?");
                out.writeRaw(query);
            }
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

    private static JsonPayload oneValue(Payload payload) {
        JsonPayload value = jsonPayload(payload);
        require(value.size() <= 1, "only events and acks have several arguments");
        require(value.attachments().isEmpty(), "only events and acks have attachments");
        return value;
    }

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
