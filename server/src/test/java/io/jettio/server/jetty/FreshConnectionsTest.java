package io.jettio.server.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.hooks.RawPeer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.eclipse.jetty.http.ComplianceViolation;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.server.handler.ReHandlingErrorHandler;
import org.eclipse.jetty.server.handler.StatisticsHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whose connections begin with a request that the selecting thread reads, and that the host keeps what it has set. */
@Timeout(120)
final class FreshConnectionsTest {
    private final HttpConfiguration http = new HttpConfiguration();
    private PolledHost host = new PolledHost(new HttpConnectionFactory(http));

    @AfterEach
    void stop() throws Exception {
        host.stop();
    }

    private boolean isFresh() throws Exception {
        try (PolledPeer peer = new PolledPeer(new RawPeer(host.port()))) {
            assertThat(peer.get("/page").body()).isEqualTo("page /page");
        }
        EndPoint end = host.ends.poll(20, TimeUnit.SECONDS);
        assertThat(end).isNotNull();
        return end instanceof FreshEndPoint;
    }

    private void start() throws Exception {
        host.start();
    }

    // ---------------------------------------------------------------- where, and where not

    @Test
    void connectionsOfAPlainServerAreReadSo() throws Exception {
        start();

        assertThat(isFresh()).isTrue();
    }

    @Test
    void alsoWithChecksAndCountersAround() throws Exception {
        host.start(new StatisticsHandler(
                new HealthHandler(host.io, "/health", new SocketIoHandler(host.io, host.new Pages()))));

        assertThat(isFresh()).isTrue();
    }

    @Test
    void notWhereAHandlerOfTheHostsIsAround() throws Exception {
        host.start(new Handler.Wrapper(new SocketIoHandler(host.io, host.new Pages())));

        assertThat(isFresh()).isFalse();
    }

    /** What of a host's would run on the thread that brings a request. */
    static Stream<Arguments> hosts() {
        return Stream.of(
                told("request log", (host, http) -> host.jetty.setRequestLog((request, response) -> {})),
                told("customizer", (host, http) -> http.addCustomizer((request, headers) -> request)),
                told("error handler", (host, http) -> host.jetty.setErrorHandler(new ErrorHandler() {})),
                told(
                        "error handler of Jetty's that asks one of the host's",
                        (host, http) ->
                                host.jetty.setErrorHandler(new ReHandlingErrorHandler.ByHttpStatus(host.new Pages()))),
                told("listener for connections", (host, http) -> host.connector.addBean(new Connection.Listener() {})),
                told(
                        "listener for what one factory makes",
                        (host, http) -> host.connector
                                .getConnectionFactory(HttpConnectionFactory.class)
                                .addEventListener(new Connection.Listener() {})),
                told(
                        "listener for what does not comply",
                        (host, http) -> http.addComplianceViolationListener(new ComplianceViolation.Listener() {})));
    }

    private static Arguments told(String name, BiConsumer<PolledHost, HttpConfiguration> sets) {
        return Arguments.of(Named.of(name, sets));
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void notWhereSomethingOfTheHostsWouldBeTold(BiConsumer<PolledHost, HttpConfiguration> sets) throws Exception {
        sets.accept(host, http);
        start();

        assertThat(isFresh()).isFalse();
    }

    @Test
    void norWhereItIsOnlySetWhileTheServerRuns() throws Exception {
        start();
        host.jetty.setRequestLog((request, response) -> {});

        assertThat(isFresh()).isFalse();
    }

    @Test
    void notWhereTheHostsOwnServerHandles() throws Exception {
        host = new PolledHost(new Server() {}, null, new HttpConnectionFactory(http));
        start();

        assertThat(isFresh()).isFalse();
    }

    @Test
    void notWhereNothingOfTheHostsBlocks() throws Exception {
        host.start(new SocketIoHandler(host.io, new Handler.Abstract.NonBlocking() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                return host.new Pages().handle(request, response, callback);
            }
        }));

        assertThat(isFresh()).isFalse();
    }

    private static final class OfTheHosts extends HttpConnectionFactory {}

    static Stream<List<ConnectionFactory>> others() {
        HttpConfiguration http = new HttpConfiguration();
        return Stream.of(
                List.of(new OfTheHosts()),
                List.of(new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http)));
    }

    @ParameterizedTest
    @MethodSource("others")
    void notWhereAConnectorSpeaksSomethingElse(List<ConnectionFactory> factories) throws Exception {
        host = new PolledHost(factories.toArray(ConnectionFactory[]::new));
        start();

        assertThat(host.connector.getConnectionFactories()).containsExactlyElementsOf(factories);
        assertThat(isFresh()).isFalse();
    }

    // ---------------------------------------------------------------- what a host has set is kept

    @Test
    void connectorHasItsOwnFactoryAgainWhenAllIsStopped() throws Exception {
        ConnectionFactory own = host.connector.getDefaultConnectionFactory();
        for (int i = 0; i < 3; i++) {
            start();
            assertThat(isFresh()).isTrue();
            assertThat(host.connector.getConnectionFactory(HttpConnectionFactory.class))
                    .isInstanceOf(HttpConnectionFactory.class);
            host.jetty.stop();
            assertThat(host.connector.getDefaultConnectionFactory()).isSameAs(own);
            assertThat(host.connector.getConnectionFactories()).containsExactly(own);
        }
    }

    @Test
    void connectionsAreAsJettyMakesThemBehindAHandlerThatHasStopped() throws Exception {
        SocketIoHandler handler = new SocketIoHandler(host.io, host.new Pages());
        host.start(handler);
        assertThat(isFresh()).isTrue();

        handler.stop();

        assertThat(isFresh()).isFalse();
    }

    @Test
    void handlerThatIsStartedAgainHasThemAgain() throws Exception {
        ConnectionFactory own = host.connector.getDefaultConnectionFactory();
        SocketIoHandler handler = new SocketIoHandler(host.io, host.new Pages());
        host.start(handler);
        handler.stop();
        handler.start();
        assertThat(isFresh()).isTrue();

        host.jetty.stop();

        assertThat(host.connector.getConnectionFactories()).containsExactly(own);
    }

    @Test
    void connectorThatStoppedBehindTheHandlerHasThemWithTheNext() throws Exception {
        ConnectionFactory own = host.connector.getDefaultConnectionFactory();
        SocketIoHandler handler = new SocketIoHandler(host.io, host.new Pages());
        host.start(handler);
        handler.stop();
        host.jetty.stop();

        start();

        assertThat(isFresh()).isTrue();
        host.jetty.stop();
        assertThat(host.connector.getConnectionFactories()).containsExactly(own);
    }

    /** As Spring Boot does, so that nobody comes before all has started. */
    @Test
    void connectorsThatAreTakenOutWhileTheHandlersStartHaveThem() throws Exception {
        Connector[] connectors = host.jetty.getConnectors();
        SocketIoHandler handler = new SocketIoHandler(host.io, host.new Pages());
        host.jetty.setHandler(handler);
        host.jetty.addBean(new AbstractLifeCycle() {
            @Override
            protected void doStart() {
                host.jetty.setConnectors(null);
            }
        });
        for (int i = 0; i < 2; i++) {
            host.start(handler);
            host.jetty.setConnectors(connectors);
            host.connector.start();
            assertThat(isFresh()).isTrue();
            host.jetty.stop();
        }
    }

    @Test
    void whatIsSetAtTheStandInIsSetAtTheHostsOwn() throws Exception {
        HttpConnectionFactory own = host.connector.getConnectionFactory(HttpConnectionFactory.class);
        own.setInputBufferSize(32_768);
        start();
        HttpConnectionFactory other = host.connector.getConnectionFactory(HttpConnectionFactory.class);
        assertThat(other).isNotSameAs(own);
        assertThat(other.getInputBufferSize()).isEqualTo(32_768);
        assertThat(other.getHttpConfiguration()).isSameAs(http);

        Connection.Listener listener = new Connection.Listener() {};
        other.setInputBufferSize(16_384);
        other.addEventListener(listener);

        assertThat(own.getInputBufferSize()).isEqualTo(16_384);
        assertThat(own.getEventListeners()).containsExactly(listener);
        other.removeEventListener(listener);
        assertThat(own.getEventListeners()).isEmpty();
    }
}
