package io.jettio.client;

import java.util.Locale;

/** An ack that will not come. Where the event was sent, the server may have handled it nevertheless. */
public final class AckException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why it will not come. */
    public enum Reason {
        /** None came in time. */
        TIMEOUT,
        /** The socket was disconnected after the event was sent, or closed for good. */
        DISCONNECTED,
        /** Too many acks of this socket are pending; the event was not sent. */
        TOO_MANY_PENDING,
        /** Too much waits to be sent; the event was not sent. */
        BUFFER_FULL,
        /** The event was volatile and could not be sent at once, or gave way to later ones in a full buffer. */
        DROPPED,
        /** The event's time to live ended before there was a connection; it was not sent. */
        EXPIRED
    }

    /**
     * Names the event.
     *
     * @param event the event's name
     * @param reason why no ack will come
     */
    public AckException(String event, Reason reason) {
        super("no ack of \"" + event + "\": " + reason.name().toLowerCase(Locale.ROOT), null, false, false);
        this.reason = reason;
    }

    /**
     * {@return why no ack will come}
     */
    public Reason reason() {
        return reason;
    }
}
