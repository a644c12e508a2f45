package io.jettio.interop;

import io.jettio.server.SocketIoServer;
import io.jettio.server.engine.EngineServer;

/**
 * A server that was started.
 *
 * @param port where it accepts connections
 * @param secure whether it speaks TLS
 * @param stop ends it
 */
record Served(int port, boolean secure, Runnable stop) {
    static Served listening(EngineServer engine, String host, int port) {
        engine.listen(host, port);
        return new Served(engine.port(), false, engine::close);
    }

    static Served listening(SocketIoServer io, String host, int port) {
        io.listen(host, port);
        return new Served(io.port(), false, io::close);
    }

    void close() {
        stop.run();
    }
}
