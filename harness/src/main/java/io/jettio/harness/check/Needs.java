package io.jettio.harness.check;

/** What a case needs of the application behind the protocol. */
public enum Needs {
    /** Any server, untouched. */
    NOTHING,
    /** A server of either contract that speaks version 4 alone. */
    VERSION_4_ALONE,
    /** An application that answers, by either contract. */
    ECHO,
    /** The contract {@code engine}. */
    ENGINE,
    /** The contract {@code socket}. */
    SOCKET
}
