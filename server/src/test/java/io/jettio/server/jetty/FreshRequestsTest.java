package io.jettio.server.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jettio.server.hooks.RawPeer;
import java.nio.channels.SelectableChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who reads the first request of a connection and who answers it, in whatever way it comes. */
@Timeout(120)
final class FreshRequestsTest {
    private final HttpConfiguration http = new HttpConfiguration();
    private final BlockingQueue<Thread> buffers = new LinkedBlockingQueue<>();
    private PolledHost host = host(new HttpConnectionFactory(http));

    /** Tells who takes buffers: first of all for a connection, whoever reads it. */
    private PolledHost host(ConnectionFactory factory) {
        return new PolledHost(
                new Server(),
                new ArrayByteBufferPool() {
                    @Override
                    public RetainableByteBuffer.Mutable acquire(int size, boolean direct) {
                        buffers.add(Thread.currentThread());
                        return super.acquire(size, direct);
                    }
                },
                factory);
    }

    @AfterEach
    void stop() throws Exception {
        host.stop();
    }

    private void start() throws Exception {
        host.start();
    }

    // ---------------------------------------------------------------- who reads, and who answers

    /** One thread selects, and goes on selecting as long as nothing is read by another one. */
    private void firstRequestsAreReadByOneThread() throws Exception {
        start();
        List<PolledPeer> peers = new ArrayList<>();
        List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .untilAsserted(() ->
                            assertThat(host.connector.getConnectedEndPoints()).allMatch(EndPoint::isFillInterested));
            buffers.clear();
            PolledPeer peer = new PolledPeer(new RawPeer(host.port()));
            peers.add(peer);
            assertThat(peer.get(i % 2 == 0 ? "/page" : PolledHost.PATH).status())
                    .isEqualTo(200);
            readers.add(buffers.poll(20, TimeUnit.SECONDS));
        }
        peers.forEach(PolledPeer::close);

        assertThat(readers).doesNotContainNull().containsOnly(readers.get(0));
    }

    @Test
    void firstRequestsAreReadByTheThreadThatSelects() throws Exception {
        firstRequestsAreReadByOneThread();

        assertThat(host.ends).hasSize(25).hasOnlyElementsOfType(FreshEndPoint.class);
    }

    @Test
    void alsoThoseOfConnectionsThatTheHostHasReadInOrder() throws Exception {
        host = host(new OrderedHttp.Connections(http));

        firstRequestsAreReadByOneThread();

        assertThat(host.ends).hasSize(25).hasOnlyElementsOfType(OrderedEndPoint.class);
    }

    private record Answered(Thread page, Thread end, boolean selecting) {}

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void pageAndWhatHangsOnItsEndRunOnAThreadOfTheHosts(boolean polledBefore) throws Exception {
        BlockingQueue<Answered> answered = new LinkedBlockingQueue<>();
        host.start(new SocketIoHandler(host.io, new Handler.Wrapper(host.new Pages()) {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                Thread page = Thread.currentThread();
                boolean selects = SelectedRead.of(request) != null;
                Request.addCompletionListener(
                        request,
                        failure -> answered.add(new Answered(
                                page, Thread.currentThread(), selects || SelectedRead.of(request) != null)));
                return super.handle(request, response, callback);
            }
        }));
        for (int i = 0; i < 100; i++) {
            try (PolledPeer peer = polledBefore ? host.session(20) : new PolledPeer(new RawPeer(host.port()))) {
                assertThat(peer.get("/page").status()).isEqualTo(200);
                Answered by = answered.poll(20, TimeUnit.SECONDS);
                assertThat(by.end()).isSameAs(by.page());
                assertThat(by.selecting()).isFalse();
            }
        }
    }

    /** All connections are selected by one thread. */
    @Test
    void pagesThatBlockHoldUpNobody() throws Exception {
        start();
        List<PolledPeer> blocked = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            blocked.add(new PolledPeer(new RawPeer(host.port())).send(PolledPeer.getRequest("/blocks")));
        }
        assertThat(host.isBlocked()).isTrue();
        try (PolledPeer other = host.session(3)) {
            other.echo("meanwhile");
        }
        try (RawPeer other = new RawPeer(host.port())) {
            other.webSocket("/socket.io/?EIO=4&transport=websocket");
            assertThat(other.answer().status()).isEqualTo(101);
            assertThat(other.readText()).startsWith("0{");
        }
        host.goOn();
        for (PolledPeer peer : blocked) {
            assertThat(peer.answer().body()).isEqualTo("page /blocks");
            assertThat(peer.get("/page").body()).isEqualTo("page /page");
            peer.close();
        }
    }

    // ---------------------------------------------------------------- in whatever way it comes

    @Test
    void requestInPiecesIsWhole() throws Exception {
        start();
        for (String path : List.of("/page", PolledHost.PATH)) {
            try (PolledPeer peer = new PolledPeer(new RawPeer(host.port()))) {
                String request = PolledPeer.getRequest(path);
                for (int i = 0; i < request.length(); i += 7) {
                    peer.send(request.substring(i, Math.min(request.length(), i + 7)));
                }
                assertThat(peer.answer().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void requestsInOnePacketAreAnsweredInOrder() throws Exception {
        start();
        for (int i = 0; i < 50; i++) {
            try (PolledPeer peer = new PolledPeer(new RawPeer(host.port()))) {
                peer.send(PolledPeer.getRequest("/first")
                        + PolledPeer.getRequest(PolledHost.PATH)
                        + PolledPeer.getRequest("/third")
                        + PolledPeer.getRequest("/none"));
                assertThat(peer.answer().body()).isEqualTo("page /first");
                assertThat(peer.answer().body()).startsWith("0{");
                assertThat(peer.answer().body()).isEqualTo("page /third");
                assertThat(peer.answer().status()).isEqualTo(404);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Connection: close", "Expect: 100-continue"})
    void connectionEndsBehindThePageWhereItIsToEnd(String header) throws Exception {
        start();
        try (PolledPeer peer = new PolledPeer(new RawPeer(host.port()))) {
            assertThat(peer.get("/page", header).status()).isEqualTo(200);
            assertThat(peer.readToEnd()).isEmpty();
        }
    }

    @Test
    void bodyOfAPageIsReadAsItComes() throws Exception {
        host.start(new SocketIoHandler(host.io, new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                long read = Content.Source.asInputStream(request).readAllBytes().length;
                response.write(true, StandardCharsets.US_ASCII.encode(Long.toString(read)), callback);
                return true;
            }
        }));
        try (PolledPeer peer = new PolledPeer(new RawPeer(host.port()))) {
            for (int i = 0; i < 3; i++) {
                peer.send("POST /page HTTP/1.1\nHost: localhost\nContent-Length: 300000\n\n");
                for (int part = 0; part < 30; part++) {
                    peer.send("x".repeat(10_000));
                }
                assertThat(peer.answer().body()).isEqualTo("300000");
            }
        }
    }

    @Test
    void badHeadIsRefused() throws Exception {
        start();
        try (PolledPeer peer = new PolledPeer(new RawPeer(host.port()))) {
            peer.send("GET /page HTTP/1.1\nHost localhost\n\n");
            assertThat(peer.answer().status()).isEqualTo(400);
            assertThat(peer.readToEnd()).isEmpty();
        }
    }

    @Test
    void pageThatThrowsIsAnsweredWithAnError() throws Exception {
        start();
        try (PolledPeer peer = new PolledPeer(new RawPeer(host.port()))) {
            assertThat(peer.get("/throws").status()).isEqualTo(500);
            assertThat(peer.get("/page").status()).isEqualTo(200);
        }
    }

    @Test
    void clientThatGoesAwayIsForgotten() throws Exception {
        AtomicInteger accepted = new AtomicInteger();
        host.connector.addBean(new SelectorManager.AcceptListener() {
            @Override
            public void onAccepted(SelectableChannel channel) {
                accepted.incrementAndGet();
            }
        });
        start();
        for (int i = 0; i < 20; i++) {
            new RawPeer(host.port()).close();
            new RawPeer(host.port()).send("GET /pa").close();
        }
        await().untilAsserted(
                        () -> assertThat(host.connector.getConnectedEndPoints()).isEmpty());
    }

    @Test
    void silentConnectionIsClosedWhenItHasBeenIdle() throws Exception {
        host.connector.setIdleTimeout(200);
        start();
        try (PolledPeer silent = new PolledPeer(new RawPeer(host.port()))) {
            assertThat(silent.readToEnd()).isEmpty();
        }
    }
}
