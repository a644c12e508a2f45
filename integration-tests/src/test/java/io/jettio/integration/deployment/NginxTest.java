package io.jettio.integration.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.integration.Inbox;
import io.jettio.integration.InteropTest;
import io.jettio.server.SocketIoServer;
import io.jettio.server.engine.EngineRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Behind a proxy whose word is not taken, because nobody said so. */
class NginxTest extends InteropTest {
    @TempDir
    private static Path directory;

    private static LoopbackTls tls;

    private final Inbox<EngineRequest> requests = new Inbox<>("handshakes");

    @BeforeAll
    static void makeCertificate() throws Exception {
        tls = new LoopbackTls(directory);
    }

    @Override
    protected void stopClients() {
        // Each test ends its own.
    }

    private SocketIoServer server(String... trusted) {
        return create(options -> options.trustedProxies(trusted).allowRequest(request -> {
                    requests.put(request);
                    return request.header("origin") != null; // without, it is enough to know who asks
                }))
                .listen("127.0.0.1", 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.0/8"})
    void whatAProxyTellsIsNotTakenUnlessItIsTrusted(String trusted) throws Exception {
        SocketIoServer io = trusted.isEmpty() ? server() : server(trusted);
        try (Nginx nginx = Nginx.start(Path.of("target"), io.port(), tls);
                RawPeer polling = new RawPeer(nginx, tls);
                RawPeer webSocket = new RawPeer(nginx, tls)) {
            assertThat(polling.get(RawPeer.POLLING).answer().status()).isEqualTo(403);
            assertThat(webSocket.webSocket(RawPeer.WEBSOCKET).answer().status()).isEqualTo(403);
            for (EngineRequest request : requests.take(2)) {
                assertThat(request.address()).isEqualTo("127.0.0.1");
                assertThat(request.secure()).isFalse();
            }
        }
    }

    @Test
    void theSameOriginMayConnectThoughNobodyTellsTheScheme() throws Exception {
        SocketIoServer io = server();
        try (Nginx nginx = Nginx.start(Path.of("target"), io.port(), tls);
                RawPeer own = new RawPeer(nginx, tls);
                RawPeer foreign = new RawPeer(nginx, tls)) {
            assertThat(own.webSocket(RawPeer.WEBSOCKET, "Origin: " + nginx.origin())
                            .answer()
                            .status())
                    .isEqualTo(101);
            assertThat(foreign.webSocket(RawPeer.WEBSOCKET, "Origin: https://elsewhere.example")
                            .answer()
                            .status())
                    .isEqualTo(403);
        }
    }
}
