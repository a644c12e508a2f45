package io.jettio.integration.servers;

import java.util.Set;

/** Where servers differ by nature; all others follow the rule, and the scenarios assert of each what it does. */
public enum ServerDifference {
    NUMBERS_ARE_DOUBLES(
            "JavaScript's numbers are doubles", Make.NODE_4_8, Make.NODE_4_8_MSGPACK, Make.NODE_4_0, Make.NODE_3_1),
    CUTS_WHOLE_NUMBERS("notepack.io sends the lowest 64 bits of every whole number", Make.NODE_4_8_MSGPACK),
    CUTS_LARGE_POSTS("takes as the whole body of a POST what has arrived of it", Make.PYTHON_5),
    REFUSES_WITH_A_STRING("refuses an unknown namespace with a string where clients look for an object", Make.PYTHON_5),
    CLOSES_WITHOUT_A_WORD("closes the connection without a DISCONNECT", Make.PYTHON_5),
    RECOVERS_NOTHING("knows no recovery of sessions", Make.NODE_4_0, Make.NODE_3_1, Make.PYTHON_5),
    ANNOUNCES_NO_MAXIMUM(
            "its handshake has no maxPayload, so that no client can split what it sends",
            Make.NODE_4_0,
            Make.NODE_3_1,
            Make.PYTHON_5);

    private final String reason;

    @SuppressWarnings("ImmutableEnumChecker") // from Set.of, which cannot be changed
    private final Set<Make> makes;

    ServerDifference(String reason, Make... makes) {
        this.reason = reason;
        this.makes = Set.of(makes);
    }

    boolean holdsFor(Make make) {
        return makes.contains(make);
    }

    @Override
    public String toString() {
        return name() + ": " + reason;
    }
}
