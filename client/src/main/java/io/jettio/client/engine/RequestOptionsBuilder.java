package io.jettio.client.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The options of what requests say, over both transports, and of what becomes of their answers. Not thread-safe.
 *
 * @param <B> the builder
 */
public abstract class RequestOptionsBuilder<B extends RequestOptionsBuilder<B>> extends NetworkOptionsBuilder<B> {
    String path = "/engine.io/";
    final Map<String, String> query = new LinkedHashMap<>();
    final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    @Nullable
    Boolean timestampRequests;

    String timestampParam = "t";
    Duration requestTimeout = Duration.ZERO;
    boolean followRedirects;
    List<String> protocols = List.of();
    HeaderSource.@Nullable Async headersFrom;
    EngineResponse.@Nullable Listener onResponse;
    boolean cookies = true;

    @Nullable
    CookieStore cookieStore;

    /** For the builders of both layers. */
    protected RequestOptionsBuilder() {}

    /**
     * Sets the path of every request. Default {@code /engine.io/}, for Socket.IO {@code /socket.io/}; a missing slash at
     * either end is added.
     *
     * @param value the path
     * @return this builder
     */
    public B path(String value) {
        this.path = TransportOptions.withSlashes(value);
        return self();
    }

    /**
     * Adds a query parameter to every request. Default none.
     *
     * @param name the name, not one that Engine.IO uses itself
     * @param value the value
     * @return this builder
     * @throws IllegalArgumentException if the name is {@code EIO}, {@code transport}, {@code sid}, {@code b64} or
     *     {@code j}
     */
    public B query(String name, String value) {
        query.put(TransportOptions.requireFree(name), Objects.requireNonNull(value, "value"));
        return self();
    }

    /**
     * Adds a header field to every request, polling and WebSocket. Default none.
     *
     * @param name the name
     * @param value the value
     * @return this builder
     */
    public B header(String name, String value) {
        headers.computeIfAbsent(name, key -> new ArrayList<>()).add(Objects.requireNonNull(value, "value"));
        return self();
    }

    /**
     * Sets whether the address of each request is made unlike any other, so that no cache on the way answers it.
     * Default for polling only; true is for both transports, false for none.
     *
     * @param value whether
     * @return this builder
     */
    public B timestampRequests(boolean value) {
        this.timestampRequests = value;
        return self();
    }

    /**
     * Sets the query parameter that makes addresses unlike each other. Default {@code t}.
     *
     * @param name the name, not one that Engine.IO uses itself
     * @return this builder
     * @throws IllegalArgumentException if the name is empty or Engine.IO's
     */
    public B timestampParam(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("timestampParam must not be empty");
        }
        this.timestampParam = TransportOptions.requireFree(name);
        return self();
    }

    /**
     * Sets how long a request of polling may go without its whole answer; then the session ends. It holds for polls as
     * well, which a server answers when it has something to say, at the latest with its ping: what is not longer than
     * the server's ping interval ends idle sessions. Default zero, for no timeout but the heartbeat's and the connect
     * timeout.
     *
     * @param value zero or positive
     * @return this builder
     */
    public B requestTimeout(Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException("requestTimeout must not be negative: " + value);
        }
        this.requestTimeout = value;
        return self();
    }

    /**
     * Sets who gives further header fields for each request: each poll, each body that is posted, each handshake of a
     * WebSocket. It is asked on a thread for listeners and may block; the request waits for it. Default none.
     *
     * @param source takes the place of one that was set before, asynchronous or not
     * @return this builder
     */
    public B headersFrom(HeaderSource source) {
        Objects.requireNonNull(source, "source");
        return headersFromAsync(request -> CompletableFuture.completedFuture(source.headers(request)));
    }

    /**
     * Sets who gives further header fields for each request, now or later. It is asked on a thread for listeners; the
     * request waits for its stage. Default none.
     *
     * @param source takes the place of one that was set before, asynchronous or not
     * @return this builder
     */
    public B headersFromAsync(HeaderSource.Async source) {
        this.headersFrom = Objects.requireNonNull(source, "source");
        return self();
    }

    /**
     * Sets who is told of the answer to each request, with its header fields, whatever its status. It is told on a
     * thread for listeners, one answer at a time, in the order in which they came. Default nobody.
     *
     * @param listener takes the place of one that was set before
     * @return this builder
     */
    public B onResponse(EngineResponse.Listener listener) {
        this.onResponse = Objects.requireNonNull(listener, "listener");
        return self();
    }

    /**
     * Sets where cookies are kept, over both transports and all sessions of the client or manager. Default a store in
     * memory of its own.
     *
     * @param store the store; several clients may share one
     * @return this builder
     */
    public B cookieStore(CookieStore store) {
        this.cookieStore = Objects.requireNonNull(store, "store");
        this.cookies = true;
        return self();
    }

    /**
     * Sets whether cookies are kept. Default true, so that a proxy that chooses a server by cookie leads all requests of
     * a session to the same one.
     *
     * @param value whether
     * @return this builder
     */
    public B cookies(boolean value) {
        this.cookies = value;
        return self();
    }

    /**
     * Sets whether redirects are followed while a session is being opened, at most five, and only to the same scheme,
     * host and port; the session then stays at the path that it was led to. Redirects elsewhere end the attempt in any
     * case: credentials would go along. Default false.
     *
     * @param value whether
     * @return this builder
     */
    public B followRedirects(boolean value) {
        this.followRedirects = value;
        return self();
    }

    /**
     * Sets the WebSocket subprotocols to offer, in order of preference. Default none.
     *
     * @param values names as in RFC 6455, 4.1, each once
     * @return this builder
     */
    public B protocols(String... values) {
        this.protocols = List.of(values);
        return self();
    }
}
