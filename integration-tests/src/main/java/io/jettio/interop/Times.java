package io.jettio.interop;

import io.jettio.server.SocketIoServerOptions;
import io.jettio.server.engine.EngineServerOptions;
import java.time.Duration;

/** How long the servers of the contracts {@code engine} and {@code socket} wait for their clients. */
public enum Times {
    /** As the contract says. */
    contract(300, 200, 1_000),
    /**
     * Pings as the contract has them, and four seconds for the rest: for what is shown by their end, on a machine that may
     * keep a client from answering.
     */
    patient(300, 4_000, 4_000),
    /** So long that they play no part: for all that is not about them. */
    steady(25_000, 20_000, 40_000);

    private final Duration pingInterval;
    private final Duration pingTimeout;
    private final Duration others;

    Times(long pingInterval, long pingTimeout, long others) {
        this.pingInterval = Duration.ofMillis(pingInterval);
        this.pingTimeout = Duration.ofMillis(pingTimeout);
        this.others = Duration.ofMillis(others);
    }

    void configure(EngineServerOptions.Builder options) {
        options.pingInterval(pingInterval).pingTimeout(pingTimeout);
    }

    void configure(SocketIoServerOptions.Builder options) {
        options.pingInterval(pingInterval)
                .pingTimeout(pingTimeout)
                .connectTimeout(others)
                .upgradeTimeout(others);
    }
}
