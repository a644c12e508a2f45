package io.jettio.server;

/** An ack that will not come. */
public final class AckException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why it will not come. */
    public enum Reason {
        /** None came in time. */
        TIMEOUT,
        /** The socket was disconnected, or was not connected when the event was emitted. */
        DISCONNECTED,
        /** Too many acks of this socket are pending; the event was not sent. */
        TOO_MANY_PENDING,
        /** The event was volatile or its outbound policy dropped it; it was not sent. */
        DROPPED,
        /** The socket's answer does not fit the wanted type; only among those of a broadcast. */
        UNFIT
    }

    /**
     * Names the event.
     *
     * @param event the event's name
     * @param reason why no ack will come
     */
    public AckException(String event, Reason reason) {
        super("no ack of \"" + event + "\": " + reason.name().toLowerCase(java.util.Locale.ROOT), null, false, false);
        this.reason = reason;
    }

    /**
     * {@return why no ack will come}
     */
    public Reason reason() {
        return reason;
    }
}
