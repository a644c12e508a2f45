package io.jettio.client;

import io.jettio.protocol.TypeRef;
import io.jettio.protocol.socketio.Payload;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Why a socket could not connect: the server {@linkplain #refused() refused} the namespace, after which nothing is
 * tried again unless {@link Socket#onRefusal} says so; or there is no connection to the server, or a supplier of the
 * application failed, after which the manager goes on trying where reconnection is on. Immutable.
 */
public final class ConnectError {
    private final Stage stage;
    private final String message;
    private final @Nullable Payload data;
    private final @Nullable Throwable cause;
    private final int status;
    private final @Nullable String body;

    /** How far it came. */
    public enum Stage {
        /** A supplier of address, query or credentials threw, failed or did not answer in time. */
        SUPPLIER,
        /** This side could not even ask: no headers were to be had for a request, or it is closed. */
        CLIENT,
        /** The name of the host is not known. */
        DNS,
        /** There is no connection to the host. */
        TCP,
        /** The proxy refused. */
        PROXY,
        /** No security was agreed on. */
        TLS,
        /** The answer was an HTTP status that is no handshake; {@link #status()} and {@link #body()} tell it. */
        HTTP,
        /** Engine.IO was spoken and failed, or the handshake did not come in time. */
        ENGINE,
        /** The server speaks another version of Engine.IO or Socket.IO. */
        VERSION,
        /** The server refused the namespace, or the connection was lost before it answered. */
        NAMESPACE
    }

    private ConnectError(
            Stage stage,
            String message,
            @Nullable Payload data,
            @Nullable Throwable cause,
            int status,
            @Nullable String body) {
        this.stage = Objects.requireNonNull(stage, "stage");
        this.message = Objects.requireNonNull(message, "message");
        this.data = data;
        this.cause = cause;
        this.status = status;
        this.body = body;
    }

    /**
     * {@return the error of a server that refuses}
     *
     * @param message the server's message
     * @param data the server's data as one argument, or null where it gave none
     */
    public static ConnectError refused(String message, @Nullable Payload data) {
        return new ConnectError(Stage.NAMESPACE, message, data, null, 0, null);
    }

    /**
     * {@return the error of a connection that failed}
     *
     * @param stage how far it came
     * @param message what failed
     * @param cause why, or null
     */
    public static ConnectError failed(Stage stage, String message, @Nullable Throwable cause) {
        // Not a refusal even where the namespace was being joined: a cause is there, or the text is ours.
        return new ConnectError(
                stage, message, null, cause == null ? new IllegalStateException(message) : cause, 0, null);
    }

    /**
     * {@return the error of a server that answered with an HTTP status}
     *
     * @param stage how far it came
     * @param message what failed
     * @param cause why
     * @param status the status
     * @param body the beginning of the answer's body, or null
     */
    public static ConnectError http(Stage stage, String message, Throwable cause, int status, @Nullable String body) {
        return new ConnectError(stage, message, null, cause, status, body);
    }

    /**
     * {@return how far it came}
     */
    public Stage stage() {
        return stage;
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
        return stage == Stage.NAMESPACE && cause == null;
    }

    /**
     * {@return what went wrong on this side, empty where the server refused}
     */
    public Optional<Throwable> cause() {
        return Optional.ofNullable(cause);
    }

    /**
     * {@return the HTTP status of the answer, empty where there was none or it was as expected}
     */
    public OptionalInt status() {
        return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /**
     * {@return the first 1024 bytes of the body that came with {@link #status()}, as text; empty where there was none}
     * It is the peer's text: do not trust it, nor show it to users as it is.
     */
    public Optional<String> body() {
        return Optional.ofNullable(body);
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
     * {@return the stage and the message}
     */
    @Override
    public String toString() {
        return "ConnectError[" + stage + ": " + message + "]";
    }
}
