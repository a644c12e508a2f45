package io.jettio.protocol.parser;

import io.jettio.protocol.Frame;
import io.jettio.protocol.socketio.Packet;
import java.util.List;

/**
 * Turns packets into frames. Stateless and thread-safe: one result may be sent to any number of connections.
 */
public interface Encoder {
    /**
     * Encodes a packet.
     *
     * @param packet the packet; its payload must come from the same parser
     * @return the frames, to be sent in this order with nothing between: the header, then each attachment
     * @throws IllegalArgumentException if the payload comes from another parser, or if the packet cannot be written
     *     (a namespace with a comma or without its leading slash)
     */
    List<Frame> encode(Packet packet);
}
