package io.jettio.client.engine;

import io.jettio.protocol.DecodeLimits;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The options of a connection, for the builders of both layers, so that nobody has to know to which an option belongs.
 * Not thread-safe.
 *
 * @param <B> the builder
 */
public abstract class EngineOptionsBuilder<B extends EngineOptionsBuilder<B>> extends RequestOptionsBuilder<B> {
    // Incoming messages are the server's to size, whose own limits hold for what it receives, not for what it
    // sends; and Node's server answers one poll with everything that waited.
    private static final int MAX_PAYLOAD = 16 << 20;
    private static final int MAX_PACKETS_PER_PAYLOAD = 1 << 18;

    List<TransportType> transports = List.of(TransportType.POLLING, TransportType.WEBSOCKET);
    boolean upgrade = true;
    boolean rememberUpgrade;
    Duration upgradeTimeout = Duration.ofSeconds(10);
    Duration closeTimeout = Duration.ofSeconds(5);
    DecodeLimits limits = DecodeLimits.builder()
            .maxPayloadBytes(MAX_PAYLOAD)
            .maxPacketsPerPayload(MAX_PACKETS_PER_PAYLOAD)
            .build();
    long maxBufferedBytes = 16L << 20;
    int maxBufferedPackets = 65_536;

    final Map<TransportType, TransportOptions.Builder> perTransport = new EnumMap<>(TransportType.class);
    boolean tryAllTransports;
    boolean forceBase64;
    boolean perMessageDeflate;

    @Nullable
    Network network;

    /** For the builders of the two layers. */
    protected EngineOptionsBuilder() {}

    /**
     * {@return the options of the engine as set so far}
     *
     * @throws IllegalArgumentException if two options do not fit each other
     */
    protected final EngineOptions engineOptions() {
        if (network != null && setsNetwork()) {
            throw new IllegalArgumentException("tls, proxy, resolver and ioExecutor are the shared network's to set");
        }
        if (query.containsKey(timestampParam)) {
            throw new IllegalArgumentException("query parameter " + timestampParam + " is the timestamp's");
        }
        return new EngineOptions(this);
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
     * Sets what holds for one transport only. Default nothing.
     *
     * @param transport the transport
     * @param options sets it, on top of what was set before
     * @return this builder
     */
    public B transport(TransportType transport, Consumer<TransportOptions.Builder> options) {
        options.accept(perTransport.computeIfAbsent(transport, key -> new TransportOptions.Builder()));
        return self();
    }

    /**
     * Sets whether, where the first transport cannot open the session, the others are tried in their order, within the
     * connect timeout, of which each gets an equal part. Default false: the attempt fails with the first.
     *
     * @param value whether
     * @return this builder
     */
    public B tryAllTransports(boolean value) {
        this.tryAllTransports = value;
        return self();
    }

    /**
     * Sets whether binary messages travel as base64 in text over WebSocket, too, both ways, for what on the way spoils
     * binary ones. Over polling they do in any case. Default false.
     *
     * @param value whether
     * @return this builder
     */
    public B forceBase64(boolean value) {
        this.forceBase64 = value;
        return self();
    }

    /**
     * Sets whether {@code permessage-deflate} (RFC 7692) is offered with a WebSocket's handshake. Every message is
     * then compressed, both ways, if the server agrees, which costs each connection memory; the limit on messages
     * holds for the inflated size. Default false.
     *
     * @param value whether
     * @return this builder
     */
    public B perMessageDeflate(boolean value) {
        this.perMessageDeflate = value;
        return self();
    }

    /**
     * Sets the network to use, in place of one of its own; options for TLS, proxy, resolver and I/O threads are then
     * the network's. Default none.
     *
     * @param value the network, not closed with the client or manager
     * @return this builder
     */
    public B network(Network value) {
        this.network = Objects.requireNonNull(value, "value");
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
