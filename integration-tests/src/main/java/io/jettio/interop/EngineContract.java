package io.jettio.interop;

import io.jettio.server.engine.Cors;
import io.jettio.server.engine.EngineServer;
import java.time.Duration;

/** Contracts {@code engine} and {@code engine-v3}: an echo with short intervals. */
final class EngineContract {
    private EngineContract() {}

    static Served start(String host, int port, boolean v3) {
        EngineServer engine = EngineServer.create(o -> o.pingInterval(Duration.ofMillis(300))
                .pingTimeout(Duration.ofMillis(200))
                .cors(Cors.anyOrigin())
                .allowEngineV3(v3));
        engine.onConnection(socket -> socket.onMessage(socket::send));
        return Served.listening(engine, host, port);
    }
}
