package io.jettio.protocol.socketio;

/**
 * One Socket.IO packet. What the specification calls {@code BINARY_EVENT} and {@code BINARY_ACK} are an
 * {@link EventPacket} and an {@link AckPacket} whose payload has attachments.
 */
public sealed interface Packet extends Decoded
        permits ConnectPacket, DisconnectPacket, EventPacket, AckPacket, ConnectErrorPacket {
    /** The ack id of a packet that asks for no ack. */
    long NO_ID = -1;

    /** The largest ack id: beyond it a JavaScript peer would lose digits. */
    long MAX_ID = 1L << 53;

    /** The name of the main namespace. */
    String MAIN_NAMESPACE = "/";

    /**
     * {@return the namespace, beginning with {@code /}}
     */
    @Override
    String namespace();
}
