package io.jettio.client;

import io.jettio.client.engine.EngineOptions;
import io.jettio.protocol.json.GsonJsonCodec;
import io.jettio.protocol.parser.JsonParser;
import io.jettio.protocol.parser.Parser;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How a manager and its sockets behave. Immutable; each option's default stands at the builder's method. */
public final class ManagerOptions {
    private final EngineOptions engine;
    private final Parser parser;
    private final Supplier<? extends CompletionStage<? extends @Nullable Object>> auth;
    private final @Nullable Supplier<? extends CompletionStage<? extends List<URI>>> endpoints;
    private final Supplier<? extends CompletionStage<? extends Map<String, String>>> query;
    private final boolean isStatic;
    private final ReconnectPolicy reconnectPolicy;
    private final boolean autoConnect;
    private final boolean ownConnection;
    private final Duration ackTimeout;
    private final int maxPendingAcks;
    private final int retries;
    private final boolean retryKeys;
    private final int sendBufferPackets;
    private final long sendBufferBytes;
    private final OverflowPolicy sendBufferOverflow;
    private final int handlerThreads;
    private final boolean closeOnShutdown;

    private ManagerOptions(Builder builder) {
        this.engine = builder.connection();
        this.parser = builder.parser;
        this.auth = builder.auth;
        this.endpoints = builder.endpoints;
        this.query = builder.querySupplier == null ? ConnectOptionsBuilder::nothing : builder.querySupplier;
        this.isStatic = builder.isStatic();
        this.reconnectPolicy = builder.policy();
        this.autoConnect = builder.autoConnect;
        this.ownConnection = builder.forceNew || !builder.multiplex;
        this.ackTimeout = builder.ackTimeout;
        this.maxPendingAcks = builder.maxPendingAcks;
        this.retries = builder.retries;
        this.retryKeys = builder.retryKeys;
        this.sendBufferPackets =
                builder.sendBufferPackets > 0 ? builder.sendBufferPackets : engine.maxBufferedPackets();
        this.sendBufferBytes = builder.sendBufferBytes > 0 ? builder.sendBufferBytes : engine.maxBufferedBytes();
        this.sendBufferOverflow = builder.sendBufferOverflow;
        this.handlerThreads = builder.handlerThreads;
        this.closeOnShutdown = builder.closeOnShutdown;
    }

    /**
     * {@return a builder that starts from the defaults}
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * {@return how the connection behaves}
     */
    public EngineOptions engine() {
        return engine;
    }

    /**
     * {@return the wire format}
     */
    public Parser parser() {
        return parser;
    }

    /**
     * {@return gives what is sent with each CONNECT}
     */
    public Supplier<? extends CompletionStage<? extends @Nullable Object>> auth() {
        return auth;
    }

    /**
     * {@return gives the addresses to try, empty where the manager's own is the only one}
     */
    public Optional<Supplier<? extends CompletionStage<? extends List<URI>>>> endpoints() {
        return Optional.ofNullable(endpoints);
    }

    /**
     * {@return gives query parameters for each attempt to connect}
     */
    public Supplier<? extends CompletionStage<? extends Map<String, String>>> query() {
        return query;
    }

    /**
     * {@return whether no supplier has to be asked before an attempt to connect}
     */
    public boolean isStatic() {
        return isStatic;
    }

    /**
     * {@return how a manager comes back, to begin with}
     */
    public ReconnectPolicy reconnectPolicy() {
        return reconnectPolicy;
    }

    /**
     * {@return whether asking a manager for a socket connects it}
     */
    public boolean autoConnect() {
        return autoConnect;
    }

    /**
     * {@return whether a {@link ClientContext} makes a connection for this socket alone}
     */
    public boolean ownConnection() {
        return ownConnection;
    }

    /**
     * {@return how long an ack may take where {@link AckEmitter#timeout} says nothing else}
     */
    public Duration ackTimeout() {
        return ackTimeout;
    }

    /**
     * {@return how many acks of one socket may be pending}
     */
    public int maxPendingAcks() {
        return maxPendingAcks;
    }

    /**
     * {@return how often an event is sent again until it is acknowledged, 0 for never}
     */
    public int retries() {
        return retries;
    }

    /**
     * {@return whether such events carry a key behind their arguments}
     */
    public boolean retryKeys() {
        return retryKeys;
    }

    /**
     * {@return how many packets of a socket may wait for its connection}
     */
    public int sendBufferPackets() {
        return sendBufferPackets;
    }

    /**
     * {@return how many bytes of a socket may wait for its connection}
     */
    public long sendBufferBytes() {
        return sendBufferBytes;
    }

    /**
     * {@return what happens beyond that}
     */
    public OverflowPolicy sendBufferOverflow() {
        return sendBufferOverflow;
    }

    /**
     * {@return how many listeners may run at once where there are no virtual threads}
     */
    public int handlerThreads() {
        return handlerThreads;
    }

    /**
     * {@return whether the manager closes when the JVM is told to end}
     */
    public boolean closeOnShutdown() {
        return closeOnShutdown;
    }

    /** Builds options, those of the connection included; not thread-safe. */
    public static final class Builder extends ConnectOptionsBuilder<Builder> {
        private Parser parser = new JsonParser(GsonJsonCodec.shared());
        private Duration ackTimeout = Duration.ofSeconds(60);
        private int maxPendingAcks = 10_000;
        private int retries;
        private boolean retryKeys;
        private int sendBufferPackets;
        private long sendBufferBytes;
        private OverflowPolicy sendBufferOverflow = OverflowPolicy.REFUSE;
        private int handlerThreads = 256;
        private boolean closeOnShutdown;

        private Builder() {}

        @Override
        protected Builder self() {
            return this;
        }

        private EngineOptions connection() {
            return engineOptions();
        }

        /**
         * Sets the wire format, which must be the server's. Default {@link JsonParser} with {@link GsonJsonCodec}.
         *
         * @param value the parser
         * @return this builder
         */
        public Builder parser(Parser value) {
            this.parser = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets how long an ack may take where {@link AckEmitter#timeout} says nothing else, waiting for a connection
         * included. Default 60 s.
         *
         * @param value positive
         * @return this builder
         */
        public Builder ackTimeout(Duration value) {
            this.ackTimeout = value;
            return this;
        }

        /**
         * Sets how many acks of one socket may be pending; one more fails at once. Default 10 000.
         *
         * @param value at least 1
         * @return this builder
         */
        public Builder maxPendingAcks(int value) {
            this.maxPendingAcks = value;
            return this;
        }

        /**
         * Sets how often an event is sent again when its ack does not come within the ack timeout, or the connection is
         * lost before. Where this is more than 0, every event but volatile ones is acknowledged, and sent only when the
         * one before it is done: at least once, in order. A server that does not acknowledge it gets each event several
         * times. Default 0.
         *
         * @param value not negative; an event is sent at most once more than that
         * @return this builder
         */
        public Builder retries(int value) {
            this.retries = value;
            return this;
        }

        /**
         * Sets whether each event that {@link #retries} may send again carries, behind its arguments, a text by which
         * the server knows it again: the same each time, unlike that of any other event. Default false, since handlers
         * of the server see one argument more.
         *
         * @param value whether
         * @return this builder
         */
        public Builder retryKeys(boolean value) {
            this.retryKeys = value;
            return this;
        }

        /**
         * Sets how many packets of one socket may wait while it is not connected. Default what
         * {@link #maxBufferedPackets} says.
         *
         * @param value at least 1
         * @return this builder
         */
        public Builder sendBufferPackets(int value) {
            require(value >= 1, "sendBufferPackets", value);
            this.sendBufferPackets = value;
            return this;
        }

        /**
         * Sets how many bytes of one socket may wait while it is not connected. A single larger event passes when
         * nothing waits. Default what {@link #maxBufferedBytes} says.
         *
         * @param value at least 1
         * @return this builder
         */
        public Builder sendBufferBytes(long value) {
            require(value >= 1, "sendBufferBytes", value);
            this.sendBufferBytes = value;
            return this;
        }

        /**
         * Sets what happens to events beyond these bounds. Default {@link OverflowPolicy#REFUSE}. Events that are sent
         * with {@link #retries} are refused in any case.
         *
         * @param value the policy
         * @return this builder
         */
        public Builder sendBufferOverflow(OverflowPolicy value) {
            this.sendBufferOverflow = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets how many listeners may run at once before JDK 21; from then on each has a virtual thread. Default 256.
         *
         * @param value at least 1
         * @return this builder
         */
        public Builder handlerThreads(int value) {
            this.handlerThreads = value;
            return this;
        }

        /**
         * Sets whether the manager closes, as {@link Manager#close()} does, when the JVM ends: by SIGTERM, SIGINT or
         * {@link System#exit}, or because only daemon threads are left. Sockets leave their namespaces, and the server hears
         * of it at once. Until it is closed, the JVM then keeps the manager. Default false, since hooks of the JVM run at the
         * same time and in no order: where a container or a framework ends the application, let that close the manager.
         *
         * @param value whether
         * @return this builder
         */
        public Builder closeOnShutdown(boolean value) {
            this.closeOnShutdown = value;
            return this;
        }

        /**
         * {@return the options}
         *
         * @throws IllegalArgumentException if an option is out of its range
         */
        public ManagerOptions build() {
            require(!ackTimeout.isNegative() && !ackTimeout.isZero(), "ackTimeout", ackTimeout);
            require(maxPendingAcks >= 1, "maxPendingAcks", maxPendingAcks);
            require(retries >= 0, "retries", retries);
            require(handlerThreads >= 1, "handlerThreads", handlerThreads);
            return new ManagerOptions(this);
        }

        private static void require(boolean holds, String name, Object value) {
            if (!holds) {
                throw new IllegalArgumentException(name + " out of range: " + value);
            }
        }
    }
}
