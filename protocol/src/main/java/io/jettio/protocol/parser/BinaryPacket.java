package io.jettio.protocol.parser;

import io.jettio.protocol.Frame;
import io.jettio.protocol.json.JsonPayload;
import io.jettio.protocol.socketio.AckPacket;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Packet;
import io.jettio.protocol.socketio.PacketException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A BINARY_EVENT or BINARY_ACK whose header was read and whose attachments are on their way. Owned by one decoder.
 */
final class BinaryPacket {
    private final String namespace;
    private final long id;
    /** The event's name, or null in an ack. */
    private final @Nullable String event;

    private final JsonPayload arguments;
    private final int announced;

    private final List<Frame.Binary> attachments = new ArrayList<>();
    /** Bytes of the header and the attachments so far. */
    private int bytes;

    private BinaryPacket(
            String namespace, long id, @Nullable String event, JsonPayload arguments, int announced, int bytes) {
        this.namespace = namespace;
        this.id = id;
        this.event = event;
        this.arguments = arguments;
        this.announced = announced;
        this.bytes = bytes;
    }

    static BinaryPacket event(String namespace, long id, JsonPayload.Event event, int announced, int headerBytes) {
        return new BinaryPacket(namespace, id, event.name(), event.arguments(), announced, headerBytes);
    }

    static BinaryPacket ack(String namespace, long id, JsonPayload arguments, int announced, int headerBytes) {
        return new BinaryPacket(namespace, id, null, arguments, announced, headerBytes);
    }

    static PacketException tooLarge(int maxBytes, int position) {
        return new PacketException("packet and attachments exceed limit " + maxBytes + " bytes", position);
    }

    String namespace() {
        return namespace;
    }

    int remaining() {
        return announced - attachments.size();
    }

    void add(Frame.Binary attachment, int maxBytes) {
        if (attachment.size() > maxBytes - bytes) {
            throw tooLarge(maxBytes, 0);
        }
        bytes += attachment.size();
        attachments.add(attachment);
    }

    Packet complete() {
        JsonPayload whole = arguments.withAttachments(attachments);
        return event == null ? new AckPacket(namespace, id, whole) : new EventPacket(namespace, id, event, whole);
    }
}
