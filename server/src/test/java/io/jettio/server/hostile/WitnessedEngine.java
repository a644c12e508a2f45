package io.jettio.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.carrier.MountedEngine;
import io.jettio.server.carrier.RawWebSocket;
import io.jettio.server.engine.EngineCloseReason;
import io.jettio.server.engine.EngineServer;
import io.jettio.server.engine.EngineServerOptions;
import io.jettio.server.engine.EngineSocket;
import io.jettio.server.hooks.Answer;
import io.jettio.server.hooks.RawPeer;
import io.jettio.server.internal.engine.EngineHost;
import io.jettio.server.internal.fixture.Eventually;
import io.jettio.server.internal.fixture.LogWatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An engine that echoes, for the tests of a class. Each test has a witness that is answered before and after it, and the
 * server must have logged nothing at WARN or above.
 */
final class WitnessedEngine implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    static final String POLLING = "/engine.io/?EIO=4&transport=polling";
    static final String WEBSOCKET = "/engine.io/?EIO=4&transport=websocket";

    /** An engine that accepts connections. */
    private interface Running extends AutoCloseable {
        int port();

        EngineServer engine();

        @Override
        void close();
    }

    private interface Start {
        Running start(Consumer<EngineSocket> opened) throws Exception;
    }

    private final Start start;
    private final LogWatch log = new LogWatch();
    private final List<AutoCloseable> peers = new ArrayList<>();
    private final List<EngineSocket> sockets = new CopyOnWriteArrayList<>();
    private String greeting = "";
    private Running running;
    private Witness witness;

    // The extension's methods are called in the order of its life: what is not there yet is not asked for.
    @SuppressWarnings("NullAway.Init")
    private WitnessedEngine(Start start) {
        this.start = start;
    }

    /** Mounted in a Jetty that somebody else made. */
    static WitnessedEngine mounted(Consumer<EngineServerOptions.Builder> options) {
        return new WitnessedEngine(opened -> {
            MountedEngine mounted = new MountedEngine(options, socket -> echo(socket, opened));
            return new Running() {
                @Override
                public int port() {
                    return mounted.port();
                }

                @Override
                public EngineServer engine() {
                    return mounted.engine();
                }

                @Override
                public void close() {
                    mounted.close();
                }
            };
        });
    }

    /** Listening by itself. */
    static WitnessedEngine alone(Consumer<EngineServerOptions.Builder> options) {
        return new WitnessedEngine(opened -> {
            EngineServer engine = EngineServer.create(options);
            engine.onConnection(socket -> echo(socket, opened));
            engine.listen("127.0.0.1", 0);
            return new Running() {
                @Override
                public int port() {
                    return engine.port();
                }

                @Override
                public EngineServer engine() {
                    return engine;
                }

                @Override
                public void close() {
                    engine.close();
                }
            };
        });
    }

    private static void echo(EngineSocket socket, Consumer<EngineSocket> opened) {
        opened.accept(socket);
        socket.onMessage(socket::send);
    }

    /** Says what packet every session begins with. */
    WitnessedEngine greeting(String packet) {
        greeting = packet;
        return this;
    }

    int port() {
        return running.port();
    }

    EngineServer engine() {
        return running.engine();
    }

    Witness witness() {
        return witness;
    }

    /** Says that this text may be logged. */
    void expectLog(String text) {
        log.expect(text);
    }

    /** A connection that a test writes HTTP on. */
    RawPeer peer() {
        RawPeer peer = new RawPeer(port());
        peers.add(peer);
        return peer;
    }

    /** The answer to a request without a body. */
    Answer get(String target, String... headers) {
        return peer().request("GET", target, headers).answer();
    }

    Answer post(String target, String body, String... headers) {
        return peer().post(target, body, headers).answer();
    }

    /** Opens a session over polling; the target of its requests. */
    String open() {
        return POLLING + "&sid=" + opened().id();
    }

    /** Opens a session over polling, whose listener has been told. */
    EngineSocket opened(String... headers) {
        int before = sockets.size();
        assertThat(get(POLLING, headers).status()).isEqualTo(200);
        Eventually.eventually(() -> assertThat(sockets).hasSizeGreaterThan(before));
        return sockets.get(before);
    }

    /** Opens a session over a WebSocket, offering extensions unless the text is empty. */
    RawWebSocket webSocket(String extensions) {
        try {
            RawWebSocket webSocket = RawWebSocket.session(port(), extensions);
            peers.add(webSocket);
            return webSocket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        running = start.start(sockets::add);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        log.beforeEach(context);
        sockets.clear();
        witness = Witness.ofEngine(port(), greeting).echoes();
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        try {
            witness.echoes();
        } finally {
            witness.close();
            for (AutoCloseable peer : peers) {
                peer.close();
            }
            peers.clear();
            // Who polls no more would be waited for.
            ((EngineHost) engine()).engineCore().endSessions(EngineCloseReason.SERVER_SHUTTING_DOWN);
            log.afterEach(context);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        running.close();
    }
}
