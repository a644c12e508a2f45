package io.jettio.server.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.SocketIoServer;
import io.jettio.server.hooks.RawPeer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.StatisticsHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which thread brings requests to a mounted server, and which the host's own handlers get. */
@Timeout(120)
final class HostRequestsTest {
    private PolledHost host = new PolledHost();

    @AfterEach
    void stop() throws Exception {
        host.stop();
    }

    private InvocationType started(Handler root) throws Exception {
        host.start(root);
        return host.jetty.getInvocationType();
    }

    static Stream<Arguments> whatNeverBlocks() {
        UnaryOperator<Handler> nothing = handler -> handler;
        UnaryOperator<Handler> health = handler -> new HealthHandler(SocketIoServer.create(), "/health", handler);
        UnaryOperator<Handler> statistics = StatisticsHandler::new;
        return Stream.of(
                Arguments.of("nothing", nothing),
                Arguments.of("health checks", health),
                Arguments.of("statistics", statistics));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("whatNeverBlocks")
    void selectingThreadBringsRequestsWhereNothingOfTheHostsIsAround(String what, UnaryOperator<Handler> around)
            throws Exception {
        assertThat(started(around.apply(new SocketIoHandler(host.io, host.new Pages()))))
                .isEqualTo(InvocationType.NON_BLOCKING);
    }

    @Test
    void itDoesNotWhereAHandlerOfTheHostsIsAround() throws Exception {
        assertThat(started(new Handler.Wrapper(new SocketIoHandler(host.io, host.new Pages()))))
                .isEqualTo(InvocationType.BLOCKING);
    }

    @Test
    void norWhereTheHostLogsRequests() throws Exception {
        host.jetty.setRequestLog((request, response) -> {});
        assertThat(started(new SocketIoHandler(host.io, host.new Pages()))).isEqualTo(InvocationType.BLOCKING);
    }

    @Test
    void norWhereAConnectorHasACustomizerOfTheHosts() throws Exception {
        HttpConfiguration http = new HttpConfiguration();
        http.addCustomizer((request, headers) -> request);
        host.jetty.addConnector(new ServerConnector(host.jetty, new HttpConnectionFactory(http)));
        assertThat(started(new SocketIoHandler(host.io, host.new Pages()))).isEqualTo(InvocationType.BLOCKING);
    }

    @Test
    void pageThatBlocksHoldsUpNobody() throws Exception {
        host.start();
        try (PolledPeer blocked = new PolledPeer(new RawPeer(host.port()));
                PolledPeer other = new PolledPeer(new RawPeer(host.port()))) {
            blocked.send(PolledPeer.getRequest("/blocks"));
            assertThat(host.isBlocked()).isTrue();
            assertThat(other.get("/page").body()).isEqualTo("page /page");
            other.joined(3).echo("meanwhile");
            host.goOn();
            assertThat(blocked.answer().body()).isEqualTo("page /blocks");
            assertThat(blocked.get("/behind").body()).isEqualTo("page /behind");
        }
    }

    @Test
    void defaultHandlerThatBlocksHoldsUpNobodyAndNeitherNeedsAnother() throws Exception {
        host.jetty.setDefaultHandler(host.new Pages());
        host.start(new SocketIoHandler(host.io, null));
        try (PolledPeer blocked = new PolledPeer(new RawPeer(host.port()));
                PolledPeer other = new PolledPeer(new RawPeer(host.port()))) {
            blocked.send(PolledPeer.getRequest("/blocks"));
            assertThat(host.isBlocked()).isTrue();
            other.joined(3).echo("meanwhile");
            host.goOn();
            assertThat(blocked.answer().body()).isEqualTo("page /blocks");
        }
    }

    @Test
    void pageMayReadItsBodyAndBlockForIt() throws Exception {
        host.start(new SocketIoHandler(host.io, new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                Content.Sink.write(response, true, "read " + Content.Source.asString(request), callback);
                return true;
            }
        }));
        try (PolledPeer peer = new PolledPeer(new RawPeer(host.port()));
                PolledPeer other = new PolledPeer(new RawPeer(host.port()))) {
            for (int i = 0; i < 20; i++) {
                peer.send("POST /page HTTP/1.1\nHost: localhost\nContent-Length: 6\n\nthe");
                assertThat(other.get("/page").body()).isEqualTo("read ");
                peer.send(" " + i / 10 + i % 10);
                assertThat(peer.answer().body()).isEqualTo("read the " + i / 10 + i % 10);
            }
        }
    }

    @Test
    void pageThatIsBrokenOrMissingIsAnswered() throws Exception {
        host.start();
        try (PolledPeer peer = new PolledPeer(new RawPeer(host.port()))) {
            assertThat(peer.get("/throws").status()).isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR_500);
            assertThat(peer.get("/none").status()).isEqualTo(HttpStatus.NOT_FOUND_404);
            assertThat(peer.get("/page").status()).isEqualTo(HttpStatus.OK_200);
        }
    }

    @Test
    void handlerThatNeverBlocksIsCalledByTheSelectingThread() throws Exception {
        Thread[] called = new Thread[2];
        AtomicInteger requests = new AtomicInteger();
        host.start(new SocketIoHandler(host.io, new Handler.Abstract.NonBlocking() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                called[requests.getAndIncrement()] = Thread.currentThread();
                callback.succeeded();
                return true;
            }
        }));
        CountDownLatch selects = new CountDownLatch(1);
        Thread[] selecting = new Thread[1];
        host.connector.getSelectorManager().getBean(ManagedSelector.class).submit(selector -> {
            selecting[0] = Thread.currentThread();
            selects.countDown();
        });
        selects.await();
        try (PolledPeer peer = new PolledPeer(new RawPeer(host.port()))) {
            assertThat(peer.get("/page").status()).isEqualTo(HttpStatus.OK_200);
            assertThat(peer.get("/page").status()).isEqualTo(HttpStatus.OK_200);
        }
        assertThat(called).containsOnly(selecting[0]);
    }

    /** Where a host has its requests on virtual threads, they stay there. */
    @Test
    void threadsAreTheOnesThatAHostGivesBlockingRequests() throws Exception {
        AtomicInteger executed = new AtomicInteger();
        Server jetty = new Server(new QueuedThreadPool() {
            @Override
            public Executor getVirtualThreadsExecutor() {
                return work -> {
                    executed.incrementAndGet();
                    execute(work);
                };
            }
        });
        ServerConnector connector = new ServerConnector(jetty);
        connector.setHost("127.0.0.1");
        jetty.addConnector(connector);
        jetty.setHandler(new SocketIoHandler(host.io, host.new Pages()));
        jetty.start();
        try (PolledPeer peer = new PolledPeer(new RawPeer(connector.getLocalPort()))) {
            int before = executed.get();
            assertThat(peer.get("/page").status()).isEqualTo(HttpStatus.OK_200);
            assertThat(executed.get()).isGreaterThan(before);
        } finally {
            jetty.stop();
        }
    }
}
