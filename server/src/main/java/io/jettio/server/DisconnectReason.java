package io.jettio.server;

import io.jettio.server.engine.EngineCloseReason;

/** Why a socket was disconnected. The texts are those of Node's server, where it has the case. */
public enum DisconnectReason {
    /** The client left the namespace. */
    CLIENT_NAMESPACE_DISCONNECT("client namespace disconnect"),
    /** The server disconnected the socket. */
    SERVER_NAMESPACE_DISCONNECT("server namespace disconnect"),
    /** The server is shutting down. */
    SERVER_SHUTTING_DOWN(EngineCloseReason.SERVER_SHUTTING_DOWN.toString()),
    /** The client closed the connection, or it was lost. */
    TRANSPORT_CLOSE(EngineCloseReason.TRANSPORT_CLOSE.toString()),
    /** The connection failed. */
    TRANSPORT_ERROR(EngineCloseReason.TRANSPORT_ERROR.toString()),
    /** The client's heartbeat did not come in time. */
    PING_TIMEOUT(EngineCloseReason.PING_TIMEOUT.toString()),
    /** The client broke the protocol or a limit. */
    PARSE_ERROR(EngineCloseReason.PARSE_ERROR.toString()),
    /** The connection was closed by the server. */
    FORCED_CLOSE(EngineCloseReason.FORCED_CLOSE.toString()),
    /** The client takes its data too slowly. */
    SLOW_CONSUMER(EngineCloseReason.SLOW_CONSUMER.toString()),
    /** The client sends more than it may, and did not stop when it was held back. */
    TOO_MANY_MESSAGES(EngineCloseReason.TOO_MANY_MESSAGES.toString());

    private final String text;

    DisconnectReason(String text) {
        this.text = text;
    }

    /**
     * {@return the reason for the end of the connection below}
     *
     * @param reason why the engine's session ended
     */
    public static DisconnectReason of(EngineCloseReason reason) {
        return valueOf(reason.name());
    }

    /**
     * {@return whether the client may come back as the same socket, where the server has recovery options} It may where
     * the connection was lost or closed, not where the socket was disconnected by either side, and not where the client
     * broke a rule.
     */
    public boolean recoverable() {
        return switch (this) {
            case SERVER_SHUTTING_DOWN, TRANSPORT_CLOSE, TRANSPORT_ERROR, PING_TIMEOUT, FORCED_CLOSE, SLOW_CONSUMER ->
                true;
            case CLIENT_NAMESPACE_DISCONNECT, SERVER_NAMESPACE_DISCONNECT, PARSE_ERROR, TOO_MANY_MESSAGES -> false;
        };
    }

    /**
     * {@return the reason as Node's server words it}
     */
    @Override
    public String toString() {
        return text;
    }
}
