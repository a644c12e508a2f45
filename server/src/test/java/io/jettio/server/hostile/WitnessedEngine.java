package io.jettio.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.Frame;
import io.jettio.server.carrier.MountedEngine;
import io.jettio.server.carrier.RawWebSocket;
import io.jettio.server.engine.EngineCloseReason;
import io.jettio.server.engine.EngineServer;
import io.jettio.server.engine.EngineServerOptions;
import io.jettio.server.engine.EngineSocket;
import io.jettio.server.hooks.Answer;
import io.jettio.server.hooks.RawPeer;
import io.jettio.server.internal.engine.DefaultEngineServer;
import io.jettio.server.internal.engine.EngineHost;
import io.jettio.server.internal.fixture.Eventually;
import io.jettio.server.internal.fixture.LogWatch;
import io.jettio.server.internal.fixture.SteppedTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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

    private final boolean mounted;
    private final @Nullable SteppedTime time;
    private final Consumer<EngineServerOptions.Builder> options;
    private final LogWatch log = new LogWatch();
    private final List<AutoCloseable> peers = new ArrayList<>();
    private final List<EngineSocket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicLong taken = new AtomicLong();
    private String greeting = "";
    private EngineServer engine;
    private @Nullable MountedEngine jetty;
    private Witness witness;

    // The extension's methods are called in the order of its life: what is not there yet is not asked for.
    @SuppressWarnings("NullAway.Init")
    private WitnessedEngine(
            boolean mounted, @Nullable SteppedTime time, Consumer<EngineServerOptions.Builder> options) {
        this.mounted = mounted;
        this.time = time;
        this.options = options;
    }

    /** Mounted in a Jetty that somebody else made. */
    static WitnessedEngine mounted(Consumer<EngineServerOptions.Builder> options) {
        return new WitnessedEngine(true, null, options);
    }

    /** Listening by itself. */
    static WitnessedEngine alone(Consumer<EngineServerOptions.Builder> options) {
        return new WitnessedEngine(false, null, options);
    }

    /** The same, on a clock that the test moves. */
    WitnessedEngine stepped() {
        return new WitnessedEngine(mounted, new SteppedTime(), options);
    }

    private void echo(EngineSocket socket) {
        sockets.add(socket);
        socket.onMessage(message -> {
            if (!(message instanceof Frame.Text text && text.text().startsWith("witness"))) {
                taken.incrementAndGet();
            }
            socket.send(message);
        });
    }

    /** How many messages came of others than the witness. */
    long taken() {
        return taken.get();
    }

    /** Says what packet every session begins with. */
    WitnessedEngine greeting(String packet) {
        greeting = packet;
        return this;
    }

    int port() {
        return jetty == null ? engine.port() : jetty.port();
    }

    EngineServer engine() {
        return engine;
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
        Answer handshake = get(POLLING, headers);
        assertThat(handshake.status()).isEqualTo(200);
        String sid = handshake.sid();
        // Another session's listener may be told as late as this one's.
        Eventually.eventually(
                () -> assertThat(sockets).anyMatch(socket -> socket.id().equals(sid)));
        return sockets.stream()
                .filter(socket -> socket.id().equals(sid))
                .findFirst()
                .orElseThrow();
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

    /** Lets the server's clock go on; by the end the witness has answered what pings it got. */
    void pass(Duration span) {
        Objects.requireNonNull(time, "a stepped clock").advance(span);
        witness.echoes();
    }

    /**
     * Sends one character in a second of the server's clock, until the server answers or ends the connection; the
     * seconds that it took.
     */
    int drip(RawPeer peer, String character) {
        for (int seconds = 0; seconds < 1_000; seconds++) {
            if (peer.hasAnswerOrEnd()) {
                return seconds;
            }
            try {
                peer.send(character);
            } catch (UncheckedIOException e) {
                return seconds; // cut
            }
            pass(Duration.ofSeconds(1));
        }
        throw new AssertionError("the connection is still there");
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        engine = time == null
                ? EngineServer.create(options)
                : new DefaultEngineServer(EngineServerOptions.of(options), time.queue());
        engine.onConnection(this::echo);
        if (mounted) {
            jetty = new MountedEngine(engine);
        } else {
            engine.listen("127.0.0.1", 0);
        }
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
        if (jetty == null) {
            engine.close();
        } else {
            jetty.close();
        }
    }
}
