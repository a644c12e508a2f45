package io.jettio.client;

import io.jettio.client.engine.EngineOptionsBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The options that say where a manager connects, as whom, and how it comes back. Not thread-safe.
 *
 * <p>Address, headers, query and credentials may come from suppliers. Each is asked anew for every attempt to connect,
 * the headers for every request, the credentials for every join of a namespace, on a thread where it may block. One that throws, fails or takes longer
 * than {@link #connectTimeout} is a {@link ConnectError} of the stage {@link ConnectError.Stage#SUPPLIER} (of
 * headers, of {@link ConnectError.Stage#CLIENT}), and tried again like any other failure.
 *
 * @param <B> the builder
 */
public abstract class ConnectOptionsBuilder<B extends ConnectOptionsBuilder<B>> extends EngineOptionsBuilder<B> {
    Supplier<? extends CompletionStage<? extends @Nullable Object>> auth =
            () -> CompletableFuture.completedFuture(null);

    @Nullable
    Supplier<? extends CompletionStage<? extends List<URI>>> endpoints;

    @Nullable
    Supplier<? extends CompletionStage<? extends Map<String, String>>> querySupplier;

    boolean reconnection = ReconnectPolicy.DEFAULTS.enabled();
    int reconnectionAttempts = ReconnectPolicy.DEFAULTS.attempts();
    Duration reconnectionDelay = ReconnectPolicy.DEFAULTS.delay();
    Duration reconnectionDelayMax = ReconnectPolicy.DEFAULTS.delayMax();
    double randomizationFactor = ReconnectPolicy.DEFAULTS.randomizationFactor();
    boolean autoConnect;
    boolean forceNew;
    boolean multiplex = true;

    ConnectOptionsBuilder() {
        path("/socket.io/");
    }

    /**
     * Sets the credentials that a socket sends when it joins its namespace. Default none.
     *
     * @param value anything that is an object in JSON, such as a map or a record
     * @return this builder
     */
    public B auth(Object value) {
        CompletionStage<Object> done = CompletableFuture.completedFuture(Objects.requireNonNull(value, "value"));
        this.auth = () -> done;
        return self();
    }

    /**
     * Sets where the credentials come from: asked each time a socket joins its namespace, also after a reconnection.
     * Default none.
     *
     * @param value gives an object, or null for none
     * @return this builder
     */
    public B auth(Supplier<? extends @Nullable Object> value) {
        Objects.requireNonNull(value, "value");
        this.auth = () -> CompletableFuture.completedFuture(value.get());
        return self();
    }

    /**
     * Sets where the credentials come from when they take a while; otherwise as {@link #auth(Supplier)}. Until the
     * stage is complete the socket does not join.
     *
     * @param value gives a stage of an object, or of null for none
     * @return this builder
     */
    public B authAsync(Supplier<? extends CompletionStage<? extends @Nullable Object>> value) {
        this.auth = Objects.requireNonNull(value, "value");
        return self();
    }

    /**
     * Sets the addresses of servers that can stand in for each other, in place of the manager's own address. Each
     * attempt to connect begins with the one that worked last and goes through the list once, without a delay between;
     * it fails when all have failed. Default the manager's address alone.
     *
     * @param values at least one, each as for {@link Manager#create(URI, ManagerOptions)}
     * @return this builder
     * @throws IllegalArgumentException if there is none
     */
    public B endpoints(URI... values) {
        List<URI> list = List.of(values);
        if (list.isEmpty()) {
            throw new IllegalArgumentException("expected at least one address");
        }
        CompletionStage<List<URI>> done = CompletableFuture.completedFuture(list);
        this.endpoints = () -> done;
        return self();
    }

    /**
     * Sets where the addresses come from; otherwise as {@link #endpoints(URI...)}.
     *
     * @param value gives at least one address
     * @return this builder
     */
    public B endpoints(Supplier<? extends List<URI>> value) {
        Objects.requireNonNull(value, "value");
        this.endpoints = () -> CompletableFuture.completedFuture(value.get());
        return self();
    }

    /**
     * Sets where the addresses come from when they take a while; otherwise as {@link #endpoints(URI...)}.
     *
     * @param value gives a stage of at least one address
     * @return this builder
     */
    public B endpointsAsync(Supplier<? extends CompletionStage<? extends List<URI>>> value) {
        this.endpoints = Objects.requireNonNull(value, "value");
        return self();
    }

    /**
     * Sets where further header fields come from, asked for each request; {@link #headersFrom} also tells which request
     * it is, and {@link #headersFromAsync} takes a stage. They replace fields of the same name. Default none.
     *
     * @param value gives names and values
     * @return this builder
     */
    public B headers(Supplier<? extends Map<String, String>> value) {
        Objects.requireNonNull(value, "value");
        return headersFrom(request -> value.get());
    }

    /**
     * Sets where further query parameters of the requests come from. Default none.
     *
     * @param value gives names and values; names that Engine.IO uses itself fail the attempt
     * @return this builder
     */
    public B query(Supplier<? extends Map<String, String>> value) {
        Objects.requireNonNull(value, "value");
        this.querySupplier = () -> CompletableFuture.completedFuture(value.get());
        return self();
    }

    /**
     * Sets where further query parameters come from when they take a while; otherwise as {@link #query(Supplier)}.
     *
     * @param value gives a stage of names and values
     * @return this builder
     */
    public B queryAsync(Supplier<? extends CompletionStage<? extends Map<String, String>>> value) {
        this.querySupplier = Objects.requireNonNull(value, "value");
        return self();
    }

    /**
     * Sets whether a connection that is lost, or could not be had, is tried again. Default true.
     *
     * @param value whether
     * @return this builder
     */
    public B reconnection(boolean value) {
        this.reconnection = value;
        return self();
    }

    /**
     * Sets how many attempts in a row are made. Default {@link Integer#MAX_VALUE}, which never ends.
     *
     * @param value not negative
     * @return this builder
     */
    public B reconnectionAttempts(int value) {
        this.reconnectionAttempts = value;
        return self();
    }

    /**
     * Sets the delay before the first attempt; each further one doubles it. Default 1 s.
     *
     * @param value positive
     * @return this builder
     */
    public B reconnectionDelay(Duration value) {
        this.reconnectionDelay = value;
        return self();
    }

    /**
     * Sets the longest delay. Default 5 s.
     *
     * @param value not less than the delay
     * @return this builder
     */
    public B reconnectionDelayMax(Duration value) {
        this.reconnectionDelayMax = value;
        return self();
    }

    /**
     * Sets by which part of itself a delay is made longer or shorter at random at the most, so that the clients of
     * a server that restarts do not all come at once. Default 0.5.
     *
     * @param value from 0 to 1
     * @return this builder
     */
    public B randomizationFactor(double value) {
        this.randomizationFactor = value;
        return self();
    }

    /**
     * Sets whether {@link Manager#socket(String)} also connects the socket. Default false, unlike in JavaScript: here
     * events may come before the caller's next line has registered a listener.
     *
     * @param value whether
     * @return this builder
     */
    public B autoConnect(boolean value) {
        this.autoConnect = value;
        return self();
    }

    /**
     * Sets whether a {@link ClientContext} makes a connection of its own for this socket. Default false.
     *
     * @param value whether
     * @return this builder
     */
    public B forceNew(boolean value) {
        this.forceNew = value;
        return self();
    }

    /**
     * Sets whether a {@link ClientContext} lets this socket share the connection of others to the same address.
     * Default true; false is the same as {@link #forceNew} with true.
     *
     * @param value whether
     * @return this builder
     */
    public B multiplex(boolean value) {
        this.multiplex = value;
        return self();
    }

    static CompletionStage<Map<String, String>> nothing() {
        return CompletableFuture.completedFuture(Map.of());
    }

    final boolean isStatic() {
        return endpoints == null && querySupplier == null;
    }

    final ReconnectPolicy policy() {
        return new ReconnectPolicy(
                reconnection, reconnectionAttempts, reconnectionDelay, reconnectionDelayMax, randomizationFactor);
    }
}
