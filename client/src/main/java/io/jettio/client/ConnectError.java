package io.jettio.client;

import io.jettio.protocol.TypeRef;
import io.jettio.protocol.socketio.Payload;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a socket could not connect: the server {@linkplain #refused() refused} the namespace, after which nothing is
 * tried again until {@link Socket#connect()}; or there is no connection to the server, after which the manager goes on
 * trying where reconnection is on. Immutable.
 */
public final class ConnectError {
    private final String message;
    private final @Nullable Payload data;
    private final @Nullable Throwable cause;
    private final boolean refused;

    private ConnectError(String message, @Nullable Payload data, @Nullable Throwable cause, boolean refused) {
        this.message = Objects.requireNonNull(message, "message");
        this.data = data;
        this.cause = cause;
        this.refused = refused;
    }

    /**
     * {@return the error of a server that refuses}
     *
     * @param message the server's message
     * @param data the server's data as one argument, or null where it gave none
     */
    public static ConnectError refused(String message, @Nullable Payload data) {
        return new ConnectError(message, data, null, true);
    }

    /**
     * {@return the error of a connection that failed}
     *
     * @param message what failed
     * @param cause why, or null
     */
    public static ConnectError failed(String message, @Nullable Throwable cause) {
        return new ConnectError(message, null, cause, false);
    }

    /**
     * {@return the server's message, or what failed}
     */
    public String message() {
        return message;
    }

    /**
     * {@return whether the server refused the namespace}
     */
    public boolean refused() {
        return refused;
    }

    /**
     * {@return what went wrong on this side, empty where the server refused}
     */
    public Optional<Throwable> cause() {
        return Optional.ofNullable(cause);
    }

    /**
     * {@return the data that the server gave with its refusal, empty for none or null}
     *
     * @param type the wanted type
     * @param <T> the wanted type
     * @throws io.jettio.protocol.json.JsonException if the data does not fit the type
     */
    public <T> Optional<T> data(Class<T> type) {
        return data == null ? Optional.empty() : Optional.ofNullable(data.get(0, type));
    }

    /**
     * {@return the data that the server gave with its refusal, empty for none or null}
     *
     * @param type the wanted type
     * @param <T> the wanted type
     * @throws io.jettio.protocol.json.JsonException if the data does not fit the type
     */
    public <T> Optional<T> data(TypeRef<T> type) {
        return data == null ? Optional.empty() : Optional.ofNullable(data.get(0, type));
    }

    /**
     * {@return the message}
     */
    @Override
    public String toString() {
        return "ConnectError[" + message + "]";
    }
}
