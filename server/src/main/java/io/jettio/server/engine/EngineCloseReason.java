package io.jettio.server.engine;

/** Why an Engine.IO session ended. The texts are those that Node's server gives, where it has the case. */
public enum EngineCloseReason {
    /** The peer closed the transport, or sent a close packet. */
    TRANSPORT_CLOSE("transport close"),
    /** The transport failed or was used in a way that it does not allow, such as two polls at once. */
    TRANSPORT_ERROR("transport error"),
    /** The peer's heartbeat did not come in time. */
    PING_TIMEOUT("ping timeout"),
    /** The peer sent bytes that break the protocol or a limit. */
    PARSE_ERROR("parse error"),
    /** This side closed the session. */
    FORCED_CLOSE("forced close"),
    /** The server is shutting down. */
    SERVER_SHUTTING_DOWN("server shutting down"),
    /** The peer takes its data too slowly: the outbound bound was reached, or nothing was drained for too long. */
    SLOW_CONSUMER("slow consumer"),
    /** The peer sends more than it may, and did not stop when it was held back. */
    TOO_MANY_MESSAGES("too many messages");

    private final String text;

    EngineCloseReason(String text) {
        this.text = text;
    }

    /**
     * {@return the reason as Node's server words it}
     */
    @Override
    public String toString() {
        return text;
    }
}
