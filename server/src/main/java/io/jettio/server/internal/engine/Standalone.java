package io.jettio.server.internal.engine;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ServiceLoader;

/** A web server of our own that serves nothing but one server. */
public interface Standalone {
    /** Starts one, by whatever carrier is there. */
    static Standalone start(EngineHost server, String host, int port) throws IOException {
        return ServiceLoader.load(Factory.class, Standalone.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no carrier that can listen by itself"))
                .start(server, host, port);
    }

    /** The port on which it accepts connections. */
    int port();

    /**
     * Reads the certificates again, for the connections that are opened from then on.
     *
     * @throws IllegalStateException if it does not speak TLS
     */
    void reloadTls() throws IOException, GeneralSecurityException;

    /** Stops it. Idempotent. */
    void close();

    /** Starts web servers; found as a service, so that nothing here knows which there are. */
    interface Factory {
        /** Starts one and returns when it accepts connections. */
        Standalone start(EngineHost server, String host, int port) throws IOException;
    }
}
