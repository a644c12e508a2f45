package io.jettio.client.engine;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The options of what carries connections, for the builders of a {@link Network} that is shared and of those that have
 * one of their own. Not thread-safe.
 *
 * @param <B> the builder
 */
public abstract class NetworkOptionsBuilder<B extends NetworkOptionsBuilder<B>> {
    Duration connectTimeout = Duration.ofSeconds(20);

    @Nullable
    TlsOptions tls;

    @Nullable
    ProxyOptions proxy;

    @Nullable
    HostResolver resolver;

    @Nullable
    Executor ioExecutor;

    /** For the builders of both. */
    protected NetworkOptionsBuilder() {}

    /**
     * {@return this builder, typed}
     */
    protected abstract B self();

    final NetworkOptions networkOptions() {
        return new NetworkOptions(this);
    }

    /** Whether something is set that a shared network would decide. */
    final boolean setsNetwork() {
        return tls != null || proxy != null || resolver != null || ioExecutor != null;
    }

    /**
     * Sets how long it may take to make a connection, and with it until the handshake is there. Default 20 s.
     *
     * @param value positive
     * @return this builder
     */
    public B connectTimeout(Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("connectTimeout must be positive: " + value);
        }
        this.connectTimeout = value;
        return self();
    }

    /**
     * Sets whom to trust for {@code https} and {@code wss}, and which certificate to show. Default the JDK's trust and
     * none. The host name is checked in any case.
     *
     * @param value the options
     * @return this builder
     */
    public B tls(TlsOptions value) {
        this.tls = Objects.requireNonNull(value, "value");
        return self();
    }

    /**
     * Sets the TLS context for {@code https} and {@code wss}, in place of {@link #tls}. Default the platform's. The
     * host name is checked in any case.
     *
     * @param value the context
     * @return this builder
     */
    public B sslContext(SSLContext value) {
        return tls(TlsOptions.of(value));
    }

    /**
     * Sets the proxy that connections go through. Default none; the system's settings are not looked at.
     *
     * @param value the proxy
     * @return this builder
     */
    public B proxy(ProxyOptions value) {
        this.proxy = Objects.requireNonNull(value, "value");
        return self();
    }

    /**
     * Sets who finds the addresses of hosts. Default the platform, on a thread that may wait for it. It is asked again
     * for each connection; nothing is kept from one to the next (but by the platform: see {@code networkaddress.cache.ttl}
     * in {@link java.security.Security}).
     *
     * @param value may block
     * @return this builder
     */
    public B resolver(HostResolver value) {
        this.resolver = Objects.requireNonNull(value, "value");
        return self();
    }

    /**
     * Sets who runs the reading and writing of connections, in place of at most 16 daemon threads. One of its threads
     * is kept busy, and at least two more must be had at any time. It is never shut down here. Default none.
     *
     * @param value the executor
     * @return this builder
     */
    public B ioExecutor(Executor value) {
        this.ioExecutor = Objects.requireNonNull(value, "value");
        return self();
    }
}
