package io.jettio.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.DecodeLimits;
import io.jettio.server.DisconnectReason;
import io.jettio.server.SocketIoServer;
import io.jettio.server.SocketIoServerOptions;
import io.jettio.server.carrier.RawWebSocket;
import io.jettio.server.carrier.WebSocketFrames;
import io.jettio.server.hooks.Answer;
import io.jettio.server.hooks.RawPeer;
import io.jettio.server.internal.fixture.LogWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits of a Socket.IO server that are options, made small: who goes beyond one is alone in what follows. */
class LimitTest {
    private static final String WEBSOCKET = "/socket.io/?EIO=4&transport=websocket";
    private static final String POLLING = "/socket.io/?EIO=4&transport=polling";
    private static final String PLACEHOLDER = "{\"_placeholder\":true,\"num\":0}";

    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final List<AutoCloseable> open = new ArrayList<>();
    private final BlockingQueue<DisconnectReason> ends = new LinkedBlockingQueue<>();

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private <T extends AutoCloseable> T closed(T opened) {
        open.add(opened);
        return opened;
    }

    /** A server that echoes, and floods on request; its port. */
    private int listen(Consumer<SocketIoServerOptions.Builder> options, String... namespaces) {
        SocketIoServer io = closed(SocketIoServer.create(options));
        io.onConnection(socket -> {
            socket.onDisconnect(ends::add);
            socket.on("echo", Integer.class, number -> socket.emit("echo", number));
            socket.on("flood", Integer.class, size -> {
                String data = "x".repeat(size);
                for (int i = 0; i < 1_000; i++) {
                    socket.emit("flood", data);
                }
            });
            socket.on("overflow", arguments -> overflow(1));
            socket.on("ask", arguments -> {
                for (int i = 0; i < 4; i++) {
                    socket.emitWithAck("question", String.class).exceptionally(failure -> {
                        socket.emit("failed");
                        return null;
                    });
                }
            });
        });
        for (String namespace : namespaces) {
            io.of(namespace).onConnection(socket -> {});
        }
        return io.listen("127.0.0.1", 0).port();
    }

    @SuppressWarnings("InfiniteRecursion") // what the test is about
    private static int overflow(int depth) {
        return overflow(depth + 1) + 1;
    }

    private Witness witness(int port) {
        return closed(Witness.ofSocketIo(port)).echoes();
    }

    /** A client that has joined the main namespace. */
    private RawWebSocket joined(int port) throws Exception {
        RawWebSocket client = closed(RawWebSocket.connect(port, WEBSOCKET, ""));
        assertThat(client.receive().text()).startsWith("0{");
        client.sendText("40");
        assertThat(client.receive().text()).startsWith("40{");
        return client;
    }

    private DisconnectReason end() throws InterruptedException {
        return ends.poll(20, TimeUnit.SECONDS);
    }

    // ---------------------------------------------------------------- what comes

    @Test
    void namespaceTooManyIsRefusedByName() throws Exception {
        int port = listen(options -> options.maxNamespaces(2), "/a", "/b");
        Witness witness = witness(port);
        RawWebSocket hostile = joined(port);
        hostile.sendText("40/a,");
        assertThat(hostile.receive().text()).startsWith("40/a,{");
        hostile.sendText("40/b,");
        assertThat(hostile.receive().text()).isEqualTo("44/b,{\"message\":\"Too many namespaces\"}");
        hostile.sendText("42[\"echo\",1]");
        assertThat(hostile.receive().text()).isEqualTo("42[\"echo\",1]");
        witness.echoes();
    }

    @Test
    void attachmentsThatAreTooLargeTogetherEndTheConnection() throws Exception {
        int port = listen(options -> options.limits(DecodeLimits.builder()
                .maxPayloadBytes(1_000)
                .maxPendingBytes(1_500)
                .build()));
        Witness witness = witness(port);
        RawWebSocket hostile = joined(port);
        hostile.sendText("452-[\"echo\"," + PLACEHOLDER + "," + PLACEHOLDER.replace('0', '1') + "]");
        hostile.send(WebSocketFrames.FIN | WebSocketFrames.BINARY, new byte[900]);
        witness.echoes();
        hostile.send(WebSocketFrames.FIN | WebSocketFrames.BINARY, new byte[900]);
        assertThat(hostile.awaitClose()).isEqualTo(1002);
        assertThat(end()).isEqualTo(DisconnectReason.PARSE_ERROR);
        witness.echoes();
    }

    @Test
    void attachmentsThatAreTooManyEndTheConnectionBeforeTheFirst() throws Exception {
        int port = listen(options ->
                options.limits(DecodeLimits.builder().maxAttachments(2).build()));
        Witness witness = witness(port);
        RawWebSocket hostile = joined(port);
        hostile.sendText("453-[\"echo\"," + PLACEHOLDER + "]");
        assertThat(hostile.awaitClose()).isEqualTo(1002);
        witness.echoes();
    }

    @Test
    void messageOverTheLimitEndsTheConnection() throws Exception {
        int port = listen(options ->
                options.limits(DecodeLimits.builder().maxPayloadBytes(1_000).build()));
        Witness witness = witness(port);
        RawWebSocket hostile = joined(port);
        hostile.sendText("42[\"echo\",\"" + "x".repeat(1_000) + "\"]");
        assertThat(hostile.awaitClose()).isEqualTo(1009);
        witness.echoes();
    }

    @Test
    void packetsOfAPayloadThatAreTooManyEndTheSession() {
        int port = listen(options ->
                options.limits(DecodeLimits.builder().maxPacketsPerPayload(3).build()));
        Witness witness = witness(port);
        Answer handshake = closed(new RawPeer(port)).request("GET", POLLING).answer();
        String target = POLLING + "&sid=" + handshake.sid();
        String four = "40\u001e42[\"echo\",1]\u001e42[\"echo\",2]\u001e42[\"echo\",3]";
        assertThat(closed(new RawPeer(port)).post(target, four).answer().status())
                .isEqualTo(400);
        assertThat(closed(new RawPeer(port)).request("GET", target).answer().body())
                .isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
        witness.echoes();
    }

    @Test
    void handlerWhoseStackOverflowsEndsNothing() throws Exception {
        int port = listen(options -> {});
        Witness witness = witness(port);
        RawWebSocket hostile = joined(port);
        log.expect("overflow");
        hostile.sendText("42[\"overflow\"]");
        hostile.sendText("42[\"echo\",1]");
        assertThat(hostile.receive().text()).isEqualTo("42[\"echo\",1]");
        witness.echoes();
    }

    // ---------------------------------------------------------------- time

    @Test
    void whoJoinsNothingIsClosedThoughItAnswersPings() {
        // Time enough for the witness, who is held to it, too.
        int port = listen(options -> options.connectTimeout(Duration.ofSeconds(3))
                .pingInterval(Duration.ofMillis(100))
                .pingTimeout(Duration.ofSeconds(20)));
        Witness witness = witness(port);
        RawPeer hostile = closed(new RawPeer(port)).webSocket(WEBSOCKET);
        assertThat(hostile.answer().status()).isEqualTo(101);
        int pongs = 0;
        for (String packet = hostile.readText(); packet != null; packet = hostile.readText()) {
            if (packet.equals("2")) {
                hostile.sendText("3");
                pongs++;
            }
        }
        assertThat(pongs).isPositive();
        witness.echoes();
    }

    @Test
    void candidateThatStopsIsDroppedAndTheSessionStays() throws Exception {
        // Within it the candidate has to be answered before it stops.
        int port = listen(options -> options.upgradeTimeout(Duration.ofSeconds(3)));
        Witness witness = witness(port);
        Answer handshake = closed(new RawPeer(port)).request("GET", POLLING).answer();
        String target = POLLING + "&sid=" + handshake.sid();
        RawWebSocket candidate = closed(RawWebSocket.connect(port, WEBSOCKET + "&sid=" + handshake.sid(), ""));
        candidate.sendText("2probe");
        assertThat(candidate.receive().text()).isEqualTo("3probe");
        assertThat(candidate.awaitClose()).isPositive();
        witness.echoes();
        assertThat(closed(new RawPeer(port)).post(target, "40").answer().status())
                .isEqualTo(200);
        assertThat(closed(new RawPeer(port)).request("GET", target).answer().body())
                .startsWith("40{");
    }

    // ---------------------------------------------------------------- what goes out

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoNeverReadsIsClosedAtTheCap(boolean bytes) throws Exception {
        int port = listen(options -> {
            if (bytes) {
                options.maxQueuedBytes(1 << 20);
            } else {
                options.maxQueuedPackets(100);
            }
        });
        Witness witness = witness(port);
        floodWithoutReading(port);
        assertThat(end()).isEqualTo(DisconnectReason.SLOW_CONSUMER);
        witness.echoes();
    }

    @Test
    void whoNeverReadsIsClosedWhenNothingDrains() throws Exception {
        int port = listen(options ->
                options.maxQueuedBytes(1 << 28).maxQueuedPackets(1 << 20).writeStallTimeout(Duration.ofMillis(500)));
        Witness witness = witness(port);
        floodWithoutReading(port);
        witness.echoes();
        assertThat(end()).isEqualTo(DisconnectReason.SLOW_CONSUMER);
    }

    /** Makes the server send 100 MB to a client that takes nothing. */
    private void floodWithoutReading(int port) {
        RawPeer hostile = closed(new RawPeer(port, 4_096)).webSocket(WEBSOCKET);
        assertThat(hostile.answer().status()).isEqualTo(101);
        assertThat(hostile.readText()).startsWith("0{");
        hostile.sendText("40");
        assertThat(hostile.readText()).startsWith("40{");
        hostile.sendText("42[\"flood\",100000]");
    }

    @Test
    void ackTooManyFailsAtOnceAndItsEventIsNotSent() throws Exception {
        int port = listen(options -> options.maxPendingAcks(2));
        Witness witness = witness(port);
        RawWebSocket hostile = joined(port);
        hostile.sendText("42[\"ask\"]");
        assertThat(hostile.receive().text()).matches("42[0-9]+\\[\"question\"]");
        assertThat(hostile.receive().text()).matches("42[0-9]+\\[\"question\"]");
        assertThat(hostile.receive().text()).isEqualTo("42[\"failed\"]");
        assertThat(hostile.receive().text()).isEqualTo("42[\"failed\"]");
        witness.echoes();
    }

    // ---------------------------------------------------------------- how many

    @Test
    void connectionTooManyOfAnAddressIsToldToWait() throws Exception {
        int port = listen(options -> options.perAddress(2, 0));
        Witness witness = witness(port);
        joined(port);
        Answer polling = closed(new RawPeer(port)).request("GET", POLLING).answer();
        assertThat(polling.status()).isEqualTo(429);
        assertThat(polling.header("Retry-After")).isNotNull();
        assertThat(closed(new RawPeer(port)).webSocket(WEBSOCKET).answer().status())
                .isEqualTo(429);
        witness.echoes();
    }

    @Test
    void handshakesTooManyOfAnAddressAreToldToWait() {
        int port = listen(options -> options.perAddress(0, 1));
        Witness witness = witness(port);
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            statuses.add(closed(new RawPeer(port))
                    .request("GET", POLLING + "&i=" + i)
                    .answer()
                    .status());
        }
        assertThat(statuses).containsOnly(200, 429).contains(200, 429);
        witness.echoes();
    }

    @Test
    void whoSendsTooMuchIsReadMoreSlowly() throws Exception {
        int port = listen(options -> options.inboundRate(50, 0));
        Witness witness = witness(port);
        RawWebSocket hostile = joined(port);
        long from = System.nanoTime();
        for (int i = 0; i < 1_000; i++) {
            hostile.sendText("42[\"echo\"," + i + "]");
        }
        for (int i = 0; i < 100; i++) {
            assertThat(hostile.receive().text()).isEqualTo("42[\"echo\"," + i + "]");
            if (i % 25 == 0) {
                witness.echoes();
            }
        }
        assertThat(Duration.ofNanos(System.nanoTime() - from))
                .as("a second's worth comes at once, the next takes its second")
                .isGreaterThan(Duration.ofMillis(500));
    }
}
