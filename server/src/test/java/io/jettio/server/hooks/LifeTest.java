package io.jettio.server.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jettio.server.ListenException;
import io.jettio.server.SocketIoServer;
import io.jettio.server.engine.EngineServer;
import io.jettio.server.engine.EngineTransport;
import io.jettio.server.internal.fixture.LogWatch;
import io.jettio.server.internal.fixture.ObservedCalls;
import io.jettio.server.jetty.EngineIoHandler;
import io.jettio.server.jetty.HealthHandler;
import io.jettio.server.observe.ServerObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Observers are told when a server starts and ends, each step once and in order. */
@Tag("feature:3.4")
class LifeTest {
    private static final String[] STEPS = {"started", "draining", "stopping", "stopped"};

    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final ObservedCalls calls = new ObservedCalls();

    private static ServerConnector connector(Server jetty) {
        ServerConnector connector = new ServerConnector(jetty, 1, 1);
        connector.setHost("127.0.0.1");
        jetty.addConnector(connector);
        return connector;
    }

    @Test
    void aServerThatListensHasStartedWhenListenReturns() {
        SocketIoServer io = SocketIoServer.create(options -> options.observer(calls.observer()));
        assertThat(calls.of(STEPS)).isEmpty();
        io.listen("127.0.0.1", 0);
        assertThat(calls.of(STEPS)).containsExactly("started");
        io.close();
        io.close();
        assertThat(calls.of(STEPS)).containsExactly("started", "stopping", "stopped");
    }

    @Test
    void whoIsToldOfTheStartKnowsThePort() {
        AtomicReference<SocketIoServer> server = new AtomicReference<>();
        AtomicInteger port = new AtomicInteger();
        try (SocketIoServer io = SocketIoServer.create(options -> options.observer(new ServerObserver() {
            @Override
            public void started() {
                port.set(server.get().port());
            }
        }))) {
            server.set(io);
            io.listen("127.0.0.1", 0);
            assertThat(port).hasValue(io.port());
        }
    }

    @Test
    void aServerThatCannotListenHasNotStarted() {
        try (SocketIoServer first = SocketIoServer.create().listen("127.0.0.1", 0);
                SocketIoServer second = SocketIoServer.create(options -> options.observer(calls.observer()))) {
            assertThatThrownBy(() -> second.listen("127.0.0.1", first.port())).isInstanceOf(ListenException.class);
            assertThat(calls.of(STEPS)).isEmpty();
        }
        assertThat(calls.of(STEPS)).isEmpty();
    }

    @Test
    void whenItHasStartedItTakesHandshakes() {
        AtomicInteger status = new AtomicInteger();
        AtomicInteger port = new AtomicInteger();
        Server jetty = new Server();
        ServerConnector connector = connector(jetty);
        ServerObserver asking = new ServerObserver() {
            @Override
            public void started() {
                port.set(connector.getLocalPort());
                try (RawPeer peer = new RawPeer(port.get())) {
                    status.set(
                            peer.request("GET", EngineOnJetty.POLLING).answer().status());
                }
            }
        };
        try (EngineServer engine = EngineServer.create(options -> options.observer(asking))) {
            jetty.setHandler(new EngineIoHandler(engine, null));
            try {
                jetty.start();
                assertThat(status).hasValue(200);
            } finally {
                jetty.stop();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aDrainIsToldBeforeTheEnd() {
        EngineServer engine = EngineServer.create(options -> options.observer(calls.observer()));
        engine.listen("127.0.0.1", 0);
        assertThat(engine.drain()).succeedsWithin(Duration.ofSeconds(20));
        assertThat(calls.of(STEPS)).containsExactly(STEPS);
    }

    @Test
    void eachStartOfTheHostIsAStart() throws Exception {
        EngineServer engine = EngineServer.create(options -> options.observer(calls.observer()));
        Server jetty = new Server();
        connector(jetty);
        jetty.setHandler(new EngineIoHandler(engine, null));
        for (int i = 0; i < 2; i++) {
            jetty.start();
            assertThat(calls.of(STEPS)).containsExactly("started");
            jetty.stop();
            assertThat(calls.of(STEPS)).containsExactly("started", "stopping", "stopped");
            calls.forget();
        }
        engine.close();
        jetty.start();
        jetty.stop();
        assertThat(calls.of(STEPS)).as("of a closed server").isEmpty();
    }

    @Test
    void aHandlerThatIsAddedToARunningHostStartsItsServer() throws Exception {
        Server jetty = new Server();
        connector(jetty);
        Handler.Sequence handlers = new Handler.Sequence(true, List.of());
        jetty.setHandler(handlers);
        jetty.start();
        try (EngineServer engine = EngineServer.create(options -> options.observer(calls.observer()))) {
            EngineIoHandler handler = new EngineIoHandler(engine, null);
            handlers.addHandler(handler);
            handler.start();
            assertThat(calls.of(STEPS)).containsExactly("started");
        } finally {
            jetty.stop();
        }
        assertThat(calls.of(STEPS)).containsExactly("started", "stopping", "stopped");
    }

    @Test
    @Tag("feature:6.7")
    void healthTurnsBeforeAHostThatStopsRefusesItsFirstHandshake() throws Exception {
        List<Integer> seen = new CopyOnWriteArrayList<>();
        Server jetty = new Server();
        ServerConnector connector = connector(jetty);
        ServerObserver asking = new ServerObserver() {
            @Override
            public void stopping() {
                for (String path : List.of("/health", EngineOnJetty.POLLING)) {
                    try (RawPeer peer = new RawPeer(connector.getLocalPort())) {
                        seen.add(peer.request("GET", path).answer().status());
                    }
                }
            }
        };
        try (EngineServer engine = EngineServer.create(options -> options.observer(asking))) {
            jetty.setHandler(new HealthHandler(engine, "/health", new EngineIoHandler(engine, null)));
            jetty.start();
            jetty.stop();
            assertThat(seen).containsExactly(503, 200);
            assertThat(engine.connections()).isZero();
        }
    }

    @Test
    void anObserverThatThrowsStopsNeitherStartNorEnd() {
        log.expect("an observer failed");
        try (EngineOnJetty jetty = new EngineOnJetty(options -> options.observer(ObservedCalls.failing()))) {
            assertThat(jetty.handshake(EngineTransport.WEBSOCKET).status()).isEqualTo(101);
        }
        assertThat(log.logged()).isNotEmpty();
    }
}
