package io.jettio.interop;

import io.jettio.server.engine.Cors;
import io.jettio.server.engine.EngineServer;

/** Contracts {@code engine} and {@code engine-v3}: an echo with short intervals. */
final class EngineContract {
    private EngineContract() {}

    static Served start(String host, int port, boolean v3, Times times) {
        EngineServer engine = EngineServer.create(options -> {
            times.configure(options);
            options.cors(Cors.anyOrigin()).allowEngineV3(v3);
        });
        engine.onConnection(socket -> socket.onMessage(socket::send));
        return Served.listening(engine, host, port);
    }
}
