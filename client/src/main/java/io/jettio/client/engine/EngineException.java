package io.jettio.client.engine;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong with an Engine.IO session: it could not be opened, or it broke. {@link #stage()} tells how far things
 * had come; where the server, or a proxy, answered with HTTP, {@link #status()} and {@link #body()} tell what. Immutable.
 */
public final class EngineException extends RuntimeException {
    /** How many bytes of an answer's body are kept for {@link #body()}. */
    public static final int MAX_BODY_BYTES = 1024;

    private static final long serialVersionUID = 1L;

    /** How far an attempt had come when it failed, or where an open session broke. */
    public enum Stage {
        /** On this side: what was to give the headers or the address failed, or the client was closed. */
        CLIENT,
        /** The host's name could not be resolved. */
        DNS,
        /** No connection to the host was made in time, or the connection was reset. */
        TCP,
        /** The proxy could not be reached, refused the credentials, or did not connect to the host. */
        PROXY,
        /** No trust in the server's certificate or host name, or no common version of TLS. */
        TLS,
        /** HTTP failed: no answer in time, a redirect that is not followed, or a status that is not the expected one. */
        HTTP,
        /** The server refused in the words of Engine.IO: {@link #engineCode()} and {@link #engineMessage()}. */
        ENGINE,
        /** The server speaks Engine.IO 3, as Socket.IO 2 does, and not version 4. */
        VERSION,
        /** What the server sent breaks the protocol: a handshake that is none, a malformed packet. */
        PROTOCOL,
        /** What the server sent goes beyond {@link EngineOptions#limits()}, compressed or not. */
        LIMIT
    }

    /**
     * What was answered with HTTP.
     *
     * @param status the HTTP status
     * @param body the first {@link EngineException#MAX_BODY_BYTES} of the body, as text; empty for none
     * @param engineCode the code of Engine.IO's error object, or null where the body is none
     * @param engineMessage the message of Engine.IO's error object, or null where the body is none
     * @param retryAfter what the answer asks to wait in its {@code Retry-After} header, or null for none
     */
    public record Answer(
            int status,
            String body,
            @Nullable Integer engineCode,
            @Nullable String engineMessage,
            @Nullable Duration retryAfter) {
        /**
         * Checks that there is a body.
         *
         * @param status the HTTP status
         * @param body text, possibly empty
         * @param engineCode a code, or null
         * @param engineMessage a message, or null
         * @param retryAfter a duration, or null
         */
        public Answer {
            Objects.requireNonNull(body, "body");
        }
    }

    private final Stage stage;
    private final transient @Nullable Answer answer;

    /**
     * Says what went wrong.
     *
     * @param stage how far things had come
     * @param message what was tried and what came of it, never the peer's content
     * @param cause what the network said, or null
     */
    public EngineException(Stage stage, String message, @Nullable Throwable cause) {
        this(stage, message, null, cause);
    }

    /**
     * Says what went wrong, with an answer of HTTP.
     *
     * @param stage how far things had come
     * @param message what was tried and what came of it, never the peer's content
     * @param answer what was answered, or null where nothing was
     * @param cause what the network said, or null
     */
    public EngineException(Stage stage, String message, @Nullable Answer answer, @Nullable Throwable cause) {
        super(message, cause);
        this.stage = Objects.requireNonNull(stage, "stage");
        this.answer = answer;
    }

    /**
     * {@return how far things had come}
     */
    public Stage stage() {
        return stage;
    }

    /**
     * {@return the HTTP status, empty where there was no answer}
     */
    public OptionalInt status() {
        return answer == null ? OptionalInt.empty() : OptionalInt.of(answer.status());
    }

    /**
     * {@return the first {@link #MAX_BODY_BYTES} of the answer's body as text, empty where there was no answer} It is
     * the peer's word: not to be trusted, and not part of the message.
     */
    public Optional<String> body() {
        return Optional.ofNullable(answer).map(Answer::body);
    }

    /**
     * {@return the server's code in Engine.IO's words, as 1 for an unknown session id; empty where it gave none}
     */
    public OptionalInt engineCode() {
        Integer code = answer == null ? null : answer.engineCode();
        return code == null ? OptionalInt.empty() : OptionalInt.of(code);
    }

    /**
     * {@return the server's message to {@link #engineCode()}; empty where it gave none}
     */
    public Optional<String> engineMessage() {
        return Optional.ofNullable(answer).map(Answer::engineMessage);
    }

    /**
     * {@return how long the server asks to wait before the next attempt, as one does that is being drained; empty where
     * it asks for nothing}
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(answer).map(Answer::retryAfter);
    }
}
