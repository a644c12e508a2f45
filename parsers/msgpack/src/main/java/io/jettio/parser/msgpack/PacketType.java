package io.jettio.parser.msgpack;

/** The numbers of the packet types; the section "Packet types" of the Socket.IO protocol. */
final class PacketType {
    static final int CONNECT = 0;
    static final int DISCONNECT = 1;
    static final int EVENT = 2;
    static final int ACK = 3;
    /** CONNECT_ERROR in revision 5, ERROR in revision 4. */
    static final int CONNECT_ERROR = 4;

    /** What clients of revision 4 call an event with binary in it; nothing else differs. */
    static final int BINARY_EVENT = 5;

    static final int BINARY_ACK = 6;

    private PacketType() {}
}
