package io.jettio.client.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.jettio.client.HeldPort;
import io.jettio.client.engine.EngineException.Stage;
import io.jettio.protocol.DecodeLimits;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A session that cannot be opened tells at which stage it failed. */
final class EngineFailureTest {
    private static final int ATTEMPTS = 200;

    private static EngineException failure(String uri, Consumer<EngineOptions.Builder> options) throws Exception {
        EngineOptions.Builder builder = EngineOptions.builder();
        options.accept(builder);
        try (EngineClient client = EngineClient.create(builder.build())) {
            Recorder recorder = new Recorder();
            client.open(URI.create(uri), recorder);
            return recorder.failure();
        }
    }

    /** Answers everything with the same. */
    private static HttpServer answering(int status, String encoding, byte[] body) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            if (!encoding.isEmpty()) {
                exchange.getResponseHeaders().add("Content-Encoding", encoding);
            }
            exchange.getResponseHeaders().add("Retry-After", "7");
            exchange.getResponseHeaders().add("Set-Cookie", "server=a");
            exchange.sendResponseHeaders(status, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.start();
        return server;
    }

    /**
     * Accepts connections, counts them and closes them, as a load balancer does that has no server; as a proxy, once it has
     * promised a tunnel.
     */
    private static final class ClosingPeer implements AutoCloseable {
        private final boolean proxy;
        private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final AtomicInteger connections = new AtomicInteger();

        ClosingPeer(boolean proxy) throws IOException {
            this.proxy = proxy;
            Thread thread = new Thread(this::accept, "closing-peer");
            thread.setDaemon(true);
            thread.start();
        }

        private void accept() {
            while (!listener.isClosed()) {
                try {
                    Socket accepted = listener.accept();
                    connections.incrementAndGet();
                    if (proxy) {
                        accepted.setSoTimeout(20_000);
                        skipHead(accepted.getInputStream());
                        accepted.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    }
                    accepted.close();
                } catch (IOException closed) {
                    // This peer is, or the client was faster.
                }
            }
        }

        private static void skipHead(InputStream in) throws IOException {
            int ended = 0;
            while (ended < 4) {
                int next = in.read();
                if (next < 0) {
                    throw new EOFException("no head");
                }
                ended = next == '\r' || next == '\n' ? ended + 1 : 0;
            }
        }

        int port() {
            return listener.getLocalPort();
        }

        int connections() {
            return connections.get();
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }

    private static EngineException failure(HttpServer server, Consumer<EngineOptions.Builder> options)
            throws Exception {
        try {
            return failure("http://127.0.0.1:" + server.getAddress().getPort(), options);
        } finally {
            server.stop(0);
        }
    }

    private static byte[] compressed(String encoding, byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out =
                encoding.equals("gzip") ? new GZIPOutputStream(bytes) : new DeflaterOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void hostWithoutAddress(TransportType transport) throws Exception {
        EngineException failure = failure(
                "http://nowhere.example",
                o -> o.transports(transport).resolver(host -> {
                    throw new UnknownHostException(host);
                }));
        assertThat(failure.stage()).isEqualTo(Stage.DNS);
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void hostThatRefusesTheConnection(TransportType transport) throws Exception {
        try (HeldPort nobody = new HeldPort()) {
            EngineException failure = failure(nobody.url(""), o -> o.transports(transport));
            assertThat(failure.stage()).isEqualTo(Stage.TCP);
            assertThat(failure.status()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void hostThatAcceptsAndSaysNothing(TransportType transport) throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            EngineException failure = failure(
                    "http://127.0.0.1:" + silent.getLocalPort(),
                    // Long enough to load the classes that connect on a busy machine, or it ends before there is a
                    // connection.
                    o -> o.transports(transport).connectTimeout(Duration.ofSeconds(5)));
            assertThat(failure.stage()).isEqualTo(Stage.HTTP);
            assertThat(failure).hasMessageContaining("no handshake");
        }
    }

    @ParameterizedTest
    @CsvSource({"http, POLLING", "http, WEBSOCKET", "https, POLLING", "https, WEBSOCKET"})
    void hostThatEndsConnectionsAtOnceGetsOneForEachAttempt(String scheme, TransportType transport) throws Exception {
        EngineOptions options = EngineOptions.builder().transports(transport).build();
        try (ClosingPeer peer = new ClosingPeer(false);
                EngineClient client = EngineClient.create(options)) {
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                Recorder recorder = new Recorder();
                client.open(URI.create(scheme + "://127.0.0.1:" + peer.port()), recorder);
                EngineException failure = recorder.failure();
                assertThat(failure).hasMessageNotContaining("HttpConnection");
                assertThat(failure.stage()).isIn(Stage.TCP, Stage.TLS);
            }
            // Jetty may still make one that nobody needs, where two of its threads ask for one at once.
            assertThat(peer.connections()).isBetween(ATTEMPTS, ATTEMPTS + ATTEMPTS / 20);
        }
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void proxyWhoseTunnelsEndAtOnceGetsOneForEachAttempt(TransportType transport) throws Exception {
        try (ClosingPeer peer = new ClosingPeer(true);
                EngineClient client = EngineClient.create(EngineOptions.builder()
                        .transports(transport)
                        .proxy(ProxyOptions.http("127.0.0.1", peer.port()))
                        .build())) {
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                Recorder recorder = new Recorder();
                client.open(URI.create("http://peer.example:81"), recorder);
                assertThat(recorder.failure().stage()).isIn(Stage.TCP, Stage.PROXY);
            }
            assertThat(peer.connections()).isBetween(ATTEMPTS, ATTEMPTS + ATTEMPTS / 20);
        }
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void statusOfAProxyInFront(TransportType transport) throws Exception {
        byte[] page = ("<h1>Bad Gateway</h1>" + "x".repeat(3_000)).getBytes(StandardCharsets.US_ASCII);
        EngineException failure = failure(answering(502, "", page), o -> o.transports(transport));
        assertThat(failure.stage()).isEqualTo(Stage.HTTP);
        assertThat(failure.status()).hasValue(502);
        assertThat(failure.body()).get().asString().hasSize(1024).startsWith("<h1>Bad Gateway</h1>");
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(failure.engineCode()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void refusalInTheWordsOfTheServer(TransportType transport) throws Exception {
        byte[] error = "{\"code\":4,\"message\":\"Forbidden\"}".getBytes(StandardCharsets.US_ASCII);
        EngineException failure = failure(answering(403, "", error), o -> o.transports(transport));
        assertThat(failure.stage()).isEqualTo(Stage.ENGINE);
        assertThat(failure.engineCode()).hasValue(4);
        assertThat(failure.engineMessage()).contains("Forbidden");
        assertThat(failure.status()).hasValue(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "4early", "0{}", ""})
    void answerThatIsNoHandshake(String body) throws Exception {
        EngineException failure = failure(
                answering(200, "", body.getBytes(StandardCharsets.US_ASCII)), o -> o.transports(TransportType.POLLING));
        assertThat(failure.stage()).isEqualTo(Stage.PROTOCOL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    @Tag("feature:4.6")
    void compressedHandshakeIsReadAndABombIsNot(String encoding) throws Exception {
        byte[] version3 = compressed(encoding, "97:0{\"sid\":\"s\"}".getBytes(StandardCharsets.US_ASCII));
        EngineException read = failure(answering(200, encoding, version3), o -> o.transports(TransportType.POLLING));
        assertThat(read.stage()).isEqualTo(Stage.VERSION);

        byte[] bomb = compressed(encoding, new byte[20 << 20]);
        assertThat(bomb.length).isLessThan(100_000);
        EngineException failure = failure(
                answering(200, encoding, bomb),
                o -> o.transports(TransportType.POLLING)
                        .limits(DecodeLimits.builder().maxPayloadBytes(100_000).build()));
        assertThat(failure.stage()).isEqualTo(Stage.LIMIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br"})
    void bodyThatIsNotAsItsEncodingSays(String encoding) throws Exception {
        byte[] body = "0{\"sid\":\"s\"}".getBytes(StandardCharsets.US_ASCII);
        EngineException failure = failure(answering(200, encoding, body), o -> o.transports(TransportType.POLLING));
        assertThat(failure.stage()).isEqualTo(Stage.HTTP);
    }

    /** A store of the application's that fails in one of its methods. */
    private record FailingStore(boolean asked) implements CookieStore {
        @Override
        public List<String> cookies(URI uri) {
            if (asked) {
                throw new IllegalStateException("no cookies today");
            }
            return List.of();
        }

        @Override
        public void received(URI uri, List<String> setCookies) {
            throw new LinkageError("kept nothing of " + setCookies);
        }
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void cookieStoreThatFailsToTell(TransportType transport) throws Exception {
        EngineException failure =
                failure("http://127.0.0.1:1", o -> o.transports(transport).cookieStore(new FailingStore(true)));
        assertThat(failure.stage()).isEqualTo(Stage.CLIENT);
        assertThat(failure).hasMessageContaining("no cookies today");
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void cookieStoreThatFailsToKeepHoldsNothingUp(TransportType transport) throws Exception {
        EngineException failure = failure(
                answering(403, "", "{\"code\":4,\"message\":\"Forbidden\"}".getBytes(StandardCharsets.US_ASCII)),
                o -> o.transports(transport).cookieStore(new FailingStore(false)));
        assertThat(failure.stage()).isEqualTo(Stage.ENGINE);
        assertThat(failure.engineCode()).hasValue(4);
    }

    @Test
    void bodyBeyondTheLimit() throws Exception {
        EngineException failure = failure(
                answering(200, "", new byte[200_000]),
                o -> o.transports(TransportType.POLLING)
                        .limits(DecodeLimits.builder().maxPayloadBytes(100_000).build()));
        assertThat(failure.stage()).isEqualTo(Stage.LIMIT);
    }
}
