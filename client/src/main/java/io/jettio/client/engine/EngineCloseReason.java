package io.jettio.client.engine;

/** Why an Engine.IO session ended. */
public enum EngineCloseReason {
    /** The peer closed the session, or the connection ended. */
    TRANSPORT_CLOSE("transport close"),
    /** The transport failed, or the session could not be opened. */
    TRANSPORT_ERROR("transport error"),
    /** The server sent no ping within its ping interval and ping timeout. */
    PING_TIMEOUT("ping timeout"),
    /** The peer sent something that breaks the protocol or goes beyond a limit. */
    PARSE_ERROR("parse error"),
    /** This side closed the session. */
    FORCED_CLOSE("forced close");

    private final String text;

    EngineCloseReason(String text) {
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
