package io.jettio.integration.node;

import static io.jettio.integration.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.integration.Inbox;
import io.jettio.integration.Patience;
import io.jettio.integration.Transports;
import io.jettio.integration.peer.PeerSocket;
import io.jettio.server.DisconnectReason;
import io.jettio.server.SocketIoServer;
import io.jettio.server.jetty.SocketIoHandler;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A Socket.IO server in somebody else's Jetty. */
class MountedTest extends NodeInteropTest {
    private Server jetty;

    @AfterEach
    void stopJetty() throws Exception {
        if (jetty != null) {
            jetty.stop();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("feature:1.42")
    @Tag("feature:3.1")
    @Tag("feature:8.1")
    void servesItsPathNextToAnotherHandler(Transports transports) throws Exception {
        SocketIoServer io = create(options -> {});
        io.onConnection(socket -> socket.answer("early", payload -> "registered before mounting"));
        int port = startJetty(new SocketIoHandler(io, new Other()));
        io.of("/late").onConnection(socket -> socket.answer("late", payload -> "registered after mounting"));
        io.onConnection(socket -> socket.answer("binary", ByteBuffer.class, bytes -> bytes));

        PeerSocket main = client(port, "/", transports).connect();
        PeerSocket late = client(port, "/late", transports).connect();

        assertThat(main.ask("early")).containsExactly("registered before mounting");
        assertThat(main.ask("binary", new byte[] {0, 1, 2, -1}))
                .containsExactly(ByteBuffer.wrap(new byte[] {0, 1, 2, -1}));
        assertThat(late.ask("late")).containsExactly("registered after mounting");
        assertThat(get(port, "/")).isEqualTo("other /");
        assertThat(get(port, "/socket.iox")).isEqualTo("other /socket.iox");
        assertThat(io.connections()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void closingItLeavesTheJettyRunning(Transports transports) throws Exception {
        SocketIoServer io = create(options -> {});
        int port = startJetty(new SocketIoHandler(io, new Other()));
        PeerSocket client =
                client(port, "/", transports).option("reconnection", false).connect();
        io.close();
        assertThat(client.awaitDisconnect()).isEqualTo("transport close");
        assertThat(get(port, "/")).isEqualTo("other /");
        assertThat(jetty.isRunning()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void clientsAreToldThatTheJettyStops(Transports transports) throws Exception {
        Inbox<DisconnectReason> reasons = new Inbox<>("reasons at the server");
        SocketIoServer io = create(options -> {});
        io.onConnection(socket -> socket.onDisconnect(reasons::put));
        AtomicInteger polls = new AtomicInteger();
        int port = startJetty(new PollCount(new SocketIoHandler(io, new Other()), polls));
        jetty.setStopTimeout(60_000); // half of which is given to clients before they are cut
        PeerSocket client =
                client(port, "/", transports).option("reconnection", false).connect();
        if (transports == Transports.POLLING) {
            // The client polls on a new connection each time, and a Jetty that stops accepts none. The first poll has
            // brought the answer to CONNECT, so the second is the one that is held.
            await().untilAsserted(() -> assertThat(polls).hasValue(2));
        }

        // Not in the common pool, which may have one thread only.
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        new Thread(() -> stopQuietly(stopped), "jetty-stop").start();

        assertThat(client.awaitDisconnect()).isEqualTo("transport close");
        assertThat(reasons.take()).isEqualTo(DisconnectReason.SERVER_SHUTTING_DOWN);
        assertThat(stopped).succeedsWithin(Duration.ofSeconds(25)); // nobody had to be cut
        assertThat(io.connections()).isZero();
    }

    /** Counts the polls of sessions that have reached them. */
    private static final class PollCount extends Handler.Wrapper {
        private final AtomicInteger polls;

        PollCount(Handler counted, AtomicInteger polls) {
            super(counted);
            this.polls = polls;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            String query = String.valueOf(request.getHttpURI().getQuery());
            if (request.getMethod().equals("GET") && query.contains("transport=polling") && query.contains("sid=")) {
                boolean handled = super.handle(request, response, callback);
                polls.incrementAndGet();
                return handled;
            }
            return super.handle(request, response, callback);
        }
    }

    private void stopQuietly(CompletableFuture<Void> stopped) {
        try {
            jetty.stop();
            stopped.complete(null);
        } catch (Exception e) {
            stopped.completeExceptionally(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void twoServersLiveInOneJetty(Transports transports) throws Exception {
        SocketIoServer one = create(options -> options.path("/one"));
        SocketIoServer two = create(options -> options.path("/two/deep/"));
        one.onConnection(socket -> socket.emit("hello", "one"));
        two.onConnection(socket -> socket.emit("hello", "two"));
        int port = startJetty(new SocketIoHandler(one, new SocketIoHandler(two, new Other())));

        PeerSocket first = client(port, "/", transports).option("path", "/one/").connect();
        PeerSocket second =
                client(port, "/", transports).option("path", "/two/deep").connect();

        assertThat(first.await("hello").argument()).isEqualTo("one");
        assertThat(second.await("hello").argument()).isEqualTo("two");
        assertThat(get(port, "/two")).isEqualTo("other /two");
    }

    private int startJetty(Handler handler) throws Exception {
        jetty = new Server();
        ServerConnector connector = new ServerConnector(jetty);
        connector.setHost("127.0.0.1");
        jetty.addConnector(connector);
        jetty.setHandler(handler);
        jetty.start();
        return connector.getLocalPort();
    }

    private static String get(int port, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return HttpClient.newHttpClient()
                .sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .get(Patience.LONG.toSeconds(), TimeUnit.SECONDS)
                .body();
    }

    /** What the application serves by itself. */
    private static final class Other extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            Content.Sink.write(response, true, "other " + Request.getPathInContext(request), callback);
            return true;
        }
    }
}
