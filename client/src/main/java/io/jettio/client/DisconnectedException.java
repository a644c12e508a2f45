package io.jettio.client;

/** The socket was disconnected, or closed for good, before the answer came. The event may have been handled. */
public final class DisconnectedException extends SocketIoException {
    private static final long serialVersionUID = 1L;

    private final DisconnectReason reason;

    /**
     * Says why there is no connection.
     *
     * @param reason the reason
     */
    public DisconnectedException(DisconnectReason reason) {
        super("disconnected before the ack: " + reason.text(), null);
        this.reason = reason;
    }

    /**
     * {@return why the socket was disconnected}
     */
    public DisconnectReason reason() {
        return reason;
    }
}
