package io.jettio.protocol.parser;

import io.jettio.protocol.Frame;
import io.jettio.protocol.json.JsonPayload;
import io.jettio.protocol.socketio.AckPacket;
import io.jettio.protocol.socketio.ConnectErrorPacket;
import io.jettio.protocol.socketio.ConnectPacket;
import io.jettio.protocol.socketio.DisconnectPacket;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Packet;
import io.jettio.protocol.socketio.Payload;
import io.jettio.protocol.socketio.ProtocolRevision;
import java.util.List;
import java.util.Objects;

/**
 * What encoders for {@link JsonPayload}s have in common: which packets a revision of the Socket.IO protocol allows. Each
 * method of a subclass gets only packets that keep those rules. Stateless and thread-safe.
 */
public abstract class JsonPayloadEncoder implements Encoder {
    private final ProtocolRevision revision;

    /**
     * Makes an encoder.
     *
     * @param revision the revision that the peer speaks
     */
    protected JsonPayloadEncoder(ProtocolRevision revision) {
        this.revision = Objects.requireNonNull(revision, "revision");
    }

    /**
     * {@return the revision that the peer speaks}
     */
    protected final ProtocolRevision revision() {
        return revision;
    }

    @Override
    public final List<Frame> encode(Packet packet) {
        String namespace = packet.namespace();
        require(
                namespace.startsWith("/") && namespace.indexOf(',') < 0,
                "a namespace must begin with a slash and have no comma");
        if (packet instanceof EventPacket event) {
            return encodeEvent(event, jsonPayload(event.arguments()));
        }
        if (packet instanceof AckPacket ack) {
            return encodeAck(ack, jsonPayload(ack.arguments()));
        }
        if (packet instanceof ConnectPacket connect) {
            JsonPayload data = oneValue(connect.data());
            return encodeConnect(namespaceAndQuery(connect, data), data);
        }
        if (packet instanceof ConnectErrorPacket error) {
            return encodeConnectError(namespace, oneValue(error.data()));
        }
        DisconnectPacket disconnect = (DisconnectPacket) packet;
        return encodeDisconnect(disconnect.namespace());
    }

    /**
     * Writes an EVENT.
     *
     * @param event the packet
     * @param arguments its arguments
     * @return its frames
     */
    protected abstract List<Frame> encodeEvent(EventPacket event, JsonPayload arguments);

    /**
     * Writes an ACK.
     *
     * @param ack the packet
     * @param arguments its arguments
     * @return its frames
     */
    protected abstract List<Frame> encodeAck(AckPacket ack, JsonPayload arguments);

    /**
     * Writes a CONNECT.
     *
     * @param namespace the namespace; in revision 4 with the query, if there is one, behind a question mark
     * @param data the payload, an object; empty if there is none, as always in revision 4
     * @return its frames
     * @throws IllegalArgumentException if the format has no form for it
     */
    protected abstract List<Frame> encodeConnect(String namespace, JsonPayload data);

    /**
     * Writes a CONNECT_ERROR, which is ERROR in revision 4.
     *
     * @param namespace the namespace
     * @param data the payload, one value without attachments; empty if there is none
     * @return its frames
     */
    protected abstract List<Frame> encodeConnectError(String namespace, JsonPayload data);

    /**
     * Writes a DISCONNECT.
     *
     * @param namespace the namespace
     * @return its frames
     */
    protected abstract List<Frame> encodeDisconnect(String namespace);

    private String namespaceAndQuery(ConnectPacket connect, JsonPayload data) {
        String namespace = connect.namespace();
        String query = connect.query();
        if (revision == ProtocolRevision.V5) {
            require(query.isEmpty(), "CONNECT has a query only in revision 4");
            require(data.size() == 0 || data.isObject(0), "CONNECT's payload must be an object");
            return namespace;
        }
        require(data.size() == 0, "CONNECT has a payload only in revision 5");
        require(namespace.indexOf('?') < 0, "the query must not be part of the namespace");
        return query.isEmpty() ? namespace : namespace + "?" + query;
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

    /**
     * Demands what must hold for a packet to be written.
     *
     * @param condition what holds
     * @param rule what must hold, as a sentence
     * @throws IllegalArgumentException if it does not
     */
    protected static void require(boolean condition, String rule) {
        if (!condition) {
            throw new IllegalArgumentException(rule);
        }
    }
}
