package io.jettio.client;

import java.time.Duration;

/** The answer to an event did not come in time. The event may have been handled nevertheless. */
public final class AckTimeoutException extends SocketIoException {
    private static final long serialVersionUID = 1L;

    /**
     * Says how long was waited.
     *
     * @param timeout the time
     */
    public AckTimeoutException(Duration timeout) {
        super("no ack within " + timeout, null);
    }
}
