package io.jettio.protocol.socketio;

/**
 * EVENT or BINARY_EVENT (types 2 and 5).
 *
 * @param namespace the namespace
 * @param id the ack id from 0 to {@link Packet#MAX_ID}, or {@link Packet#NO_ID}
 * @param event the event's name
 * @param arguments what follows the name
 */
public record EventPacket(String namespace, long id, String event, Payload arguments) implements Packet {
    /**
     * Checks the ack id.
     *
     * @param namespace the namespace
     * @param id the ack id
     * @param event the event's name
     * @param arguments what follows the name
     * @throws IllegalArgumentException if it is out of range
     */
    public EventPacket {
        if (id < NO_ID || id > MAX_ID) {
            throw new IllegalArgumentException("ack id out of range: " + id);
        }
    }

    /**
     * {@return whether the sender waits for an ack}
     */
    public boolean wantsAck() {
        return id != NO_ID;
    }
}
