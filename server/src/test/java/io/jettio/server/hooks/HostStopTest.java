package io.jettio.server.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.engine.EngineCloseReason;
import io.jettio.server.engine.EngineServer;
import io.jettio.server.engine.EngineSocket;
import io.jettio.server.engine.EngineTransport;
import io.jettio.server.jetty.EngineIoHandler;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Jetty in which the engine is mounted stops, gracefully or not. */
@Timeout(120)
class HostStopTest {
    /** Before anybody is cut, which is when half of a stop timeout of a minute is over. */
    private static final Duration PROMPTLY = Duration.ofSeconds(20);

    /**
     * For who is cut, which is when half of it is over by a clock that stands still for the machine's pauses; a pause and
     * its grace fit into the other half, after which Jetty gives the stop up.
     */
    private static final long MILLIS_TO_BE_CUT_IN = 14_000;

    private final EngineServer engine = EngineServer.create(options -> {});
    private final EngineIoHandler handler = new EngineIoHandler(engine, null);
    private final Server jetty = new Server();
    private final ServerConnector connector = new ServerConnector(jetty, 1, 1);
    private final AtomicInteger taken = new AtomicInteger(); // requests of sessions that the engine answers or holds
    private final BlockingQueue<EngineSocket> opened = new LinkedBlockingQueue<>();
    private final List<EngineCloseReason> closes = new CopyOnWriteArrayList<>();

    @BeforeEach
    void startJetty() throws Exception {
        engine.onConnection(socket -> {
            socket.onClose(closes::add);
            opened.add(socket);
        });
        connector.setHost("127.0.0.1");
        jetty.addConnector(connector);
        jetty.setHandler(new Handler.Wrapper(handler) {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                boolean handled = super.handle(request, response, callback);
                if (String.valueOf(request.getHttpURI().getQuery()).contains("sid=")) {
                    taken.incrementAndGet();
                }
                return handled;
            }
        });
        jetty.start();
    }

    @AfterEach
    void stopAll() throws Exception {
        engine.close();
        jetty.stop();
    }

    private RawPeer peer() {
        return new RawPeer(connector.getLocalPort());
    }

    /** Opens a session over a WebSocket whose application knows it. */
    private RawPeer webSocket() throws InterruptedException {
        RawPeer peer = peer().webSocket(EngineOnJetty.WEBSOCKET);
        assertThat(peer.answer().status()).isEqualTo(101);
        assertThat(peer.readText()).startsWith("0{");
        socket();
        return peer;
    }

    /** Opens a session over polling, which nobody polls. */
    private String polling() throws InterruptedException {
        String sid = peer().request("GET", EngineOnJetty.POLLING).answer().sid();
        socket();
        return sid;
    }

    private EngineSocket socket() throws InterruptedException {
        EngineSocket socket = opened.poll(20, TimeUnit.SECONDS);
        assertThat(socket).isNotNull();
        return socket;
    }

    /** A connection that is open already: a host that stops accepts no other. */
    private RawPeer kept() {
        RawPeer peer = peer().send("GET /engine.io/ HTTP/1.1\nHost: localhost\n\n");
        assertThat(peer.answer().status()).isEqualTo(400);
        // A connection that is still busy with its answer when the stop begins is closed behind it.
        EngineOnJetty.eventually(
                () -> assertThat(connector.getConnectedEndPoints()).allMatch(EndPoint::isFillInterested));
        return peer;
    }

    private CompletableFuture<Void> stopInBackground() {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        jetty.stop();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                task -> new Thread(task, "host-stop").start());
    }

    private void assertAllEnded(int count) {
        EngineOnJetty.eventually(() -> assertThat(closes).hasSize(count));
        assertThat(closes).containsOnly(EngineCloseReason.SERVER_SHUTTING_DOWN);
        assertThat(engine.connections()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 60_000})
    void whoIsConnectedIsToldThatItEnds(long stopTimeout) throws Exception {
        jetty.setStopTimeout(stopTimeout);
        RawPeer webSocket = webSocket();
        String sid = peer().request("GET", EngineOnJetty.POLLING).answer().sid();
        EngineSocket polled = socket();
        RawPeer held = peer().request("GET", EngineOnJetty.POLLING + "&sid=" + sid);
        EngineOnJetty.eventually(() -> assertThat(taken).hasValue(1));
        assertThat(polled.isOpen()).isTrue();

        CompletableFuture<Void> stopped = stopInBackground();

        assertThat(held.answer().body()).isEqualTo("1");
        assertThat(webSocket.readText()).as("a close frame").isNull();
        webSocket.close();
        assertThat(stopped).succeedsWithin(PROMPTLY);
        assertAllEnded(2);
    }

    @Test
    void sessionsThatNobodyPollsEndWithTheHandler() throws Exception {
        polling();
        jetty.stop();
        assertAllEnded(1);
    }

    @Test
    void stoppingTheHandlerAloneEndsTheSessions() throws Exception {
        RawPeer webSocket = webSocket();
        polling();
        handler.stop();
        assertThat(webSocket.readText()).as("a close frame").isNull();
        assertAllEnded(2);
        assertThat(jetty.isRunning()).isTrue();
    }

    @Test
    void theStopIsNotKeptByASessionThatNobodyPolls() throws Exception {
        jetty.setStopTimeout(MILLIS_TO_BE_CUT_IN);
        polling();
        assertThat(stopInBackground()).succeedsWithin(PROMPTLY);
        assertAllEnded(1);
    }

    @Test
    void theStopIsNotKeptByAPeerThatNeverAnswersTheClose() throws Exception {
        jetty.setStopTimeout(MILLIS_TO_BE_CUT_IN);
        RawPeer webSocket = webSocket();
        Thread busy = new Thread(
                () -> {
                    try {
                        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
                        while (System.nanoTime() - until < 0) {
                            webSocket.sendText("6"); // a noop, so that the connection is never idle
                        }
                    } catch (UncheckedIOException cut) {
                        // what the test waits for
                    }
                },
                "busy-peer");
        busy.start();
        assertThat(stopInBackground()).succeedsWithin(PROMPTLY);
        busy.join(20_000);
        assertThat(busy.isAlive()).isFalse();
        assertAllEnded(1);
    }

    @ParameterizedTest
    @EnumSource
    void handshakesAreRefusedWhileWhatIsQueuedIsFetched(EngineTransport transport) throws Exception {
        jetty.setStopTimeout(60_000);
        connector.setShutdownIdleTimeout(60_000); // or Jetty cuts the kept connections within a second of the stop
        RawPeer opening = peer().request("GET", EngineOnJetty.POLLING);
        String sid = opening.answer().sid();
        opening.close();
        socket().send("last words");
        RawPeer refused = kept();
        RawPeer first = kept();
        RawPeer second = kept();

        CompletableFuture<Void> stopped = stopInBackground();
        EngineOnJetty.eventually(() -> assertThat(handler.isShutdown()).isTrue());

        Answer answer = transport == EngineTransport.POLLING
                ? refused.request("GET", EngineOnJetty.POLLING).answer()
                : refused.webSocket(EngineOnJetty.WEBSOCKET).answer();
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("5");
        assertThat(stopped).isNotDone();
        String poll = EngineOnJetty.POLLING + "&sid=" + sid;
        assertThat(first.request("GET", poll).answer().body()).isEqualTo("4last words");
        assertThat(second.request("GET", poll).answer().body()).isEqualTo("1");
        refused.close();
        first.close();
        second.close();
        assertThat(stopped).succeedsWithin(PROMPTLY);
        assertAllEnded(1);
    }

    @Test
    void aHostThatIsStartedAgainFindsTheServerReady() throws Exception {
        jetty.setStopTimeout(MILLIS_TO_BE_CUT_IN);
        webSocket().close();
        jetty.stop();
        jetty.start();
        assertThat(handler.isShutdown()).isFalse();
        webSocket().close();
        polling();
        jetty.stop();
        assertThat(engine.connections()).isZero();
    }
}
