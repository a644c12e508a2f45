package io.jettio.client.engine;

import io.jettio.protocol.DecodeLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The options of a connection, for the builders of both layers, so that nobody has to know to which an option belongs.
 * Not thread-safe.
 *
 * @param <B> the builder
 */
public abstract class EngineOptionsBuilder<B extends EngineOptionsBuilder<B>> {
    // Incoming messages are the server's to size, whose own limits hold for what it receives, not for what it
    // sends; and Node's server answers one poll with everything that waited.
    private static final int MAX_PAYLOAD = 16 << 20;
    private static final int MAX_PACKETS_PER_PAYLOAD = 1 << 18;

    String path = "/engine.io/";
    final Map<String, String> query = new LinkedHashMap<>();
    final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    List<TransportType> transports = List.of(TransportType.POLLING, TransportType.WEBSOCKET);
    boolean upgrade = true;
    boolean rememberUpgrade;
    Duration connectTimeout = Duration.ofSeconds(20);
    Duration upgradeTimeout = Duration.ofSeconds(10);
    Duration closeTimeout = Duration.ofSeconds(5);
    DecodeLimits limits = DecodeLimits.builder()
            .maxPayloadBytes(MAX_PAYLOAD)
            .maxPacketsPerPayload(MAX_PACKETS_PER_PAYLOAD)
            .build();
    long maxBufferedBytes = 16L << 20;
    int maxBufferedPackets = 65_536;

    @Nullable
    SSLContext sslContext;

    /** For the builders of the two layers. */
    protected EngineOptionsBuilder() {}

    /**
     * {@return this builder, typed}
     */
    protected abstract B self();

    /**
     * {@return the options of the engine as set so far}
     */
    protected final EngineOptions engineOptions() {
        return new EngineOptions(this);
    }

    /**
     * Sets the path of every request. Default {@code /engine.io/}, for Socket.IO {@code /socket.io/}; a missing slash at
     * either end is added.
     *
     * @param value the path
     * @return this builder
     */
    public B path(String value) {
        String path = value.startsWith("/") ? value : "/" + value;
        this.path = path.endsWith("/") ? path : path + "/";
        return self();
    }

    /**
     * Adds a query parameter to every request. Default none.
     *
     * @param name the name, not one that Engine.IO uses itself
     * @param value the value
     * @return this builder
     * @throws IllegalArgumentException if the name is {@code EIO}, {@code transport}, {@code sid} or {@code t}
     */
    public B query(String name, String value) {
        if (List.of("EIO", "transport", "sid", "t").contains(name)) {
            throw new IllegalArgumentException("query parameter " + name + " belongs to the protocol");
        }
        query.put(name, Objects.requireNonNull(value, "value"));
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
     * Sets the transports that may be used; the first opens the session. Default polling, then WebSocket.
     *
     * @param values at least one, each once
     * @return this builder
     * @throws IllegalArgumentException if there is none, or one twice
     */
    public B transports(TransportType... values) {
        List<TransportType> list = List.of(values);
        if (list.isEmpty() || list.stream().distinct().count() != list.size()) {
            throw new IllegalArgumentException("expected each transport once and at least one: " + list);
        }
        this.transports = list;
        return self();
    }

    /**
     * Sets whether a session that begins with polling is upgraded to WebSocket, if both sides allow it. Default
     * true.
     *
     * @param value whether
     * @return this builder
     */
    public B upgrade(boolean value) {
        this.upgrade = value;
        return self();
    }

    /**
     * Sets whether, once an upgrade has succeeded, the next session of the same client or manager begins with
     * WebSocket, until that fails. Default false, since a first WebSocket that a proxy swallows costs a timeout.
     *
     * @param value whether
     * @return this builder
     */
    public B rememberUpgrade(boolean value) {
        this.rememberUpgrade = value;
        return self();
    }

    /**
     * Sets how long it may take until the handshake is there. Default 20 s.
     *
     * @param value positive
     * @return this builder
     */
    public B connectTimeout(Duration value) {
        this.connectTimeout = positive("connectTimeout", value);
        return self();
    }

    /**
     * Sets how long an upgrade may take until the candidate is dropped; the session goes on over polling. Default
     * 10 s.
     *
     * @param value positive
     * @return this builder
     */
    public B upgradeTimeout(Duration value) {
        this.upgradeTimeout = positive("upgradeTimeout", value);
        return self();
    }

    /**
     * Sets how long closing may take, writing what is buffered included. Default 5 s.
     *
     * @param value positive
     * @return this builder
     */
    public B closeTimeout(Duration value) {
        this.closeTimeout = positive("closeTimeout", value);
        return self();
    }

    /**
     * Sets what is accepted from the server at the most. Default {@link DecodeLimits#defaults()}, but 16 MiB for a
     * WebSocket message or a polling body, and 262 144 packets in such a body, since a server may answer one poll
     * with everything that waited.
     *
     * @param value the limits
     * @return this builder
     */
    public B limits(DecodeLimits value) {
        this.limits = Objects.requireNonNull(value, "value");
        return self();
    }

    /**
     * Sets how many bytes may wait to be written, whether the session is open or not. At the limit, sending throws
     * and the message is not sent. A single larger message passes when nothing waits. Default 16 MiB.
     *
     * @param value at least 1
     * @return this builder
     */
    public B maxBufferedBytes(long value) {
        this.maxBufferedBytes = atLeastOne("maxBufferedBytes", value);
        return self();
    }

    /**
     * Sets how many packets may wait to be written, whether the session is open or not. At the limit, sending
     * throws and the message is not sent. Default 65 536.
     *
     * @param value at least 1
     * @return this builder
     */
    public B maxBufferedPackets(int value) {
        this.maxBufferedPackets = (int) atLeastOne("maxBufferedPackets", value);
        return self();
    }

    /**
     * Sets the TLS context for {@code https} and {@code wss}. Default the platform's. The host name is checked in
     * any case.
     *
     * @param value the context
     * @return this builder
     */
    public B sslContext(SSLContext value) {
        this.sslContext = Objects.requireNonNull(value, "value");
        return self();
    }

    private static Duration positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be positive: " + value);
        }
        return value;
    }

    private static long atLeastOne(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1: " + value);
        }
        return value;
    }
}
