package io.jettio.interop;

import io.jettio.server.engine.Cors;
import io.jettio.server.engine.EngineServer;
import io.jettio.server.jetty.EngineIoHandler;
import java.time.Duration;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/** Contracts {@code engine} and {@code engine-v3}: an echo with short intervals. */
final class EngineContract {
    private EngineContract() {}

    static Served start(String host, int port, boolean v3) throws Exception {
        EngineServer engine = EngineServer.create(o -> o.pingInterval(Duration.ofMillis(300))
                .pingTimeout(Duration.ofMillis(200))
                .cors(Cors.anyOrigin())
                .allowEngineV3(v3));
        engine.onConnection(socket -> socket.onMessage(socket::send));
        Server jetty = new Server();
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(jetty, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        jetty.addConnector(connector);
        jetty.setHandler(new EngineIoHandler(engine, null));
        jetty.start();
        return new Served(jetty.getURI().getPort(), () -> {
            engine.close();
            LifeCycle.stop(jetty);
        });
    }
}
