package io.jettio.server.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a server that listens by itself speaks TLS, versions 1.3 and 1.2 only: its certificate, and which clients it asks
 * for theirs. The files are read when the server begins to listen, and again when they are reloaded. HTTP/2 is spoken
 * only by a Jetty of the application's in which the server is mounted. Immutable.
 */
public final class TlsOptions {
    /** Whether clients must show a certificate. */
    public enum ClientAuth {
        /** Clients are not asked for one. */
        NONE,
        /** Clients are asked for one and may have none; one that is not trusted ends the handshake. */
        WANT,
        /** Clients must show one that is trusted. */
        NEED
    }

    /**
     * A file of keys and certificates in one of the formats that Java knows.
     *
     * @param file the file
     * @param password what it, and the key in it, is protected by
     * @param type {@code PKCS12} or {@code JKS}, or null to find out
     */
    public record Store(
            Path file, String password, @Nullable String type) {
        /**
         * {@return the file, without the password}
         */
        @Override
        public String toString() {
            return "Store[" + file + "]";
        }
    }

    /**
     * A certificate and its key as PEM files.
     *
     * @param certificates the server's certificate, then those that lead from it to a root
     * @param privateKey the key in PKCS#8, not encrypted: {@code BEGIN PRIVATE KEY}
     */
    public record Pem(Path certificates, Path privateKey) {}

    private final @Nullable Store keyStore;
    private final @Nullable Pem pem;
    private final @Nullable Store trustStore;
    private final @Nullable Path clientCa;
    private final ClientAuth clientAuth;
    private final @Nullable Duration reloadInterval;

    private TlsOptions(Builder from) {
        if ((from.keyStore == null) == (from.pem == null)) {
            throw new IllegalArgumentException("either a key store or PEM files must be set");
        }
        if (from.trustStore != null && from.clientCa != null) {
            throw new IllegalArgumentException("either a trust store or a PEM file of client CAs may be set, not both");
        }
        boolean trusts = from.trustStore != null || from.clientCa != null;
        if (trusts != (from.clientAuth != ClientAuth.NONE)) {
            throw new IllegalArgumentException("clientAuth " + from.clientAuth + (trusts ? " does not use" : " needs")
                    + " a trust store or client CAs");
        }
        this.keyStore = from.keyStore;
        this.pem = from.pem;
        this.trustStore = from.trustStore;
        this.clientCa = from.clientCa;
        this.clientAuth = from.clientAuth;
        this.reloadInterval = from.reloadInterval;
    }

    /**
     * {@return a builder without a certificate}
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * {@return options set by a function}
     *
     * @param configure sets at least the certificate
     * @throws IllegalArgumentException if there is no certificate, or two options do not fit each other
     */
    public static TlsOptions of(Consumer<Builder> configure) {
        Builder builder = builder();
        configure.accept(builder);
        return builder.build();
    }

    /**
     * {@return options with the certificate of a key store, and nothing else}
     *
     * @param file the file, in a format that Java knows
     * @param password what it, and the key in it, is protected by
     */
    public static TlsOptions keyStore(Path file, String password) {
        return of(tls -> tls.keyStore(file, password));
    }

    /**
     * {@return options with the certificate of PEM files, and nothing else}
     *
     * @param certificates the server's certificate, then those that lead from it to a root
     * @param privateKey the key in PKCS#8, not encrypted
     */
    public static TlsOptions pem(Path certificates, Path privateKey) {
        return of(tls -> tls.pem(certificates, privateKey));
    }

    /**
     * {@return the key store, or empty where there are PEM files}
     */
    public Optional<Store> keyStore() {
        return Optional.ofNullable(keyStore);
    }

    /**
     * {@return the PEM files, or empty where there is a key store}
     */
    public Optional<Pem> pem() {
        return Optional.ofNullable(pem);
    }

    /**
     * {@return the store of the certificates that clients' certificates must lead to, or empty}
     */
    public Optional<Store> trustStore() {
        return Optional.ofNullable(trustStore);
    }

    /**
     * {@return the PEM file of the certificates that clients' certificates must lead to, or empty}
     */
    public Optional<Path> clientCa() {
        return Optional.ofNullable(clientCa);
    }

    /**
     * {@return whether clients must show a certificate}
     */
    public ClientAuth clientAuth() {
        return clientAuth;
    }

    /**
     * {@return how often the files are looked at for changes, or empty for never}
     */
    public Optional<Duration> reloadInterval() {
        return Optional.ofNullable(reloadInterval);
    }

    /** Builds the options. Not thread-safe. */
    public static final class Builder {
        private @Nullable Store keyStore;
        private @Nullable Pem pem;
        private @Nullable Store trustStore;
        private @Nullable Path clientCa;
        private ClientAuth clientAuth = ClientAuth.NONE;
        private @Nullable Duration reloadInterval;

        private Builder() {}

        /**
         * Sets the key store, its type found out from the file.
         *
         * @param file the file
         * @param password what it, and the key in it, is protected by
         * @return this builder
         */
        public Builder keyStore(Path file, String password) {
            return keyStore(new Store(file, password, null));
        }

        /**
         * Sets the key store.
         *
         * @param value the key store
         * @return this builder
         */
        public Builder keyStore(Store value) {
            this.keyStore = Objects.requireNonNull(value, "keyStore");
            return this;
        }

        /**
         * Sets the certificate and its key as PEM files.
         *
         * @param certificates the server's certificate, then those that lead from it to a root
         * @param privateKey the key in PKCS#8, not encrypted
         * @return this builder
         */
        public Builder pem(Path certificates, Path privateKey) {
            this.pem = new Pem(
                    Objects.requireNonNull(certificates, "certificates"),
                    Objects.requireNonNull(privateKey, "privateKey"));
            return this;
        }

        /**
         * Sets the store of the certificates that clients' certificates must lead to. Default none.
         *
         * @param file the file
         * @param password what it is protected by
         * @return this builder
         */
        public Builder trustStore(Path file, String password) {
            return trustStore(new Store(file, password, null));
        }

        /**
         * Sets the store of the certificates that clients' certificates must lead to. Default none.
         *
         * @param value the store
         * @return this builder
         */
        public Builder trustStore(Store value) {
            this.trustStore = Objects.requireNonNull(value, "trustStore");
            return this;
        }

        /**
         * Sets the PEM file of the certificates that clients' certificates must lead to. Default none.
         *
         * @param certificates the file
         * @return this builder
         */
        public Builder clientCa(Path certificates) {
            this.clientCa = Objects.requireNonNull(certificates, "certificates");
            return this;
        }

        /**
         * Sets whether clients must show a certificate. Default {@link ClientAuth#NONE}; the others need a trust store
         * or client CAs, since the public ones would let in anybody.
         *
         * @param value the value
         * @return this builder
         */
        public Builder clientAuth(ClientAuth value) {
            this.clientAuth = Objects.requireNonNull(value, "clientAuth");
            return this;
        }

        /**
         * Looks at the files so often, and reads them again when one has changed. Connections that are open keep what
         * they began with; files that cannot be used are reported and tried again the next time, and the old ones stay.
         * Default never; {@code reloadTls} does the same at once.
         *
         * @param interval the interval, at least a tenth of a second
         * @return this builder
         */
        public Builder reloadEvery(Duration interval) {
            this.reloadInterval = Objects.requireNonNull(interval, "interval");
            return this;
        }

        /**
         * {@return the options}
         *
         * @throws IllegalArgumentException if there is no certificate or two, or two options do not fit each other
         */
        public TlsOptions build() {
            if (reloadInterval != null && reloadInterval.toMillis() < 100) {
                throw new IllegalArgumentException("reloadEvery must be at least 100 ms: " + reloadInterval);
            }
            return new TlsOptions(this);
        }
    }
}
