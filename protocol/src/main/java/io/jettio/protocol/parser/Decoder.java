package io.jettio.protocol.parser;

import io.jettio.protocol.Frame;
import io.jettio.protocol.socketio.Decoded;

/**
 * Turns the frames of one connection into packets, holding the packet whose attachments are not complete yet. Used by
 * one thread at a time. After an exception it must not be used again.
 */
public interface Decoder {
    /**
     * Takes the next frame.
     *
     * @param frame the frame
     * @return the packet that it completes, or how many attachments are still due
     * @throws io.jettio.protocol.socketio.PacketException if the frame breaks the protocol or a limit
     */
    Decoded add(Frame frame);
}
