package io.jettio.client.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** How connections are made. Immutable; each option's default stands at the builder's method. */
public final class NetworkOptions {
    private final Duration connectTimeout;
    private final @Nullable TlsOptions tls;
    private final @Nullable ProxyOptions proxy;
    private final @Nullable HostResolver resolver;
    private final @Nullable Executor ioExecutor;

    NetworkOptions(NetworkOptionsBuilder<?> builder) {
        this.connectTimeout = builder.connectTimeout;
        this.tls = builder.tls;
        this.proxy = builder.proxy;
        this.resolver = builder.resolver;
        this.ioExecutor = builder.ioExecutor;
    }

    /**
     * {@return a builder that starts from the defaults}
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * {@return how long making a connection may take}
     */
    public Duration connectTimeout() {
        return connectTimeout;
    }

    /**
     * {@return whom to trust, empty for the JDK's trust}
     */
    public Optional<TlsOptions> tls() {
        return Optional.ofNullable(tls);
    }

    /**
     * {@return the proxy, empty for none}
     */
    public Optional<ProxyOptions> proxy() {
        return Optional.ofNullable(proxy);
    }

    /**
     * {@return who finds addresses, empty for the platform}
     */
    public Optional<HostResolver> resolver() {
        return Optional.ofNullable(resolver);
    }

    /**
     * {@return who runs reading and writing, empty for threads of the network's own}
     */
    public Optional<Executor> ioExecutor() {
        return Optional.ofNullable(ioExecutor);
    }

    /** Builds options; not thread-safe. */
    public static final class Builder extends NetworkOptionsBuilder<Builder> {
        private Builder() {}

        @Override
        protected Builder self() {
            return this;
        }

        /**
         * {@return the options}
         */
        public NetworkOptions build() {
            return networkOptions();
        }
    }
}
