package io.jettio.harness.check;

/** What a case needs of the application behind the protocol. */
public enum Needs {
    /** Any server, untouched. */
    NOTHING,
    /** An application that answers, by either contract. */
    ECHO,
    /** The contract {@code engine}. */
    ENGINE,
    /** The contract {@code socket}. */
    SOCKET
}
