package io.jettio.server.engine;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the application does with requests: the functions among the options. Each runs on a handler thread; what one
 * throws ends its own request, with a line in the log. Immutable.
 */
public final class RequestHooks {
    private final @Nullable AsyncRequestCheck allowRequest;
    private final @Nullable HeaderHook initialHeaders;
    private final @Nullable HeaderHook headers;
    private final @Nullable Consumer<ConnectionError> connectionErrors;
    private final @Nullable IdGenerator generateId;
    private final List<EngineMiddleware> middlewares;

    RequestHooks(RequestOptionsBuilder<?> from) {
        this.allowRequest = from.allowRequest;
        this.initialHeaders = from.initialHeaders;
        this.headers = from.headers;
        this.connectionErrors = from.connectionErrors;
        this.generateId = from.generateId;
        this.middlewares = List.copyOf(from.middlewares);
    }

    /**
     * {@return what judges each handshake before a session is opened, or empty}
     */
    public Optional<AsyncRequestCheck> allowRequest() {
        return Optional.ofNullable(allowRequest);
    }

    /**
     * {@return what sets headers of a handshake's answer, on polling and on the 101, or empty}
     */
    public Optional<HeaderHook> initialHeaders() {
        return Optional.ofNullable(initialHeaders);
    }

    /**
     * {@return what sets headers of every answer, on polling and on the 101, or empty}
     */
    public Optional<HeaderHook> headers() {
        return Optional.ofNullable(headers);
    }

    /**
     * {@return what is told of each refused request, on a handler thread, or empty}
     */
    public Optional<Consumer<ConnectionError>> connectionErrors() {
        return Optional.ofNullable(connectionErrors);
    }

    /**
     * {@return what makes the session ids, or empty}
     */
    public Optional<IdGenerator> generateId() {
        return Optional.ofNullable(generateId);
    }

    /**
     * {@return the middlewares, in their order; unmodifiable}
     */
    public List<EngineMiddleware> middlewares() {
        return middlewares;
    }
}
