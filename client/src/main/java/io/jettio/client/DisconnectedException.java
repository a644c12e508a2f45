package io.jettio.client;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** There is no connection, and nothing goes on trying for one, or it did not come in time. */
public final class DisconnectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable ConnectError error;

    /**
     * Says why.
     *
     * @param message what was waited for
     * @param error why the last attempt failed, or null
     */
    public DisconnectedException(String message, @Nullable ConnectError error) {
        super(error == null ? message : message + ": " + error.message(), error == null ? null : causeOf(error));
        this.error = error;
    }

    private static @Nullable Throwable causeOf(ConnectError error) {
        return error.cause().orElse(null);
    }

    /**
     * {@return why the last attempt to connect failed, with what the server said where it refused; empty where none did}
     */
    public Optional<ConnectError> error() {
        return Optional.ofNullable(error);
    }
}
