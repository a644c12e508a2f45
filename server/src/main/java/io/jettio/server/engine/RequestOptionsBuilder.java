package io.jettio.server.engine;

import io.jettio.server.observe.ServerObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The part of {@link EngineOptionsBuilder} that says who is let in, what the application does with each request, and who
 * is told how the server does. Not thread-safe.
 *
 * @param <B> the builder itself
 */
public abstract class RequestOptionsBuilder<B extends RequestOptionsBuilder<B>> {
    Cors cors = Cors.sameOrigin();
    TrustedProxies trustedProxies = TrustedProxies.none();
    int maxConnectionsPerAddress;
    int handshakesPerAddressAndSecond;
    final List<EngineMiddleware> middlewares = new ArrayList<>();

    final List<ServerObserver> observers = new ArrayList<>();

    @Nullable
    String healthPath;

    @Nullable
    AsyncRequestCheck allowRequest;

    @Nullable
    HeaderHook initialHeaders;

    @Nullable
    HeaderHook headers;

    @Nullable
    Consumer<ConnectionError> connectionErrors;

    @Nullable
    IdGenerator generateId;

    @Nullable
    EngineCookie cookie;

    RequestOptionsBuilder() {}

    /**
     * {@return this builder, as its own type}
     */
    protected abstract B self();

    /**
     * Sets which origins may connect. Default the same origin only.
     *
     * @param value the value
     * @return this builder
     */
    public B cors(Cors value) {
        this.cors = Objects.requireNonNull(value, "cors");
        return self();
    }

    /**
     * Sets what judges each handshake before a session is opened. Default none.
     *
     * @param check judges each handshake
     * @return this builder
     */
    public B allowRequest(RequestCheck check) {
        Objects.requireNonNull(check, "check");
        return allowRequestAsync(request -> CompletableFuture.completedFuture(check.allows(request)));
    }

    /**
     * Sets what judges each handshake without holding a thread meanwhile. It replaces {@link #allowRequest}.
     *
     * @param check judges each handshake
     * @return this builder
     */
    public B allowRequestAsync(AsyncRequestCheck check) {
        this.allowRequest = Objects.requireNonNull(check, "check");
        return self();
    }

    /**
     * Sets what sets headers of a handshake's answer, on polling and on the 101. Default none.
     *
     * @param value the value
     * @return this builder
     */
    public B initialHeaders(HeaderHook value) {
        this.initialHeaders = Objects.requireNonNull(value, "initialHeaders");
        return self();
    }

    /**
     * Sets what sets headers of every answer, on polling and on the 101. Default none.
     *
     * @param value the value
     * @return this builder
     */
    public B headers(HeaderHook value) {
        this.headers = Objects.requireNonNull(value, "headers");
        return self();
    }

    /**
     * Sets what is told of each refused request, on a handler thread. Default none.
     *
     * @param value the value
     * @return this builder
     */
    public B connectionErrors(Consumer<ConnectionError> value) {
        this.connectionErrors = Objects.requireNonNull(value, "connectionErrors");
        return self();
    }

    /**
     * Sets what makes the session ids. Default 120 random bits as 20 characters.
     *
     * @param value the value
     * @return this builder
     */
    public B generateId(IdGenerator value) {
        this.generateId = Objects.requireNonNull(value, "generateId");
        return self();
    }

    /**
     * Sets the cookie that carries the session id for a proxy's affinity. Default none.
     *
     * @param value the value
     * @return this builder
     */
    public B cookie(EngineCookie value) {
        this.cookie = Objects.requireNonNull(value, "cookie");
        return self();
    }

    /**
     * Bounds what one address may open; IPv6 counts by /64. What is beyond is answered 429 with {@code Retry-After}.
     * Default 0 for both: no bound, since many clients may share an address.
     *
     * @param connections open connections at a time, 0 for no bound
     * @param handshakesPerSecond handshakes in a second, with a burst of four seconds' worth, 0 for no bound
     * @return this builder
     */
    public B perAddress(int connections, int handshakesPerSecond) {
        this.maxConnectionsPerAddress = connections;
        this.handshakesPerAddressAndSecond = handshakesPerSecond;
        return self();
    }

    /**
     * Adds a middleware that sees every request, after those that were added before.
     *
     * @param middleware the middleware
     * @return this builder
     */
    public B middleware(EngineMiddleware middleware) {
        middlewares.add(Objects.requireNonNull(middleware, "middleware"));
        return self();
    }

    /**
     * Adds what is told what happens in the server, beside those that were added before. Default none, which costs
     * nothing.
     *
     * @param observer the observer; it must not block
     * @return this builder
     */
    public B observer(ServerObserver observer) {
        observers.add(Objects.requireNonNull(observer, "observer"));
        return self();
    }

    /**
     * Makes {@code listen} answer {@code GET} on a path with the server's health as JSON, 200 where it takes handshakes
     * and 503 otherwise. Default none: anybody who reaches the port can ask. In a Jetty of yours, mount a
     * {@code HealthHandler}.
     *
     * @param path the whole path, such as {@code /health}
     * @return this builder
     */
    public B health(String path) {
        this.healthPath = Objects.requireNonNull(path, "path");
        return self();
    }

    /**
     * Sets the proxies whose word about a client's address, scheme and host is believed, and the kind of header in which
     * they give it. Default {@link TrustedProxies#none()}: anybody can send such a header.
     *
     * @param value the proxies
     * @return this builder
     */
    public B trustedProxies(TrustedProxies value) {
        this.trustedProxies = Objects.requireNonNull(value, "trustedProxies");
        return self();
    }

    /**
     * Sets proxies that write {@code X-Forwarded-*}, see {@link TrustedProxies#writingXForwarded}.
     *
     * @param networks addresses or networks, such as {@code 127.0.0.1}, {@code 10.0.0.0/8} or {@code fd00::/8}
     * @return this builder
     */
    public B trustedProxies(String... networks) {
        return trustedProxies(TrustedProxies.writingXForwarded(networks));
    }
}
