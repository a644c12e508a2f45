package io.jettio.interop;

import io.jettio.protocol.Frame;
import io.jettio.server.engine.EngineServer;
import io.jettio.server.engine.TlsOptions;
import org.jspecify.annotations.Nullable;

/**
 * Contract {@code engine-frames}: an echo for suites of RFC 6455 and RFC 7692, whose heartbeat leaves them alone: the
 * intervals are the defaults. It compresses, and the text {@code close} ends the session.
 */
final class EngineFramesContract {
    private EngineFramesContract() {}

    static Served start(String host, int port, Form form) throws Exception {
        return Deployed.engine(host, port, form, EngineFramesContract::echo);
    }

    private static EngineServer echo(@Nullable TlsOptions tls) {
        EngineServer engine = EngineServer.create(options -> {
            options.perMessageDeflate(true);
            if (tls != null) {
                options.tls(tls);
            }
        });
        engine.onConnection(socket -> socket.onMessage(message -> {
            if (message instanceof Frame.Text text && text.text().equals("close")) {
                socket.close();
            } else {
                socket.send(message);
            }
        }));
        return engine;
    }
}
