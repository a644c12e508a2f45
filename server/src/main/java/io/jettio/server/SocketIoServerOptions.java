package io.jettio.server;

import io.jettio.protocol.json.GsonJsonCodec;
import io.jettio.protocol.json.JsonCodec;
import io.jettio.protocol.parser.JsonParser;
import io.jettio.protocol.parser.Parser;
import io.jettio.server.adapter.AdapterFactory;
import io.jettio.server.adapter.InMemoryAdapter;
import io.jettio.server.adapter.RecoveryOptions;
import io.jettio.server.engine.EngineOptionsBuilder;
import io.jettio.server.engine.EngineServerOptions;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The options of a Socket.IO server. Immutable; made by {@link #builder()}. */
public final class SocketIoServerOptions {
    private final EngineServerOptions engine;
    private final Duration connectTimeout;
    private final Duration ackTimeout;
    private final int maxPendingAcks;
    private final int maxNamespaces;
    private final int maxDynamicNamespaces;
    private final boolean cleanupEmptyChildNamespaces;
    private final Set<String> allowedNamespaces;
    private final Parser parser;
    private final AdapterFactory adapter;
    private final @Nullable RecoveryOptions recovery;

    private SocketIoServerOptions(Builder from, EngineServerOptions engine) {
        this.engine = engine;
        this.connectTimeout = positive("connectTimeout", from.connectTimeout);
        this.ackTimeout = from.ackTimeout.isZero() ? Duration.ZERO : positive("ackTimeout", from.ackTimeout);
        this.maxPendingAcks = positive("maxPendingAcks", from.maxPendingAcks);
        this.maxNamespaces = positive("maxNamespaces", from.maxNamespaces);
        this.maxDynamicNamespaces = positive("maxDynamicNamespaces", from.maxDynamicNamespaces);
        this.cleanupEmptyChildNamespaces = from.cleanupEmptyChildNamespaces;
        this.allowedNamespaces = from.allowedNamespaces;
        this.parser = from.parser;
        this.adapter = from.adapter;
        this.recovery = from.recovery;
    }

    /**
     * {@return a builder with the defaults}
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * {@return options set by a function}
     *
     * @param configure sets what differs from the defaults
     * @throws IllegalArgumentException if an option is out of its bounds, or two do not fit each other
     */
    public static SocketIoServerOptions of(Consumer<Builder> configure) {
        Builder builder = builder();
        configure.accept(builder);
        return builder.build();
    }

    /**
     * {@return the options of the engine below}
     */
    public EngineServerOptions engine() {
        return engine;
    }

    /**
     * {@return how long a connection may live without joining a namespace}
     */
    public Duration connectTimeout() {
        return connectTimeout;
    }

    /**
     * {@return how long an ack is waited for where the emit does not say; zero for as long as the socket is connected}
     */
    public Duration ackTimeout() {
        return ackTimeout;
    }

    /**
     * {@return acks that one socket may owe at a time; beyond it an emit with ack fails at once and is not sent}
     */
    public int maxPendingAcks() {
        return maxPendingAcks;
    }

    /**
     * {@return namespaces that one connection may join; one more is refused with {@code Too many namespaces}}
     */
    public int maxNamespaces() {
        return maxNamespaces;
    }

    /**
     * {@return children of dynamic namespaces that may exist at a time; who asks for one more is refused with
     * {@code Too many dynamic namespaces}}
     */
    public int maxDynamicNamespaces() {
        return maxDynamicNamespaces;
    }

    /**
     * {@return whether a child of a dynamic namespace is removed when its last socket has gone}
     */
    public boolean cleanupEmptyChildNamespaces() {
        return cleanupEmptyChildNamespaces;
    }

    /**
     * {@return the only namespaces that clients may join, each with its leading slash; empty where any may be joined that
     * there is; unmodifiable}
     */
    public Set<String> allowedNamespaces() {
        return allowedNamespaces;
    }

    /**
     * {@return the wire format, which the clients must share}
     */
    public Parser parser() {
        return parser;
    }

    /**
     * {@return what makes the adapter of each namespace}
     */
    public AdapterFactory adapter() {
        return adapter;
    }

    /**
     * {@return what is kept for clients that lose their connection and come back; empty where nothing is}
     */
    public Optional<RecoveryOptions> recovery() {
        return Optional.ofNullable(recovery);
    }

    private static Duration positive(String name, Duration value) {
        if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(name + " must be from a millisecond to a day: " + value);
        }
        return value;
    }

    private static int positive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive: " + value);
        }
        return value;
    }

    /** Builds the options. Not thread-safe. */
    public static final class Builder extends EngineOptionsBuilder<Builder> {
        private Duration connectTimeout = Duration.ofSeconds(45);
        private Duration ackTimeout = Duration.ofSeconds(60);
        private int maxPendingAcks = 10_000;
        private int maxNamespaces = 32;
        private int maxDynamicNamespaces = 10_000;
        private boolean cleanupEmptyChildNamespaces = true;
        private Set<String> allowedNamespaces = Set.of();
        private Parser parser = new JsonParser(GsonJsonCodec.shared());
        private AdapterFactory adapter = InMemoryAdapter::new;
        private @Nullable RecoveryOptions recovery;

        private Builder() {
            path("/socket.io/");
        }

        @Override
        protected Builder self() {
            return this;
        }

        /**
         * Sets how long a connection may live without joining a namespace. Default 45 s, as in Node.
         *
         * @param value the value
         * @return this builder
         */
        public Builder connectTimeout(Duration value) {
            this.connectTimeout = Objects.requireNonNull(value, "connectTimeout");
            return this;
        }

        /**
         * Sets how long an ack is waited for where the emit does not say. Default 60 s: an ack that may never come
         * must not be kept for ever. Zero for none: an ack is then awaited until the disconnect.
         *
         * @param value the value
         * @return this builder
         */
        public Builder ackTimeout(Duration value) {
            this.ackTimeout = Objects.requireNonNull(value, "ackTimeout");
            return this;
        }

        /**
         * Sets acks that one socket may owe at a time; beyond it an emit with ack fails at once and is not sent.
         * Default 10 000.
         *
         * @param value the value
         * @return this builder
         */
        public Builder maxPendingAcks(int value) {
            this.maxPendingAcks = value;
            return this;
        }

        /**
         * Sets namespaces that one connection may join; one more is refused with {@code Too many namespaces}. Default
         * 32.
         *
         * @param value the value
         * @return this builder
         */
        public Builder maxNamespaces(int value) {
            this.maxNamespaces = value;
            return this;
        }

        /**
         * Sets children of dynamic namespaces that may exist at a time, whoever asks for them; who asks for one more is
         * refused with {@code Too many dynamic namespaces}. Default 10 000: clients choose these names, and must not fill
         * the memory with them.
         *
         * @param value the value
         * @return this builder
         */
        public Builder maxDynamicNamespaces(int value) {
            this.maxDynamicNamespaces = value;
            return this;
        }

        /**
         * Sets whether a child of a dynamic namespace is removed when its last socket has gone, with what was registered
         * in it. Default true, unlike in Node. Children that {@link SocketIoServer#of(String)} was asked for stay in any
         * case.
         *
         * @param value the value
         * @return this builder
         */
        public Builder cleanupEmptyChildNamespaces(boolean value) {
            this.cleanupEmptyChildNamespaces = value;
            return this;
        }

        /**
         * Sets the only namespaces that clients may join. They exist from the start; every other, even the main one
         * unless it is named, is refused with {@code Invalid namespace}, whatever handlers or patterns there are. Default
         * empty: no such list, any namespace may be joined that there is.
         *
         * @param names the names; a missing leading slash is added
         * @return this builder
         * @throws IllegalArgumentException if a name holds a comma or a question mark
         */
        public Builder allowedNamespaces(Collection<String> names) {
            Set<String> full = new LinkedHashSet<>();
            for (String name : names) {
                if (name.indexOf(',') >= 0 || name.indexOf('?') >= 0) {
                    throw new IllegalArgumentException("a namespace's name has no comma and no question mark: " + name);
                }
                full.add(name.startsWith("/") ? name : "/" + name);
            }
            this.allowedNamespaces = Collections.unmodifiableSet(full);
            return this;
        }

        /**
         * Sets the wire format, which the clients must share. Default JSON, mapped by Gson.
         *
         * @param value the value
         * @return this builder
         */
        public Builder parser(Parser value) {
            this.parser = Objects.requireNonNull(value, "parser");
            return this;
        }

        /**
         * Keeps the JSON wire format and maps arguments by another codec, such as a {@link GsonJsonCodec} around an own
         * Gson.
         *
         * @param codec the codec
         * @return this builder
         */
        public Builder json(JsonCodec codec) {
            return parser(new JsonParser(codec));
        }

        /**
         * Sets what makes the adapter of each namespace. Default {@link InMemoryAdapter}: rooms of this server alone.
         *
         * @param value the value
         * @return this builder
         */
        public Builder adapter(AdapterFactory value) {
            this.adapter = Objects.requireNonNull(value, "adapter");
            return this;
        }

        /**
         * Has clients that lose their connection and come back find their socket's id, rooms and data again, and get the
         * events that they missed: connection state recovery. An offset, a text, then stands behind the arguments of each
         * event that is sent without ack. Default none: nothing is kept.
         *
         * @param value what is kept, such as {@link RecoveryOptions#DEFAULTS}
         * @return this builder
         */
        public Builder recovery(RecoveryOptions value) {
            this.recovery = Objects.requireNonNull(value, "recovery");
            return this;
        }

        /**
         * {@return the options}
         *
         * @throws IllegalArgumentException if an option is out of its bounds, or two do not fit each other
         */
        public SocketIoServerOptions build() {
            return new SocketIoServerOptions(this, buildEngine());
        }
    }
}
