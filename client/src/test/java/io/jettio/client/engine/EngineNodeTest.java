package io.jettio.client.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.client.NodePeer;
import io.jettio.protocol.Frame;
import io.jettio.protocol.engineio.EnginePacket;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine against the reference server, which compresses what it can, sets a cookie and knows a subprotocol. */
final class EngineNodeTest {
    private static final String OPTIONS = "{\"pingInterval\":300,\"pingTimeout\":5000,\"maxHttpBufferSize\":1000000,"
            + "\"httpCompression\":{\"threshold\":100},\"perMessageDeflate\":{\"threshold\":0},"
            + "\"subprotocol\":\"second\",\"cookieFor\":\"/\"}";

    private static NodePeer node;

    @BeforeAll
    static void start() {
        node = NodePeer.engine(OPTIONS);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    /** What is done in a session, and with what it tells. */
    private interface Scenario {
        void run(EngineSocket socket, Recorder recorder) throws Exception;
    }

    private static void session(Consumer<EngineOptions.Builder> options, Scenario scenario) throws Exception {
        session(options, new Recorder(), scenario);
    }

    private static void session(Consumer<EngineOptions.Builder> options, Recorder recorder, Scenario scenario)
            throws Exception {
        EngineOptions.Builder builder = EngineOptions.builder();
        options.accept(builder);
        try (EngineClient client = EngineClient.create(builder.build())) {
            EngineSocket socket = client.open(URI.create(node.url("")), recorder);
            assertThat(recorder.next()).as(() -> "causes " + recorder.causes).isEqualTo("open");
            scenario.run(socket, recorder);
        }
    }

    private static String ask(EngineSocket socket, Recorder recorder, String question) throws Exception {
        socket.send(Frame.text(question));
        return recorder.message();
    }

    private static void upgraded(Recorder recorder) throws Exception {
        assertThat(recorder.next()).isEqualTo("upgrading");
        assertThat(recorder.next()).isEqualTo("upgrade");
    }

    @Test
    @Tag("feature:1.54")
    void cookieFollowsTheSessionOverUpgradeAndReconnection() throws Exception {
        EngineOptions options = EngineOptions.builder().build();
        try (EngineClient client = EngineClient.create(options)) {
            Recorder recorder = new Recorder();
            EngineSocket socket = client.open(URI.create(node.url("")), recorder);
            assertThat(recorder.next()).isEqualTo("open");
            upgraded(recorder);
            assertThat(ask(socket, recorder, "request")).doesNotContain("\"cookie\"");
            assertThat(ask(socket, recorder, "upgrade")).containsPattern("\"cookie\":\"node=\\d+\"");
            socket.close();
            assertThat(recorder.next()).isEqualTo("close forced close");
            Recorder second = new Recorder();
            EngineSocket again = client.open(URI.create(node.url("")), second);
            assertThat(second.next()).isEqualTo("open");
            assertThat(ask(again, second, "request")).containsPattern("\"cookie\":\"node=\\d+\"");
        }
    }

    @Test
    @Tag("feature:1.33")
    void headersOfRequestsAreFreshAndThoseOfAnswersAreTold() throws Exception {
        AtomicInteger count = new AtomicInteger();
        Queue<EngineResponse> answers = new ConcurrentLinkedQueue<>();
        List<String> threads = new ArrayList<>();
        session(
                o -> o.headersFrom(request -> {
                            synchronized (threads) {
                                threads.add(Thread.currentThread().getName());
                            }
                            return Map.of("X-Count", Integer.toString(count.incrementAndGet()));
                        })
                        .onResponse(answers::add),
                (socket, recorder) -> {
                    upgraded(recorder);
                    assertThat(ask(socket, recorder, "request")).contains("\"x-count\":\"1\"");
                    assertThat(ask(socket, recorder, "upgrade")).containsPattern("\"x-count\":\"[2-9]\"");
                });
        assertThat(answers).anySatisfy(answer -> assertThat(answer.status()).isEqualTo(101));
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.headers()).containsEntry("X-Answer", List.of("yes")));
        assertThat(threads).noneMatch(name -> name.startsWith("jettio-io") || name.contains("strand"));
    }

    @Test
    void compressedPollsAreInflated() throws Exception {
        Queue<EngineResponse> answers = new ConcurrentLinkedQueue<>();
        session(o -> o.transports(TransportType.POLLING).onResponse(answers::add), (socket, recorder) -> {
            String text = "x".repeat(100_000);
            assertThat(ask(socket, recorder, text)).isEqualTo(text);
        });
        assertThat(answers)
                .anySatisfy(answer ->
                        assertThat(answer.headers().get("Content-Encoding")).containsExactly("gzip"));
    }

    @Test
    void compressedMessagesAreInflatedBothWays() throws Exception {
        session(o -> o.transports(TransportType.WEBSOCKET).perMessageDeflate(true), (socket, recorder) -> {
            assertThat(ask(socket, recorder, "extensions")).contains("permessage-deflate");
            String text = "x".repeat(900_000);
            assertThat(ask(socket, recorder, text)).isEqualTo(text);
            socket.send(Frame.binary(new byte[70_000]));
            assertThat(recorder.message()).isEqualTo("70000 bytes");
        });
        session(
                o -> o.transports(TransportType.WEBSOCKET),
                (socket, recorder) ->
                        assertThat(ask(socket, recorder, "extensions")).isEmpty());
    }

    @Test
    void inflatedMessageBeyondTheLimitEndsTheSession() throws Exception {
        session(
                o -> o.transports(TransportType.WEBSOCKET)
                        .perMessageDeflate(true)
                        .limits(io.jettio.protocol.DecodeLimits.builder()
                                .maxPayloadBytes(100_000)
                                .build()),
                (socket, recorder) -> {
                    socket.send(Frame.text("x".repeat(900_000)));
                    assertThat(recorder.next()).isEqualTo("close parse error");
                    assertThat(recorder.failure().stage()).isEqualTo(EngineException.Stage.LIMIT);
                });
    }

    @Test
    @Tag("feature:1.54")
    void subprotocolsAreOffered() throws Exception {
        session(
                o -> o.transports(TransportType.WEBSOCKET).protocols("first", "second"),
                (socket, recorder) ->
                        assertThat(ask(socket, recorder, "protocol")).isEqualTo("second"));
    }

    @Test
    @Tag("feature:1.53")
    void binaryPassesAsBase64WhenForced() throws Exception {
        session(o -> o.transports(TransportType.WEBSOCKET).forceBase64(true), (socket, recorder) -> {
            socket.send(Frame.binary(new byte[1000]));
            assertThat(recorder.message()).isEqualTo("1000 bytes");
        });
    }

    @Test
    @Tag("feature:1.15")
    void pollingOpensTheSessionWhereWebSocketIsNotFound() throws Exception {
        session(
                o -> o.transports(TransportType.WEBSOCKET, TransportType.POLLING)
                        .transport(TransportType.WEBSOCKET, t -> t.path("/nowhere"))
                        .upgrade(false)
                        .tryAllTransports(true),
                (socket, recorder) -> {
                    assertThat(socket.transport()).isEqualTo(TransportType.POLLING);
                    assertThat(ask(socket, recorder, "hi")).isEqualTo("hi");
                });
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void sessionTellsItsIdItsPingsAndWhenAllIsWritten(TransportType transport) throws Exception {
        Queue<String> trace = new ConcurrentLinkedQueue<>();
        class Tracer extends Recorder implements EnginePacketListener {
            @Override
            public void onPacket(EngineSocket socket, EnginePacket packet) {
                trace.add("< " + packet.type());
            }

            @Override
            public void onPacketSent(EngineSocket socket, EnginePacket packet) {
                trace.add("> " + packet.type());
            }

            @Override
            public void onPing(EngineSocket socket) {
                messages.add("ping");
            }

            @Override
            public void onDrain(EngineSocket socket) {
                trace.add("drain");
            }
        }
        session(o -> o.transports(transport), new Tracer(), (socket, recorder) -> {
            assertThat(socket.id()).get().asString().isNotEmpty();
            assertThat(socket.handshake()).get().satisfies(opened -> {
                assertThat(opened.pingIntervalMillis()).isEqualTo(300);
                assertThat(opened.pingTimeoutMillis()).isEqualTo(5000);
            });
            assertThat(recorder.message()).isEqualTo("ping");
            socket.send(Frame.text("a"));
            socket.flush().toCompletableFuture().get(30, TimeUnit.SECONDS);
            assertThat(socket.bufferedBytes()).isZero();
            while (!recorder.message().equals("a")) {
                assertThat(trace).isNotEmpty();
            }
        });
        assertThat(trace).contains("< OPEN", "< PING", "> PONG", "> MESSAGE", "drain", "< MESSAGE");
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void whatIsSentBeforeTheCloseIsFlushed(TransportType transport) throws Exception {
        session(o -> o.transports(transport), new Recorder(), (socket, recorder) -> {
            socket.send(Frame.text("x".repeat(500_000)));
            CompletionStage<Void> flushed = socket.flush();
            socket.close();
            assertThat(flushed.toCompletableFuture()).succeedsWithin(Duration.ofSeconds(30));
        });
    }

    @Test
    void flushFailsWhereTheClientIsClosed() throws Exception {
        EngineClient client = EngineClient.create(EngineOptions.builder().build());
        EngineSocket socket = client.open(URI.create(node.url("")), new Recorder());
        client.close();

        assertThat(socket.flush().toCompletableFuture())
                .failsWithin(30, TimeUnit.SECONDS)
                .withThrowableThat()
                .withCauseInstanceOf(EngineException.class);
    }

    @Test
    void flushFailsWhereTheSessionEndsBefore() throws Exception {
        try (EngineClient client = EngineClient.create(EngineOptions.builder().build())) {
            Recorder recorder = new Recorder();
            EngineSocket socket = client.open(URI.create("http://127.0.0.1:1"), recorder);
            socket.send(Frame.text("never"));
            assertThat(socket.flush().toCompletableFuture())
                    .failsWithin(30, TimeUnit.SECONDS)
                    .withThrowableThat()
                    .withCauseInstanceOf(EngineException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void addressIsAskedForAgainAtEachAttempt(TransportType transport) throws Exception {
        Queue<String> asked = new ConcurrentLinkedQueue<>();
        EngineOptions options = EngineOptions.builder()
                .transports(transport)
                .resolver(host -> {
                    asked.add(host);
                    return List.of(InetAddress.getLoopbackAddress());
                })
                .build();
        try (EngineClient client = EngineClient.create(options)) {
            for (int attempt = 1; attempt <= 2; attempt++) {
                Recorder refused = new Recorder();
                client.open(URI.create("http://moving.example:1"), refused);
                assertThat(refused.failure().stage()).isEqualTo(EngineException.Stage.TCP);
                assertThat(asked).hasSize(attempt);
            }
            Recorder recorder = new Recorder();
            client.open(URI.create("http://moving.example:" + node.port()), recorder);
            assertThat(recorder.next()).isEqualTo("open");
        }
        assertThat(asked).allMatch("moving.example"::equals);
    }

    @Tag("feature:4.21")
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bothTransportsGoThroughAProxyWithCredentials(boolean socks) throws Exception {
        try (SmallProxy proxy = new SmallProxy(socks)) {
            session(
                    o -> o.proxy(proxy.options().credentials(SmallProxy.USER, SmallProxy.PASSWORD)),
                    (socket, recorder) -> {
                        upgraded(recorder);
                        assertThat(ask(socket, recorder, "hi")).isEqualTo("hi");
                    });
            String target = "127.0.0.1:" + node.port();
            assertThat(proxy.asked)
                    .filteredOn(line -> line.contains(target))
                    .hasSizeGreaterThanOrEqualTo(2)
                    .allMatch(line -> line.equals("SOCKS " + target) || line.equals("CONNECT " + target + " HTTP/1.1"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void proxyThatRefusesIsNamed(boolean socks) throws Exception {
        try (SmallProxy proxy = new SmallProxy(socks)) {
            for (TransportType transport : TransportType.values()) {
                EngineOptions options = EngineOptions.builder()
                        .transports(transport)
                        .proxy(proxy.options().credentials(SmallProxy.USER, "wrong"))
                        .build();
                try (EngineClient client = EngineClient.create(options)) {
                    Recorder recorder = new Recorder();
                    client.open(URI.create(node.url("")), recorder);
                    EngineException failure = recorder.failure();
                    assertThat(failure.stage()).isEqualTo(EngineException.Stage.PROXY);
                    if (!socks) {
                        assertThat(failure.status()).hasValue(407);
                    }
                }
            }
        }
    }
}
