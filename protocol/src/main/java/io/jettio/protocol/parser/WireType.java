package io.jettio.protocol.parser;

/** The packet types as the first byte of a header; the section "Packet types" of the Socket.IO protocol. */
final class WireType {
    static final byte CONNECT = '0';
    static final byte DISCONNECT = '1';
    static final byte EVENT = '2';
    static final byte ACK = '3';
    /** CONNECT_ERROR in revision 5, ERROR in revision 4. */
    static final byte CONNECT_ERROR = '4';

    static final byte BINARY_EVENT = '5';
    static final byte BINARY_ACK = '6';

    private WireType() {}
}
