package io.jettio.server.engine;

import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.Frame;
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
public abstract class EngineOptionsBuilder<B extends EngineOptionsBuilder<B>> extends RequestOptionsBuilder<B> {
    String path = "/engine.io/";
    Duration pingInterval = Duration.ofSeconds(25);
    Duration pingIntervalGrace = Duration.ZERO;
    Duration pingTimeout = Duration.ofSeconds(20);
    Duration upgradeTimeout = Duration.ofSeconds(10);
    Set<EngineTransport> transports = EnumSet.allOf(EngineTransport.class);
    boolean allowUpgrades = true;
    boolean allowEngineV3 = false;
    DecodeLimits limits = DecodeLimits.defaults();
    int maxQueuedBytes = 16 << 20;
    int maxQueuedPackets = 65_536;

    @Nullable
    Duration writeStallTimeout;

    int handlerThreads = 256;
    OutboundPolicy outboundPolicy = OutboundPolicy.close();
    int maxPacketsPerSecond;
    int maxBytesPerSecond;
    Duration drainTimeout = Duration.ofSeconds(30);
    Duration requestTimeout = Duration.ofSeconds(30);

    boolean httpCompression = true;
    int httpCompressionThresholdBytes = 1_024;
    boolean perMessageDeflate;
    int perMessageDeflateThresholdBytes = 1_024;
    boolean jsonp;

    @Nullable
    Frame initialPacket;

    @Nullable
    ClientBundle serveClient;

    @Nullable
    TlsOptions tls;

    /** For the builders of this library. */
    protected EngineOptionsBuilder() {}

    /**
     * Sets the path under which sessions live, beginning with a slash. It matches with and without a trailing slash
     * and as a whole: {@code /engine.iox} and {@code /engine.io/more} go to the next handler. Default
     * {@code /engine.io/} ({@code /socket.io/} for Socket.IO), as in Node.
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
     * Sets by how much the ping interval that clients are told is longer than the one that the server keeps: so much
     * later may its pings come before a client gives up. Default zero, at most a day.
     *
     * @param value the value
     * @return this builder
     */
    public B pingIntervalGrace(Duration value) {
        this.pingIntervalGrace = Objects.requireNonNull(value, "pingIntervalGrace");
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
     * Sets what happens to messages that a client does not take fast enough. Default {@link OutboundPolicy#close()}:
     * nothing is lost in silence.
     *
     * @param value the policy
     * @return this builder
     */
    public B outboundPolicy(OutboundPolicy value) {
        this.outboundPolicy = Objects.requireNonNull(value, "outboundPolicy");
        return self();
    }

    /**
     * Bounds what one connection may send, on average over a second. Who sends more is read more slowly; who presses
     * against the bound for half a minute is closed. Default 0 for both: no bound.
     *
     * @param packets packets in a second, 0 for no bound
     * @param bytes bytes in a second, 0 for no bound
     * @return this builder
     */
    public B inboundRate(int packets, int bytes) {
        this.maxPacketsPerSecond = packets;
        this.maxBytesPerSecond = bytes;
        return self();
    }

    /**
     * Sets how long {@code drain} lets clients go on before it closes them. Default 30 s.
     *
     * @param value the time
     * @return this builder
     */
    public B drainTimeout(Duration value) {
        this.drainTimeout = Objects.requireNonNull(value, "drainTimeout");
        return self();
    }

    /**
     * Sets how long a connection that {@code listen} has accepted may take to bring the whole head of a request, TLS
     * included, counted from its opening and again from each answer; beyond it the connection is cut. Default 30 s, as
     * long as a silent connection may live anyway: a head that comes byte by byte is never silent, and would occupy a
     * connection for ever. It says nothing about a Jetty in which the server is mounted, whose connectors are its own,
     * and nothing about bodies, which end with their session.
     *
     * @param value the time
     * @return this builder
     */
    public B requestTimeout(Duration value) {
        this.requestTimeout = Objects.requireNonNull(value, "requestTimeout");
        return self();
    }

    /**
     * Sets whether answers of long-polling, and the files of {@link #serveClient}, are compressed for clients that
     * accept gzip or deflate. Default true, as in Node. Switch it off where a proxy in front compresses, or where
     * secrets and text of somebody else's choosing travel together: the size of a compressed answer tells about both.
     *
     * @param value the value
     * @return this builder
     */
    public B httpCompression(boolean value) {
        this.httpCompression = value;
        return self();
    }

    /**
     * Sets from how many bytes on an answer is compressed. Default 1 024, as in Node: less is hardly worth it.
     *
     * @param value the value, at least 0
     * @return this builder
     */
    public B httpCompressionThresholdBytes(int value) {
        this.httpCompressionThresholdBytes = value;
        return self();
    }

    /**
     * Sets whether WebSocket messages may be compressed (permessage-deflate, RFC 7692) for clients that ask for it.
     * Each message is compressed on its own, so that no connection keeps a window; what comes is bounded by
     * {@link DecodeLimits#maxPayloadBytes()} after it was decompressed too. Default false, as in Node: it costs more
     * time than most messages are worth.
     *
     * @param value the value
     * @return this builder
     */
    public B perMessageDeflate(boolean value) {
        this.perMessageDeflate = value;
        return self();
    }

    /**
     * Sets from how many bytes on a WebSocket message is compressed, where that was negotiated. Default 1 024, as in
     * Node.
     *
     * @param value the value, at least 0
     * @return this builder
     */
    public B perMessageDeflateThresholdBytes(int value) {
        this.perMessageDeflateThresholdBytes = value;
        return self();
    }

    /**
     * Sets whether clients may poll by script tags and forms (JSONP, the query parameter {@code j}), as old browsers
     * must. Default false: scripts are not held back by {@link #cors}, so that any page could read a session that it
     * opens with its visitor's cookies.
     *
     * @param value the value
     * @return this builder
     */
    public B jsonp(boolean value) {
        this.jsonp = value;
        return self();
    }

    /**
     * Sets a message that every session begins with: it follows the handshake, in the same answer where the transport
     * is long-polling. Default none. A Socket.IO client expects a Socket.IO packet there.
     *
     * @param message the message
     * @return this builder
     */
    public B initialPacket(Frame message) {
        this.initialPacket = Objects.requireNonNull(message, "message");
        return self();
    }

    /**
     * Sets a text message that every session begins with, see {@link #initialPacket(Frame)}.
     *
     * @param message the message
     * @return this builder
     */
    public B initialPacket(String message) {
        return initialPacket(Frame.text(message));
    }

    /**
     * Serves the files of the JavaScript client below the path, as in {@code /socket.io/socket.io.js}. Default none:
     * most pages bring their own.
     *
     * @param bundle where the files are
     * @return this builder
     */
    public B serveClient(ClientBundle bundle) {
        this.serveClient = Objects.requireNonNull(bundle, "bundle");
        return self();
    }

    /**
     * Makes {@code listen} speak TLS. Default none. It says nothing about a Jetty in which the server is mounted, whose
     * connectors are its own.
     *
     * @param options the certificate, and who may connect
     * @return this builder
     */
    public B tls(TlsOptions options) {
        this.tls = Objects.requireNonNull(options, "options");
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
