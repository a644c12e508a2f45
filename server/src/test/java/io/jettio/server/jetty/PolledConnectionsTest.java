package io.jettio.server.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jettio.server.hooks.Answer;
import io.jettio.server.hooks.RawPeer;
import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.StatisticsHandler;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which connections of a host's are exchanged for such as are read in order, and how they end. */
@Timeout(120)
final class PolledConnectionsTest {
    /** Before the connections are cut that still are there when half of the stop timeout is over. */
    private static final Duration IN_TIME = Duration.ofSeconds(20);

    private static final long STOP_MILLIS = 60_000;

    private PolledHost host = new PolledHost();

    @AfterEach
    void stop() throws Exception {
        host.stop();
    }

    private boolean isExchangedBehind(int requests) throws Exception {
        try (PolledPeer peer = host.session(requests)) {
            assertThat(peer.get("/page").body()).isEqualTo("page /page");
            return host.seen().exchanged();
        }
    }

    @ParameterizedTest
    @CsvSource({"3, false", "8, false", "9, true", "20, true"})
    void connectionIsExchangedBehindItsNinthRequestAndNotBefore(int requests, boolean exchanged) throws Exception {
        host.start();

        assertThat(isExchangedBehind(requests)).isEqualTo(exchanged);
    }

    @Test
    void connectionOnWhichOnlyTheHostIsAskedStays() throws Exception {
        host.start();
        try (PolledPeer peer = new PolledPeer(new RawPeer(host.port()))) {
            for (int i = 0; i < 20; i++) {
                assertThat(peer.get("/page").status()).isEqualTo(200);
                assertThat(host.seen().exchanged()).isFalse();
            }
        }
    }

    @Test
    void handlerThatIsNotTheRootLeavesConnectionsAsTheyAre() throws Exception {
        host.start(new Handler.Wrapper(new SocketIoHandler(host.io, host.new Pages())));

        assertThat(isExchangedBehind(20)).isFalse();
    }

    @Test
    void handlerThatHasOnlyChecksAndCountersAroundItExchangesThem() throws Exception {
        host.start(new StatisticsHandler(
                new HealthHandler(host.io, "/health", new SocketIoHandler(host.io, host.new Pages()))));

        assertThat(isExchangedBehind(20)).isTrue();
    }

    @Test
    void exchangedConnectionKeepsNoCacheOfHeaderFieldsAndTheHostSeesItsConfiguration() throws Exception {
        AtomicReference<HttpConfiguration> inside = new AtomicReference<>();
        AtomicReference<HttpConfiguration> seen = new AtomicReference<>();
        host.start(new SocketIoHandler(host.io, new Handler.Wrapper(host.new Pages()) {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                seen.set(request.getConnectionMetaData().getHttpConfiguration());
                inside.set(
                        ((ConnectionMetaData) request.getConnectionMetaData().getConnection()).getHttpConfiguration());
                return super.handle(request, response, callback);
            }
        }));
        try (PolledPeer peer = host.session(20)) {
            peer.get("/page");
        }

        HttpConfiguration own =
                host.connector.getConnectionFactory(HttpConnectionFactory.class).getHttpConfiguration();
        assertThat(seen.get()).isSameAs(own);
        assertThat(own.getHeaderCacheSize()).isPositive();
        assertThat(inside.get().getHeaderCacheSize()).isZero();
    }

    /** Such as counts a connection that opens as one of those that were accepted, of which there was one only. */
    private static final class AcceptedConnections implements Connection.Listener, SelectorManager.AcceptListener {
        private final AtomicInteger accepting = new AtomicInteger();

        @Override
        public void onAccepting(SelectableChannel channel) {
            accepting.incrementAndGet();
        }

        @Override
        public void onOpened(Connection connection) {
            accepting.decrementAndGet();
        }
    }

    @Test
    void whoCountsAcceptedConnectionsCountsThemOnce() throws Exception {
        AcceptedConnections limit = new AcceptedConnections();
        host.connector.addBean(limit);
        host.start();

        assertThat(isExchangedBehind(20)).isFalse();

        assertThat(limit.accepting).hasValue(0);
    }

    @Test
    void whatListenersSeeOpenedTheySeeClosed() throws Exception {
        AtomicInteger opened = new AtomicInteger();
        AtomicInteger closed = new AtomicInteger();
        host.connector.addBean(new Connection.Listener() {
            @Override
            public void onOpened(Connection connection) {
                opened.incrementAndGet();
            }

            @Override
            public void onClosed(Connection connection) {
                closed.incrementAndGet();
            }
        });
        host.start();
        try (PolledPeer peer = host.session(20)) {
            peer.echo("once more");
            assertThat(opened).hasValue(2);
            assertThat(closed).hasValue(1);
        }
        await().untilAsserted(() -> assertThat(closed).hasValue(2));
        assertThat(opened).hasValue(2);
        assertThat(host.connector.getConnectedEndPoints()).isEmpty();
    }

    @Test
    void hostSeesItsOwnConnectorAndWhatItKeepsOfTheConnection() throws Exception {
        host.start();
        try (PolledPeer peer = host.session(3)) {
            peer.get("/page");
            assertThat(host.seen()).isEqualTo(new PolledHost.Seen(false, host.connector, null, false));
            for (int i = 0; i < 10; i++) {
                peer.echo("echo " + i);
            }
            peer.get("/page");
            PolledHost.Seen seen = host.seen();
            assertThat(seen.exchanged()).isTrue();
            assertThat(seen.connector()).isSameAs(host.connector);
            assertThat(seen.mark()).isEqualTo("set by a page");
        }
    }

    /** The ninth request is one behind which the connection would be exchanged. */
    @ParameterizedTest
    @ValueSource(ints = {8, 20})
    void connectionIsClosedBehindTheAnswerToAClientThatWantsIt(int before) throws Exception {
        host.start();
        try (PolledPeer peer = host.session(before)) {
            assertThat(peer.get(PolledHost.PATH, "Connection: close").status()).isEqualTo(200);
            assertThat(peer.readToEnd()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 20})
    void connectionIsClosedThatIsSaidToBeClosed(int before) throws Exception {
        host.start();
        try (PolledPeer peer = host.session(before)) {
            Answer answer = peer.get(PolledHost.PATH, "Expect: 100-continue");
            assertThat(answer.header("Connection")).isEqualTo("close");
            assertThat(peer.readToEnd()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 20})
    void connectionEndsWithThePollThatAConnectorHeldWhenItWasShutDown(int before) throws Exception {
        host.connector.setShutdownIdleTimeout(-1);
        host.start();
        try (PolledPeer peer = host.session(before)) {
            peer.send(peer.pollRequest());
            awaitRequests(host, before < 9 ? before + 1 : before - 8);
            var unused = host.connector.shutdown();
            host.io.emit("late");
            Answer answer = peer.answer();
            assertThat(answer.body()).isEqualTo("42[\"late\"]");
            assertThat(answer.header("Connection")).isEqualTo("close");
            assertThat(peer.readToEnd()).isEmpty();
        }
    }

    /** Waits until the only connection there is has had so many. */
    private static void awaitRequests(PolledHost host, long requests) {
        await().untilAsserted(() -> assertThat(host.connector.getConnectedEndPoints())
                .singleElement()
                .satisfies(
                        end -> assertThat(end.getConnection().getMessagesIn()).isEqualTo(requests)));
    }

    @Test
    void gracefulStopEndsInTime() throws Exception {
        host.jetty.setStopTimeout(STOP_MILLIS);
        host.start();
        try (PolledPeer idle = host.session(20);
                PolledPeer holds = host.session(20);
                PolledPeer plain = host.session(3)) {
            idle.echo("before");
            holds.send(holds.pollRequest());
            plain.send(plain.pollRequest());
            long begin = System.nanoTime();
            host.jetty.stop();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(IN_TIME);
            assertThat(idle.readToEnd()).isEmpty();
            assertThat(holds.readToEnd()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void idleConnectionIsClosedAndOneThatHoldsAPollIsNot() throws Exception {
        host.connector.setIdleTimeout(200);
        host.start();
        try (PolledPeer holds = host.session(20)) {
            holds.send(holds.pollRequest());
            awaitRequests(host, 12);
            try (PolledPeer idle = host.session(20)) {
                assertThat(idle.readToEnd()).isEmpty();
            }
            host.io.emit("late");
            assertThat(holds.answer().body()).isEqualTo("42[\"late\"]");
        }
    }
}
