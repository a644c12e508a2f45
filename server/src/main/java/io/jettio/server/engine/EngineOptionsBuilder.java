package io.jettio.server.engine;

import io.jettio.protocol.DecodeLimits;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sets the options of an engine; the base of the builders of {@link EngineServerOptions} and of
 * {@code SocketIoServerOptions}. Each setter keeps its value unchecked until the options are built. Not thread-safe.
 *
 * @param <B> the builder itself
 */
public abstract class EngineOptionsBuilder<B extends EngineOptionsBuilder<B>> {
    String path = "/engine.io/";
    Duration pingInterval = Duration.ofSeconds(25);
    Duration pingTimeout = Duration.ofSeconds(20);
    Duration upgradeTimeout = Duration.ofSeconds(10);
    Set<EngineTransport> transports = EnumSet.allOf(EngineTransport.class);
    boolean allowUpgrades = true;
    boolean allowEngineV3 = false;
    Cors cors = Cors.sameOrigin();
    DecodeLimits limits = DecodeLimits.defaults();
    int maxQueuedBytes = 16 << 20;
    int maxQueuedPackets = 65_536;

    @Nullable
    Duration writeStallTimeout;

    int handlerThreads = 256;

    /** For the builders of this library. */
    protected EngineOptionsBuilder() {}

    /**
     * {@return this builder, as its own type}
     */
    protected abstract B self();

    /**
     * Sets the path under which sessions live, beginning with a slash; it matches with and without a trailing
     * slash. Default {@code /engine.io/} ({@code /socket.io/} for Socket.IO), as in Node.
     *
     * @param value the value
     * @return this builder
     */
    public B path(String value) {
        this.path = Objects.requireNonNull(value, "path");
        return self();
    }

    /**
     * Sets the time between two heartbeats. Default 25 s, as in Node.
     *
     * @param value the value
     * @return this builder
     */
    public B pingInterval(Duration value) {
        this.pingInterval = Objects.requireNonNull(value, "pingInterval");
        return self();
    }

    /**
     * Sets how long the answer to a heartbeat may take. Default 20 s, as in Node.
     *
     * @param value the value
     * @return this builder
     */
    public B pingTimeout(Duration value) {
        this.pingTimeout = Objects.requireNonNull(value, "pingTimeout");
        return self();
    }

    /**
     * Sets how long an upgrade may take before the candidate transport is dropped; the session stays. Default 10
     * s, as in Node.
     *
     * @param value the value
     * @return this builder
     */
    public B upgradeTimeout(Duration value) {
        this.upgradeTimeout = Objects.requireNonNull(value, "upgradeTimeout");
        return self();
    }

    /**
     * Sets the transports that a client may use. Default all.
     *
     * @param value the value
     * @return this builder
     */
    public B transports(Set<EngineTransport> value) {
        this.transports = Objects.requireNonNull(value, "transports");
        return self();
    }

    /**
     * Sets whether a polling session may become a WebSocket. Default true.
     *
     * @param value the value
     * @return this builder
     */
    public B allowUpgrades(boolean value) {
        this.allowUpgrades = value;
        return self();
    }

    /**
     * Sets whether clients of Engine.IO version 3 (Socket.IO 2) are let in. Default false, as in Node.
     *
     * @param value the value
     * @return this builder
     */
    public B allowEngineV3(boolean value) {
        this.allowEngineV3 = value;
        return self();
    }

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
     * Sets what is accepted from a peer at the most. Default {@link DecodeLimits#defaults()}.
     *
     * @param value the value
     * @return this builder
     */
    public B limits(DecodeLimits value) {
        this.limits = Objects.requireNonNull(value, "limits");
        return self();
    }

    /**
     * Sets bytes that may wait for one connection before it is closed as a slow consumer. Default 16 MiB: a
     * stalled peer must not grow the server.
     *
     * @param value the value
     * @return this builder
     */
    public B maxQueuedBytes(int value) {
        this.maxQueuedBytes = value;
        return self();
    }

    /**
     * Sets packets that may wait for one connection before it is closed as a slow consumer. Default 65 536.
     *
     * @param value the value
     * @return this builder
     */
    public B maxQueuedPackets(int value) {
        this.maxQueuedPackets = value;
        return self();
    }

    /**
     * Sets how long a queue may stay without a byte going out before the connection is closed as a slow consumer.
     * Default ping interval plus ping timeout.
     *
     * @param value the value
     * @return this builder
     */
    public B writeStallTimeout(Duration value) {
        this.writeStallTimeout = Objects.requireNonNull(value, "writeStallTimeout");
        return self();
    }

    /**
     * Sets how many handlers may run at once where there are no virtual threads (JDK 17 to 20); threads are
     * started on demand and are daemons. Default 256. Ignored on JDK 21 and later.
     *
     * @param value the value
     * @return this builder
     */
    public B handlerThreads(int value) {
        this.handlerThreads = value;
        return self();
    }

    /**
     * {@return the engine's options as set so far}
     *
     * @throws IllegalArgumentException if an option is out of its bounds, or two do not fit each other
     */
    protected EngineServerOptions buildEngine() {
        return new EngineServerOptions(this);
    }
}
