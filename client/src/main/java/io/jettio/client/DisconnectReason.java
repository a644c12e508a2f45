package io.jettio.client;

/** Why a socket was disconnected, as in the JavaScript client. */
public enum DisconnectReason {
    /** The server disconnected this namespace; no reconnection follows by itself. */
    IO_SERVER_DISCONNECT("io server disconnect"),
    /** This side disconnected; no reconnection follows by itself. */
    IO_CLIENT_DISCONNECT("io client disconnect"),
    /** The server's ping is overdue. */
    PING_TIMEOUT("ping timeout"),
    /** The connection ended. */
    TRANSPORT_CLOSE("transport close"),
    /** The connection failed. */
    TRANSPORT_ERROR("transport error"),
    /** The server sent what breaks the protocol or goes beyond a limit. */
    PARSE_ERROR("parse error"),
    /** This side closed the connection under the socket. */
    FORCED_CLOSE("forced close");

    private final String text;

    DisconnectReason(String text) {
        this.text = text;
    }

    /**
     * {@return the reason in the words of the JavaScript client}
     */
    @Override
    public String toString() {
        return text;
    }
}
