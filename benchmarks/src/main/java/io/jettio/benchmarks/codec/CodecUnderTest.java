package io.jettio.benchmarks.codec;

import java.util.List;

/**
 * A codec at work on one sample, with everything prepared that an application or a transport would hold anyway.
 *
 * <p>Both directions do the work of both layers, Engine.IO and Socket.IO. Decoding ends with what a listener gets: the
 * event's name, the ack id, and the argument as a string, bytes, a record, or the tree of the codec's own kind.
 * Encoding begins with the values that an application holds and ends with what is handed to the WebSocket.
 */
interface CodecUnderTest {
    /** {@return the packet decoded to its end} */
    Packet decode();

    /** {@return the WebSocket messages of the packet: strings, byte arrays, or Jettio's frames} */
    List<?> encode();

    /**
     * What a listener gets.
     *
     * @param name the event's name, empty where the packet is no event
     * @param id the ack id, or -1
     * @param value the argument
     */
    record Packet(String name, long id, Object value) {}
}
