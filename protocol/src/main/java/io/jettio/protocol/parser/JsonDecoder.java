package io.jettio.protocol.parser;

import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.Frame;
import io.jettio.protocol.json.JsonCodec;
import io.jettio.protocol.json.JsonPayload;
import io.jettio.protocol.socketio.AckPacket;
import io.jettio.protocol.socketio.ConnectErrorPacket;
import io.jettio.protocol.socketio.ConnectPacket;
import io.jettio.protocol.socketio.Decoded;
import io.jettio.protocol.socketio.DisconnectPacket;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Packet;
import io.jettio.protocol.socketio.PacketException;
import io.jettio.protocol.socketio.Pending;
import io.jettio.protocol.socketio.ProtocolRevision;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link JsonEncoder} and its peers write; the section "Packet encoding" of the Socket.IO protocol.
 *
 * <p>It is idle, or it collects the attachments of one packet. The header of a binary packet is checked whole, its JSON
 * included, before the first attachment is taken. Used by one thread at a time.
 */
final class JsonDecoder implements Decoder {
    private final JsonCodec json;
    private final ProtocolRevision revision;
    private final DecodeLimits limits;

    /** The packet whose attachments are due, or null while idle. */
    private @Nullable BinaryPacket collecting;

    JsonDecoder(JsonCodec json, ProtocolRevision revision, DecodeLimits limits) {
        this.json = json;
        this.revision = revision;
        this.limits = limits;
    }

    @Override
    public Decoded add(Frame frame) {
        BinaryPacket open = collecting;
        if (frame instanceof Frame.Binary attachment) {
            if (open == null) {
                throw new PacketException("an attachment that no packet announced", 0);
            }
            return collect(open, attachment);
        }
        if (open != null) {
            throw new PacketException("text where an attachment is due", 0);
        }
        try {
            return decode(frame);
        } catch (PacketException e) {
            throw new PacketException(e.reason(), e.position() - frame.arrayOffset());
        }
    }

    private Decoded collect(BinaryPacket open, Frame.Binary attachment) {
        open.add(attachment, limits.maxPendingBytes());
        if (open.remaining() > 0) {
            return new Pending(open.namespace(), open.remaining());
        }
        collecting = null;
        return open.complete();
    }

    private Decoded decode(Frame text) {
        int from = text.arrayOffset();
        HeaderReader header = new HeaderReader(text.array(), from, from + text.size());
        byte type = header.type();
        return switch (type) {
            case WireType.CONNECT -> connect(text, header);
            case WireType.DISCONNECT -> disconnect(header);
            case WireType.CONNECT_ERROR -> connectError(text, header);
            case WireType.EVENT, WireType.BINARY_EVENT -> event(text, header, type == WireType.BINARY_EVENT);
            default -> ack(text, header, type == WireType.BINARY_ACK);
        };
    }

    private Packet connect(Frame text, HeaderReader header) {
        if (revision == ProtocolRevision.V4) {
            String[] namespaceAndQuery = header.namespaceAndQuery(limits);
            if (!header.atEnd()) {
                throw new PacketException("CONNECT has a payload only in revision 5", header.position());
            }
            return new ConnectPacket(namespaceAndQuery[0], namespaceAndQuery[1], JsonPayload.EMPTY);
        }
        String namespace = header.namespace(limits);
        if (header.atEnd()) {
            return new ConnectPacket(namespace, "", JsonPayload.EMPTY);
        }
        JsonPayload data = value(text, header);
        if (!data.isObject(0)) {
            throw new PacketException("CONNECT's payload must be an object", header.position());
        }
        return new ConnectPacket(namespace, "", data);
    }

    private Packet disconnect(HeaderReader header) {
        String namespace = header.namespace(limits);
        if (!header.atEnd()) {
            throw new PacketException("DISCONNECT has no payload", header.position());
        }
        return new DisconnectPacket(namespace);
    }

    private Packet connectError(Frame text, HeaderReader header) {
        String namespace = header.namespace(limits);
        if (revision == ProtocolRevision.V4 && header.atEnd()) {
            return new ConnectErrorPacket(namespace, JsonPayload.EMPTY);
        }
        JsonPayload data = value(text, header);
        // The specification says object; Python servers refuse an unknown namespace with a string, as Node's may.
        if (revision == ProtocolRevision.V5 && !data.isObject(0) && !data.json().startsWith("[\"")) {
            throw new PacketException("CONNECT_ERROR's payload must be an object or a string", header.position());
        }
        return new ConnectErrorPacket(namespace, data);
    }

    private Decoded event(Frame text, HeaderReader header, boolean binary) {
        int attachments = binary ? attachments(text, header) : 0;
        String namespace = header.namespace(limits);
        long id = header.id();
        JsonPayload.Event event =
                JsonPayload.parseEvent(json, text.array(), header.position(), end(text), attachments, limits);
        if (!binary) {
            return new EventPacket(namespace, id, event.name(), event.arguments());
        }
        return announce(BinaryPacket.event(namespace, id, event, attachments, text.size()));
    }

    private Decoded ack(Frame text, HeaderReader header, boolean binary) {
        int attachments = binary ? attachments(text, header) : 0;
        String namespace = header.namespace(limits);
        long id = header.id();
        if (id == Packet.NO_ID) {
            throw new PacketException("an ack needs an id", header.position());
        }
        JsonPayload arguments =
                JsonPayload.parseArray(json, text.array(), header.position(), end(text), attachments, limits);
        if (!binary) {
            return new AckPacket(namespace, id, arguments);
        }
        return announce(BinaryPacket.ack(namespace, id, arguments, attachments, text.size()));
    }

    private Pending announce(BinaryPacket packet) {
        collecting = packet;
        return new Pending(packet.namespace(), packet.remaining());
    }

    private int attachments(Frame text, HeaderReader header) {
        if (text.size() > limits.maxPendingBytes()) {
            throw BinaryPacket.tooLarge(limits.maxPendingBytes(), text.arrayOffset());
        }
        return header.attachments(limits);
    }

    private JsonPayload value(Frame text, HeaderReader header) {
        return JsonPayload.parseValue(json, text.array(), header.position(), end(text), limits);
    }

    private static int end(Frame text) {
        return text.arrayOffset() + text.size();
    }
}
