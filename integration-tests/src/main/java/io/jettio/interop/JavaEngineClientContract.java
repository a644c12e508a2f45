package io.jettio.interop;

import io.jettio.server.engine.EngineRequest;
import io.jettio.server.engine.EngineServer;
import io.jettio.server.engine.ResponseHeaders;
import java.time.Duration;

/** Contract {@code java-engine-client}: an echo that greets, with a header of two values on every answer. */
final class JavaEngineClientContract {
    private static final String HEADER = "X-EngineIO";

    private JavaEngineClientContract() {}

    static Served start(String host, int port) {
        EngineServer engine = EngineServer.create(
                o -> o.pingInterval(Duration.ofMillis(500)).headers(JavaEngineClientContract::addHeader));
        engine.onConnection(socket -> {
            socket.onMessage(socket::send);
            socket.send("hi");
        });
        return Served.listening(engine, host, port);
    }

    private static void addHeader(ResponseHeaders headers, EngineRequest request) {
        headers.add(HEADER, "hi");
        String sent = request.header(HEADER);
        if (sent != null) {
            headers.add(HEADER, sent);
        }
    }
}
