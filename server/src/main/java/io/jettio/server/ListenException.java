package io.jettio.server;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The port could not be taken, most often because somebody else has it. */
public final class ListenException extends UncheckedIOException {
    private static final long serialVersionUID = 1L;

    /**
     * Says which address was wanted.
     *
     * @param host the address
     * @param port the port
     * @param cause what the system said
     */
    public ListenException(String host, int port, IOException cause) {
        super("cannot listen on " + host + ":" + port + ": " + cause.getMessage(), cause);
    }
}
