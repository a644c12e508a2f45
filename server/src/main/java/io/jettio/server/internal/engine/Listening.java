package io.jettio.server.internal.engine;

import io.jettio.common.GuardedBy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/** The web server of its own that a server may have, at most one in its life. Thread-safe. */
public final class Listening {
    private final EngineHost server;

    @GuardedBy("this")
    private @Nullable Standalone standalone;

    @GuardedBy("this")
    private boolean closed;

    /** For a server that does not listen yet. */
    public Listening(EngineHost server) {
        this.server = server;
    }

    /** Begins to accept connections. */
    public void start(String host, int port) throws IOException {
        open(host, port);
        server.engineCore().life().listening(); // not under the lock
    }

    private synchronized void open(String host, int port) throws IOException {
        if (closed || standalone != null) {
            throw new IllegalStateException(closed ? "the server is closed" : "the server listens already");
        }
        Life life = server.engineCore().life();
        life.ownCarrier(true);
        try {
            standalone = Standalone.start(server, host, port);
        } finally {
            life.ownCarrier(standalone != null);
        }
    }

    /** The port on which connections are accepted. */
    public int port() {
        return started().port();
    }

    /** Reads the certificates again. */
    public void reloadTls() {
        try {
            started().reloadTls();
        } catch (IOException e) {
            throw new UncheckedIOException("the TLS certificates cannot be read", e);
        } catch (GeneralSecurityException e) {
            throw new UncheckedIOException(
                    new IOException("the TLS certificates cannot be used: " + e.getMessage(), e));
        }
    }

    private synchronized Standalone started() {
        if (standalone == null) {
            throw new IllegalStateException("the server does not listen by itself");
        }
        return standalone;
    }

    /** Never listens from now on; whether this is the first call. */
    public synchronized boolean beginClose() {
        boolean first = !closed;
        closed = true;
        return first;
    }

    /** Stops the web server, if there is one. */
    public void stop() {
        Standalone running;
        synchronized (this) {
            running = standalone;
        }
        if (running != null) {
            running.close();
        }
    }
}
