package io.jettio.protocol.socketio;

/**
 * What a decoder says after each frame: a whole {@link Packet}, or {@link Pending} attachments.
 */
public sealed interface Decoded permits Packet, Pending {
    /**
     * {@return the namespace that the packet belongs to}
     */
    String namespace();
}
