package io.jettio.server.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.engine.EngineServer;
import io.jettio.server.engine.EngineServerOptions;
import io.jettio.server.engine.EngineSocket;
import io.jettio.server.engine.EngineTransport;
import io.jettio.server.internal.engine.DefaultEngineServer;
import io.jettio.server.internal.fixture.SteppedTime;
import io.jettio.server.jetty.EngineIoHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** An engine in a Jetty on loopback, and peers that speak to it. It ends what its peers left open. */
final class EngineOnJetty implements AutoCloseable {
    static final String POLLING = "/engine.io/?EIO=4&transport=polling";
    static final String WEBSOCKET = "/engine.io/?EIO=4&transport=websocket";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final EngineServer engine;
    private final Server jetty;
    private final int port;
    private final List<RawPeer> peers = new ArrayList<>();
    private final List<String> pollingSids = new ArrayList<>();
    private final List<EngineSocket> sockets = new CopyOnWriteArrayList<>();
    private volatile Consumer<EngineSocket> onConnection = socket -> {};
    private Runnable meanwhile = () -> {};

    /** With options. */
    EngineOnJetty(Consumer<EngineServerOptions.Builder> options) {
        this(EngineServer.create(options), handler -> handler);
    }

    /** With a clock that the test moves. */
    EngineOnJetty(SteppedTime time, Consumer<EngineServerOptions.Builder> options) {
        this(new DefaultEngineServer(EngineServerOptions.of(options), time.queue()), handler -> handler);
        meanwhile = () -> time.advance(Duration.ofMillis(50));
    }

    /** With something around the engine's handler. */
    EngineOnJetty(EngineServer engine, UnaryOperator<Handler> around) {
        this.engine = engine;
        engine.onConnection(socket -> {
            onConnection.accept(socket);
            sockets.add(socket);
        });
        jetty = new Server();
        ServerConnector connector = new ServerConnector(jetty, 1, 1);
        connector.setHost("127.0.0.1");
        jetty.addConnector(connector);
        jetty.setHandler(around.apply(new EngineIoHandler(engine, null)));
        try {
            jetty.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        port = connector.getLocalPort();
    }

    EngineServer engine() {
        return engine;
    }

    int port() {
        return port;
    }

    /** Has something done with each session before its first message. */
    void onConnection(Consumer<EngineSocket> action) {
        onConnection = action;
    }

    /** The session that was opened last, awaited. */
    EngineSocket socket() {
        eventually(() -> assertThat(sockets).isNotEmpty());
        return sockets.get(sockets.size() - 1);
    }

    /** A connection of its own. */
    RawPeer peer() {
        RawPeer peer = new RawPeer(port);
        peers.add(peer);
        return peer;
    }

    /** A connection that takes little until it is read. */
    RawPeer narrowPeer() {
        RawPeer peer = new RawPeer(port, 4_096);
        peers.add(peer);
        return peer;
    }

    /** A handshake over a transport, also one that is refused. */
    Answer handshake(EngineTransport transport, String... headers) {
        if (transport == EngineTransport.WEBSOCKET) {
            return peer().webSocket(WEBSOCKET, headers).answer();
        }
        Answer answer = peer().request("GET", POLLING, headers).answer();
        if (answer.status() == 200) {
            pollingSids.add(answer.sid());
        }
        return answer;
    }

    /** Opens a session over polling. */
    String openPolling(String... headers) {
        Answer answer = handshake(EngineTransport.POLLING, headers);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.sid();
    }

    /** Opens a session over a WebSocket; its handshake is read. */
    RawPeer openWebSocket(String... headers) {
        return openWebSocket(peer(), headers);
    }

    /** Opens a session over a WebSocket on a connection. */
    RawPeer openWebSocket(RawPeer peer, String... headers) {
        Answer answer = peer.webSocket(WEBSOCKET, headers).answer();
        assertThat(answer.status()).as(answer.body()).isEqualTo(101);
        assertThat(peer.readText()).startsWith("0{");
        return peer;
    }

    /** Sends a request without body. */
    Answer request(String method, String target, String... headers) {
        return peer().request(method, target, headers).answer();
    }

    /** Posts to a session. */
    Answer post(String sid, String payload) {
        return peer().post(POLLING + "&sid=" + sid, payload).answer();
    }

    /** Waits until an assertion holds. */
    static void eventually(ThrowingRunnable assertion) {
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .atMost(PATIENCE)
                .untilAsserted(assertion);
    }

    @Override
    public void close() {
        peers.forEach(RawPeer::close);
        List<RawPeer> leaving = pollingSids.stream()
                .map(sid -> new RawPeer(port).post(POLLING + "&sid=" + sid, "1"))
                .toList();
        eventually(() -> {
            meanwhile.run(); // a peer that is not read has gone unseen
            assertThat(engine.connections()).as("open sessions").isZero();
        });
        leaving.forEach(RawPeer::close);
        engine.close();
        try {
            jetty.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
