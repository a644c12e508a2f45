package io.jettio.adapter.wrong;

import io.jettio.server.SocketIoServer;

/** A suite for adapters that looks at more than adapters. */
public final class CuriousSuite {
    private CuriousSuite() {}

    /** What no suite may ask for. */
    public static int port(SocketIoServer io) {
        return io.port();
    }
}
