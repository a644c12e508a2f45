package io.jettio.client;

import io.jettio.client.engine.EngineOptions;
import io.jettio.client.engine.EngineOptionsBuilder;
import io.jettio.protocol.json.GsonJsonCodec;
import io.jettio.protocol.parser.JsonParser;
import io.jettio.protocol.parser.Parser;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How a manager and its sockets behave. Immutable; each option's default stands at the builder's method. */
public final class ManagerOptions {
    private final EngineOptions engine;
    private final Parser parser;
    private final Supplier<? extends CompletionStage<? extends @Nullable Object>> auth;
    private final boolean reconnection;
    private final int reconnectionAttempts;
    private final Duration reconnectionDelay;
    private final Duration reconnectionDelayMax;
    private final double randomizationFactor;
    private final Duration ackTimeout;
    private final int maxPendingAcks;
    private final int handlerThreads;

    private ManagerOptions(Builder builder) {
        this.engine = builder.connection();
        this.parser = builder.parser;
        this.auth = builder.auth;
        this.reconnection = builder.reconnection;
        this.reconnectionAttempts = builder.reconnectionAttempts;
        this.reconnectionDelay = builder.reconnectionDelay;
        this.reconnectionDelayMax = builder.reconnectionDelayMax;
        this.randomizationFactor = builder.randomizationFactor;
        this.ackTimeout = builder.ackTimeout;
        this.maxPendingAcks = builder.maxPendingAcks;
        this.handlerThreads = builder.handlerThreads;
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
     * {@return whether a lost or failed connection is tried again}
     */
    public boolean reconnection() {
        return reconnection;
    }

    /**
     * {@return how often in a row}
     */
    public int reconnectionAttempts() {
        return reconnectionAttempts;
    }

    /**
     * {@return the delay before the first attempt}
     */
    public Duration reconnectionDelay() {
        return reconnectionDelay;
    }

    /**
     * {@return the longest delay}
     */
    public Duration reconnectionDelayMax() {
        return reconnectionDelayMax;
    }

    /**
     * {@return by which part of itself a delay is bent at the most}
     */
    public double randomizationFactor() {
        return randomizationFactor;
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
     * {@return how many listeners may run at once where there are no virtual threads}
     */
    public int handlerThreads() {
        return handlerThreads;
    }

    /** Builds options, those of the connection included; not thread-safe. */
    public static final class Builder extends EngineOptionsBuilder<Builder> {
        private Parser parser = new JsonParser(GsonJsonCodec.shared());
        private Supplier<? extends CompletionStage<? extends @Nullable Object>> auth =
                () -> CompletableFuture.completedFuture(null);
        private boolean reconnection = true;
        private int reconnectionAttempts = Integer.MAX_VALUE;
        private Duration reconnectionDelay = Duration.ofSeconds(1);
        private Duration reconnectionDelayMax = Duration.ofSeconds(5);
        private double randomizationFactor = 0.5;
        private Duration ackTimeout = Duration.ofSeconds(60);
        private int maxPendingAcks = 10_000;
        private int handlerThreads = 256;

        private Builder() {
            path("/socket.io/");
        }

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
         * Sets the credentials that a socket sends when it joins its namespace. Default none.
         *
         * @param value anything that is an object in JSON, such as a map or a record
         * @return this builder
         */
        public Builder auth(Object value) {
            CompletionStage<Object> done = CompletableFuture.completedFuture(Objects.requireNonNull(value, "value"));
            this.auth = () -> done;
            return this;
        }

        /**
         * Sets where the credentials come from: asked each time a socket joins its namespace, also after a
         * reconnection. It runs on a thread where it may block; what it throws is a {@link ConnectError} of the socket.
         * Default none.
         *
         * @param value gives an object, or null for none
         * @return this builder
         */
        public Builder auth(Supplier<? extends @Nullable Object> value) {
            Objects.requireNonNull(value, "value");
            this.auth = () -> CompletableFuture.completedFuture(value.get());
            return this;
        }

        /**
         * Sets where the credentials come from when they take a while; otherwise as {@link #auth(Supplier)}. Until the
         * stage is complete the socket does not join.
         *
         * @param value gives a stage of an object, or of null for none
         * @return this builder
         */
        public Builder authAsync(Supplier<? extends CompletionStage<? extends @Nullable Object>> value) {
            this.auth = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets whether a connection that is lost, or could not be had, is tried again. Default true.
         *
         * @param value whether
         * @return this builder
         */
        public Builder reconnection(boolean value) {
            this.reconnection = value;
            return this;
        }

        /**
         * Sets how many attempts in a row are made. Default {@link Integer#MAX_VALUE}, which never ends.
         *
         * @param value not negative
         * @return this builder
         */
        public Builder reconnectionAttempts(int value) {
            this.reconnectionAttempts = value;
            return this;
        }

        /**
         * Sets the delay before the first attempt; each further one doubles it. Default 1 s.
         *
         * @param value positive
         * @return this builder
         */
        public Builder reconnectionDelay(Duration value) {
            this.reconnectionDelay = value;
            return this;
        }

        /**
         * Sets the longest delay. Default 5 s.
         *
         * @param value not less than the delay
         * @return this builder
         */
        public Builder reconnectionDelayMax(Duration value) {
            this.reconnectionDelayMax = value;
            return this;
        }

        /**
         * Sets by which part of itself a delay is made longer or shorter at random at the most, so that the clients of
         * a server that restarts do not all come at once. Default 0.5.
         *
         * @param value from 0 to 1
         * @return this builder
         */
        public Builder randomizationFactor(double value) {
            this.randomizationFactor = value;
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
         * {@return the options}
         *
         * @throws IllegalArgumentException if an option is out of its range
         */
        public ManagerOptions build() {
            require(reconnectionAttempts >= 0, "reconnectionAttempts", reconnectionAttempts);
            require(isPositive(reconnectionDelay), "reconnectionDelay", reconnectionDelay);
            require(
                    reconnectionDelayMax.compareTo(reconnectionDelay) >= 0,
                    "reconnectionDelayMax",
                    reconnectionDelayMax);
            require(randomizationFactor >= 0 && randomizationFactor <= 1, "randomizationFactor", randomizationFactor);
            require(isPositive(ackTimeout), "ackTimeout", ackTimeout);
            require(maxPendingAcks >= 1, "maxPendingAcks", maxPendingAcks);
            require(handlerThreads >= 1, "handlerThreads", handlerThreads);
            return new ManagerOptions(this);
        }

        private static boolean isPositive(Duration value) {
            return !value.isNegative() && !value.isZero();
        }

        private static void require(boolean holds, String name, Object value) {
            if (!holds) {
                throw new IllegalArgumentException(name + " out of range: " + value);
            }
        }
    }
}
