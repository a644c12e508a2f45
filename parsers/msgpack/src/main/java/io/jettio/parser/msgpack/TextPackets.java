package io.jettio.parser.msgpack;

import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.Frame;
import io.jettio.protocol.TypeRef;
import io.jettio.protocol.json.JsonCodec;
import io.jettio.protocol.json.JsonException;
import io.jettio.protocol.json.JsonPayload;
import io.jettio.protocol.socketio.ConnectErrorPacket;
import io.jettio.protocol.socketio.ConnectPacket;
import io.jettio.protocol.socketio.DisconnectPacket;
import io.jettio.protocol.socketio.Packet;
import io.jettio.protocol.socketio.PacketException;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** CONNECT, DISCONNECT and ERROR as release 2 of {@code socket.io-msgpack-parser} has them: a map as JSON. */
final class TextPackets {
    private static final TypeRef<Map<String, Object>> MAP = new TypeRef<>() {};

    private TextPackets() {}

    static Packet read(JsonCodec json, Frame.Text frame, DecodeLimits limits) {
        Map<String, Object> fields = fields(json, frame, limits);
        if (!(fields.get("nsp") instanceof String name) || !name.startsWith("/")) {
            throw new PacketException("a packet needs a namespace that begins with a slash", 0);
        }
        int mark = name.indexOf('?');
        String namespace = mark < 0 ? name : name.substring(0, mark);
        if (namespace.length() > limits.maxNamespaceLength()) {
            throw new PacketException("namespace exceeds limit " + limits.maxNamespaceLength() + " characters", 0);
        }
        double type = fields.get("type") instanceof Number number ? number.doubleValue() : -1;
        Object data = fields.get("data");
        if (type == PacketType.CONNECT_ERROR) {
            return new ConnectErrorPacket(name, error(json, fields, data));
        }
        if (data != null) {
            throw new PacketException("only an ERROR has data as text", 0);
        }
        if (type == PacketType.CONNECT) {
            return new ConnectPacket(namespace, mark < 0 ? "" : name.substring(mark + 1), JsonPayload.EMPTY);
        }
        if (type == PacketType.DISCONNECT) {
            return new DisconnectPacket(name);
        }
        throw new PacketException("unknown packet type", 0);
    }

    private static Map<String, Object> fields(JsonCodec json, Frame.Text frame, DecodeLimits limits) {
        int from = frame.arrayOffset();
        JsonPayload value;
        try {
            value = JsonPayload.parseValue(json, frame.array(), from, from + frame.size(), limits);
        } catch (PacketException e) {
            throw new PacketException(e.reason(), e.position() - from);
        }
        if (!value.isObject(0)) {
            throw new PacketException("expected an object", 0);
        }
        try {
            Map<String, Object> fields = value.get(0, MAP);
            return fields == null ? Map.of() : fields;
        } catch (JsonException e) {
            throw new PacketException("an object that cannot be read", 0);
        }
    }

    private static JsonPayload error(JsonCodec json, Map<String, Object> fields, @Nullable Object data) {
        try {
            return fields.containsKey("data")
                    ? JsonPayload.of(json, Collections.singletonList(data))
                    : JsonPayload.EMPTY;
        } catch (JsonException e) {
            throw new PacketException("data that cannot be read", 0);
        }
    }
}
