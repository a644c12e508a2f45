package io.jettio.client.engine;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The proxy that connections go through, both transports alike. An HTTP proxy is asked for a tunnel with CONNECT, also
 * without TLS, so that it need not understand WebSocket; credentials are sent with the first request (Basic). A SOCKS
 * proxy resolves the server's name. Immutable.
 */
public final class ProxyOptions {
    /** How the proxy is spoken to. */
    public enum Type {
        /** CONNECT of HTTP/1.1; RFC 9110, 9.3.6. */
        HTTP,
        /** SOCKS version 5; RFC 1928, credentials as in RFC 1929. */
        SOCKS5
    }

    /**
     * Who is asking the proxy.
     *
     * @param user the name
     * @param password the password
     */
    public record Credentials(String user, String password) {
        /**
         * Checks that both are there.
         *
         * @param user the name
         * @param password the password
         */
        public Credentials {
            Objects.requireNonNull(user, "user");
            Objects.requireNonNull(password, "password");
        }

        /**
         * {@return the name, without the password}
         */
        @Override
        public String toString() {
            return "Credentials[" + user + "]";
        }
    }

    private final Type type;
    private final String host;
    private final int port;
    private final @Nullable Credentials credentials;

    private ProxyOptions(Type type, String host, int port, @Nullable Credentials credentials) {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port out of range: " + port);
        }
        this.type = type;
        this.host = Objects.requireNonNull(host, "host");
        this.port = port;
        this.credentials = credentials;
    }

    /**
     * {@return an HTTP proxy that asks for no credentials}
     *
     * @param host its host
     * @param port its port
     * @throws IllegalArgumentException if the port is out of range
     */
    public static ProxyOptions http(String host, int port) {
        return new ProxyOptions(Type.HTTP, host, port, null);
    }

    /**
     * {@return a SOCKS 5 proxy that asks for no credentials}
     *
     * @param host its host
     * @param port its port
     * @throws IllegalArgumentException if the port is out of range
     */
    public static ProxyOptions socks5(String host, int port) {
        return new ProxyOptions(Type.SOCKS5, host, port, null);
    }

    /**
     * {@return the same proxy, with credentials}
     *
     * @param user the name
     * @param password the password
     */
    public ProxyOptions credentials(String user, String password) {
        return new ProxyOptions(type, host, port, new Credentials(user, password));
    }

    /**
     * {@return how the proxy is spoken to}
     */
    public Type type() {
        return type;
    }

    /**
     * {@return its host}
     */
    public String host() {
        return host;
    }

    /**
     * {@return its port}
     */
    public int port() {
        return port;
    }

    /**
     * {@return the credentials, empty for none}
     */
    public Optional<Credentials> credentials() {
        return Optional.ofNullable(credentials);
    }
}
