package io.jettio.integration.matrix;

import java.util.Set;

/**
 * Where clients of the matrix differ, by nature or by a defect of theirs; all others follow the rule. The scenarios assert
 * of each client either the rule or, for whom it is listed here, what it does instead. So the list is exact: a client that
 * is missing here fails, and so does one that does not differ any more.
 */
enum Difference {
    NO_AUTH("a CONNECT of revision 4 has no payload: the main namespace gets none, others the query", Peer.NODE_2_5),
    REFUSAL_IS_DATA("revision 4 has data or, without data, the message, and no place for both", Peer.NODE_2_5),
    NUMBERS_ARE_DOUBLES(
            "JavaScript's numbers are doubles",
            Peer.NODE_4_8,
            Peer.NODE_4_8_MSGPACK,
            Peer.NODE_4_0,
            Peer.NODE_3_1,
            Peer.NODE_2_5),
    LONGS_ARE_THE_LARGEST(
            "org.json reads what is beyond a long as a double, and MessagePack has nothing larger",
            Peer.JAVA_2_1,
            Peer.JETTIO_MSGPACK),
    CUTS_WHOLE_NUMBERS("notepack.io sends the lowest 64 bits of every whole number", Peer.NODE_4_8_MSGPACK),
    OMITS_NULL_FIELDS(
            "leaves null fields of objects out, unless its Gson is told otherwise", Peer.JETTIO, Peer.JETTIO_MSGPACK),
    DEAF_TO_CLOSE_FRAMES(
            "takes no notice of a WebSocket close frame and learns of the end by its heartbeat", Peer.JAVA_2_1),
    NO_REASON("tells a disconnect without its reason, in this release", Peer.PYTHON_5),
    CLOSES_BEFORE_ITS_LAST_WORD("closes the WebSocket while its DISCONNECT is still queued", Peer.PYTHON_5),
    UPGRADES_BEFORE_IT_JOINS("sends nothing before it has tried to upgrade", Peer.PYTHON_5);

    private final String reason;

    @SuppressWarnings("ImmutableEnumChecker") // from Set.of, which cannot be changed
    private final Set<Peer> peers;

    Difference(String reason, Peer... peers) {
        this.reason = reason;
        this.peers = Set.of(peers);
    }

    boolean holdsFor(Peer peer) {
        return peers.contains(peer);
    }

    @Override
    public String toString() {
        return name() + ": " + reason;
    }
}
