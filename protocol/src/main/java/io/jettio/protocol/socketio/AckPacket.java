package io.jettio.protocol.socketio;

/**
 * ACK or BINARY_ACK (types 3 and 6): answers the event that carried the same id.
 *
 * @param namespace the namespace
 * @param id the ack id, from 0 to {@link Packet#MAX_ID}
 * @param arguments the answer
 */
public record AckPacket(String namespace, long id, Payload arguments) implements Packet {
    /**
     * Checks the ack id.
     *
     * @param namespace the namespace
     * @param id the ack id
     * @param arguments the answer
     * @throws IllegalArgumentException if it is out of range
     */
    public AckPacket {
        if (id < 0 || id > MAX_ID) {
            throw new IllegalArgumentException("ack id out of range: " + id);
        }
    }
}
