package io.jettio.server.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.SocketIoServer;
import io.jettio.server.carrier.WebSocketFrames.Received;
import io.jettio.server.engine.EngineRequest;
import io.jettio.server.tls.KeyStores;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.StringRequestContent;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Long-polling and WebSockets through the handler where the application's Jetty speaks HTTP/2. */
class Http2Test {
    private static final String WEBSOCKET = "transport=websocket";

    /** Longer than anything takes that is done on a connection which serves nobody at the moment. */
    private static final long LONG_IDLE_MILLIS = 60_000;

    /** Shorter than sessions live, and longer than a busy machine needs to begin one. */
    private static final long IDLE_MILLIS = 3_000;

    @TempDir
    static Path directory;

    private static KeyStore keys;

    private final BlockingQueue<EngineRequest> handshakes = new LinkedBlockingQueue<>();
    private SocketIoServer io;

    @BeforeAll
    static void makeCertificate() throws Exception {
        keys = KeyStores.selfSigned(directory);
    }

    @BeforeEach
    void makeServer() {
        io = SocketIoServer.create(options -> options.perMessageDeflate(true).allowRequest(request -> {
            handshakes.add(request);
            return !request.query().containsKey("refuse");
        }));
        io.onConnection(socket -> {
            socket.on("echo", String.class, text -> socket.emit("echo", text));
            socket.on("late", String.class, text -> later().execute(() -> socket.emit("late", text)));
        });
    }

    @AfterEach
    void closeServer() {
        io.close();
    }

    /** Runs when the connector's idle timeout has long passed. */
    private static Executor later() {
        return CompletableFuture.delayedExecutor(2 * IDLE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private Http2Jetty jetty(String protocol) throws Exception {
        return jetty(protocol, LONG_IDLE_MILLIS);
    }

    private Http2Jetty jetty(String protocol, long idleMillis) throws Exception {
        return new Http2Jetty(io, protocol.equals("h2") ? keys : null, KeyStores.PASSWORD, idleMillis);
    }

    private static ContentResponse get(Http2Jetty jetty, String query) throws Exception {
        ContentResponse response = jetty.client()
                .newRequest(jetty.httpUri(query))
                .timeout(20, TimeUnit.SECONDS)
                .send();
        assertThat(response.getVersion()).isEqualTo(HttpVersion.HTTP_2);
        return response;
    }

    private static ContentResponse post(Http2Jetty jetty, String query, String body) throws Exception {
        return jetty.client()
                .newRequest(jetty.httpUri(query))
                .method(HttpMethod.POST)
                .body(new StringRequestContent("text/plain; charset=UTF-8", body))
                .timeout(20, TimeUnit.SECONDS)
                .send();
    }

    private static String open(Http2Jetty jetty) throws Exception {
        String open = get(jetty, "transport=polling").getContentAsString();
        assertThat(open).startsWith("0{\"sid\":\"");
        return "transport=polling&sid=" + open.substring(9, 29);
    }

    private static Http2WebSocket connected(Http2Jetty jetty, String extensions) throws Exception {
        Http2WebSocket webSocket = jetty.webSocket(WEBSOCKET, extensions);
        assertThat(webSocket.answer().getStatus()).isEqualTo(200);
        assertThat(webSocket.next()).startsWith("0{\"sid\":\"");
        webSocket.send("40");
        assertThat(webSocket.next()).startsWith("40{\"sid\":\"");
        return webSocket;
    }

    private static Http2WebSocket connected(Http2Jetty jetty) throws Exception {
        return connected(jetty, "");
    }

    // ---------------------------------------------------------------- long-polling

    @ParameterizedTest
    @ValueSource(strings = {"h2c", "h2"})
    void sessionLivesOverLongPolling(String protocol) throws Exception {
        try (Http2Jetty jetty = jetty(protocol)) {
            String session = open(jetty);
            assertThat(handshakes.remove().secure()).isEqualTo(protocol.equals("h2"));
            assertThat(post(jetty, session, "40").getContentAsString()).isEqualTo("ok");
            assertThat(get(jetty, session).getContentAsString()).startsWith("40{\"sid\":\"");
            post(jetty, session, "42[\"echo\",\"h\u00e9llo\"]");
            assertThat(get(jetty, session).getContentAsString()).isEqualTo("42[\"echo\",\"h\u00e9llo\"]");
            post(jetty, session, "1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2c", "h2"})
    void heldPollOutlivesTheIdleTimeout(String protocol) throws Exception {
        try (Http2Jetty jetty = jetty(protocol, IDLE_MILLIS)) {
            String session = open(jetty);
            post(jetty, session, "40");
            assertThat(get(jetty, session).getContentAsString()).startsWith("40{");
            post(jetty, session, "42[\"late\",\"x\"]");
            assertThat(get(jetty, session).getContentAsString()).isEqualTo("42[\"late\",\"x\"]");
            post(jetty, session, "1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2c", "h2"})
    void bodyOverTheLimitIsRefused(String protocol) throws Exception {
        try (Http2Jetty jetty = jetty(protocol)) {
            String session = open(jetty);
            // Whether the client sees 413 or the end of its stream first is a matter of luck.
            try {
                assertThat(post(jetty, session, "4" + "x".repeat(1_000_000)).getStatus())
                        .isEqualTo(413);
            } catch (ExecutionException e) {
                assertThat(e).hasCauseInstanceOf(IOException.class);
            }
            assertThat(get(jetty, session).getContentAsString())
                    .isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
        }
    }

    // ---------------------------------------------------------------- WebSocket

    @ParameterizedTest
    @ValueSource(strings = {"h2c", "h2"})
    @Tag("feature:1.2")
    void sessionLivesOverAWebSocket(String protocol) throws Exception {
        try (Http2Jetty jetty = jetty(protocol)) {
            Http2WebSocket webSocket = connected(jetty);
            EngineRequest handshake = handshakes.remove();
            assertThat(handshake.method()).isEqualTo("GET");
            assertThat(handshake.secure()).isEqualTo(protocol.equals("h2"));
            webSocket.send("42[\"echo\",\"h\u00e9llo\"]");
            assertThat(webSocket.next()).isEqualTo("42[\"echo\",\"h\u00e9llo\"]");
            webSocket.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2c", "h2"})
    void webSocketOutlivesTheIdleTimeout(String protocol) throws Exception {
        try (Http2Jetty jetty = jetty(protocol, IDLE_MILLIS)) {
            Http2WebSocket webSocket = connected(jetty);
            webSocket.send("42[\"late\",\"x\"]");
            assertThat(webSocket.next()).isEqualTo("42[\"late\",\"x\"]");
            webSocket.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2c", "h2"})
    void pollingSessionBecomesAWebSocket(String protocol) throws Exception {
        try (Http2Jetty jetty = jetty(protocol)) {
            String session = open(jetty);
            post(jetty, session, "40");
            assertThat(get(jetty, session).getContentAsString()).startsWith("40{");
            Http2WebSocket webSocket = jetty.webSocket(session.replace("polling", "websocket"), "");
            webSocket.send("2probe");
            assertThat(webSocket.next()).isEqualTo("3probe");
            webSocket.send("5");
            webSocket.send("42[\"echo\",\"x\"]");
            assertThat(webSocket.next()).isEqualTo("42[\"echo\",\"x\"]");
            webSocket.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2c", "h2"})
    void manyWebSocketsShareAConnection(String protocol) throws Exception {
        try (Http2Jetty jetty = jetty(protocol)) {
            Http2WebSocket first = connected(jetty);
            Http2WebSocket second = connected(jetty);
            second.send("42[\"echo\",\"second\"]");
            first.send("42[\"echo\",\"first\"]");
            assertThat(first.next()).isEqualTo("42[\"echo\",\"first\"]");
            assertThat(second.next()).isEqualTo("42[\"echo\",\"second\"]");
            first.close();
            assertThat(first.receive().closeCode()).isEqualTo(1000);
            second.send("42[\"echo\",\"still\"]");
            assertThat(second.next()).isEqualTo("42[\"echo\",\"still\"]");
            second.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2c", "h2"})
    void largeMessagesPassTheFlowControl(String protocol) throws Exception {
        try (Http2Jetty jetty = jetty(protocol)) {
            Http2WebSocket webSocket = connected(jetty);
            String message = "42[\"echo\",\"" + "x".repeat(900_000) + "\"]";
            webSocket.send(message);
            assertThat(webSocket.next()).isEqualTo(message);
            webSocket.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2c", "h2"})
    void messagesAreCompressedWhereTheClientAsksForIt(String protocol) throws Exception {
        try (Http2Jetty jetty = jetty(protocol)) {
            Http2WebSocket webSocket = connected(jetty, "permessage-deflate");
            assertThat(webSocket.answer().getHttpFields().get("Sec-WebSocket-Extensions"))
                    .startsWith("permessage-deflate;");
            webSocket.send("42[\"echo\",\"" + "x".repeat(5_000) + "\"]");
            Received received = webSocket.receive();
            assertThat(received.deflated()).isTrue();
            assertThat(received.payload().length).isLessThan(200);
            webSocket.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2c", "h2"})
    void refusedWebSocketIsAnsweredWithTheError(String protocol) throws Exception {
        try (Http2Jetty jetty = jetty(protocol)) {
            assertThat(jetty.webSocket(WEBSOCKET + "&refuse=1", "").answer().getStatus())
                    .isEqualTo(403);
            assertThat(jetty.webSocket(WEBSOCKET + "&sid=unknown", "").answer().getStatus())
                    .isEqualTo(400);
            assertThat(jetty.webSocket("transport=polling", "").answer().getStatus())
                    .isEqualTo(400);
            assertThat(get(jetty, WEBSOCKET).getContentAsString())
                    .isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2c", "h2"})
    void closingTheServerClosesItsWebSockets(String protocol) throws Exception {
        try (Http2Jetty jetty = jetty(protocol)) {
            Http2WebSocket webSocket = connected(jetty);
            long begun = System.nanoTime();
            io.close();
            assertThat(webSocket.receive().closeCode()).isEqualTo(1000);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        }
    }
}
