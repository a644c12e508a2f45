package io.jettio.client.engine;

import io.jettio.client.internal.tls.TlsFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Whom a client trusts, and how it shows who it is. Where nothing is said, the JDK's own trust holds and no certificate
 * is shown. The server's host name is checked in any case; there is no way to trust everybody. The files are read when
 * the options are built. Immutable.
 */
public final class TlsOptions {
    private final SSLContext context;

    private TlsOptions(SSLContext context) {
        this.context = context;
    }

    /**
     * {@return options set by a function}
     *
     * @param configure says where the files are
     * @throws IllegalArgumentException if a file cannot be read or used, which its cause tells, or if there are two for
     *     the same purpose
     */
    public static TlsOptions of(Consumer<Builder> configure) {
        Builder builder = new Builder();
        configure.accept(builder);
        return builder.build();
    }

    /**
     * {@return options that hold what a context holds}
     *
     * @param context the context
     */
    public static TlsOptions of(SSLContext context) {
        return new TlsOptions(Objects.requireNonNull(context, "context"));
    }

    private static TlsOptions load(Builder files) {
        try {
            return new TlsOptions(TlsFiles.context(
                    Optional.ofNullable(files.trustPem),
                    Optional.ofNullable(files.trustStore),
                    Optional.ofNullable(files.identityPem),
                    Optional.ofNullable(files.identityStore)));
        } catch (IOException | GeneralSecurityException unusable) {
            throw new IllegalArgumentException("TLS: " + unusable.getMessage(), unusable);
        }
    }

    /**
     * {@return what the connections are made with}
     */
    public SSLContext context() {
        return context;
    }

    /**
     * A key store.
     *
     * @param file the file, in a format that Java knows
     * @param password what it, and the key in it, is protected by
     */
    public record Store(Path file, String password) {
        /**
         * Checks that both are there.
         *
         * @param file the file
         * @param password the password
         */
        public Store {
            Objects.requireNonNull(file, "file");
            Objects.requireNonNull(password, "password");
        }

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
     * @param certificates the client's certificate, then those that lead from it to a root
     * @param privateKey the key in PKCS#8, not encrypted: {@code BEGIN PRIVATE KEY}
     */
    public record Pem(Path certificates, Path privateKey) {
        /**
         * Checks that both are there.
         *
         * @param certificates the certificates
         * @param privateKey the key
         */
        public Pem {
            Objects.requireNonNull(certificates, "certificates");
            Objects.requireNonNull(privateKey, "privateKey");
        }
    }

    /** Says where the files are; not thread-safe. */
    public static final class Builder {
        private @Nullable Path trustPem;
        private @Nullable Store trustStore;
        private @Nullable Pem identityPem;
        private @Nullable Store identityStore;

        private Builder() {}

        /**
         * Trusts the certificates of a PEM file, and no others. Default the JDK's.
         *
         * @param certificates the file
         * @return this builder
         */
        public Builder trustPem(Path certificates) {
            this.trustPem = Objects.requireNonNull(certificates, "certificates");
            return this;
        }

        /**
         * Trusts the certificates of a store, and no others. Default the JDK's.
         *
         * @param file the file, in a format that Java knows
         * @param password what it is protected by
         * @return this builder
         */
        public Builder trustStore(Path file, String password) {
            this.trustStore = new Store(file, password);
            return this;
        }

        /**
         * Shows a certificate to servers that ask for one (mutual TLS). Default none.
         *
         * @param certificates the client's certificate, then those that lead from it to a root
         * @param privateKey the key in PKCS#8, not encrypted
         * @return this builder
         */
        public Builder identityPem(Path certificates, Path privateKey) {
            this.identityPem = new Pem(certificates, privateKey);
            return this;
        }

        /**
         * Shows a certificate of a key store to servers that ask for one (mutual TLS). Default none.
         *
         * @param file the file, in a format that Java knows
         * @param password what it, and the key in it, is protected by
         * @return this builder
         */
        public Builder identityStore(Path file, String password) {
            this.identityStore = new Store(file, password);
            return this;
        }

        private TlsOptions build() {
            if (trustPem != null && trustStore != null) {
                throw new IllegalArgumentException("either a PEM file or a store may be trusted, not both");
            }
            if (identityPem != null && identityStore != null) {
                throw new IllegalArgumentException("either PEM files or a key store may be shown, not both");
            }
            return load(this);
        }
    }
}
