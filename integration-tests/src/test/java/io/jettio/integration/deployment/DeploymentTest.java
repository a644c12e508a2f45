package io.jettio.integration.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.integration.Inbox;
import io.jettio.integration.InteropTest;
import io.jettio.integration.Transports;
import io.jettio.integration.peer.PeerSocket;
import io.jettio.integration.peer.ProcessPeer;
import io.jettio.server.SocketIoServer;
import io.jettio.server.SocketIoServerOptions;
import io.jettio.server.engine.EngineRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds in every form in which people deploy a server. */
class DeploymentTest extends InteropTest {
    private static final String FORBIDDEN = "{\"code\":4,\"message\":\"Forbidden\"}";

    @TempDir
    private static Path directory;

    private static LoopbackTls tls;
    private static ProcessPeer node;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final Inbox<EngineRequest> requests = new Inbox<>("handshakes");
    private boolean admitting = true;
    private SocketIoServer io;

    @BeforeAll
    static void prepare() throws Exception {
        tls = new LoopbackTls(directory);
        node = ProcessPeer.node("socket.io-client");
    }

    @AfterAll
    static void stopNode() throws Exception {
        if (node != null) {
            node.stop();
        }
    }

    @AfterEach
    void closeDeployment() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    @Override
    protected void stopClients() {
        node.reset();
    }

    private Deployment start(Form form, Consumer<SocketIoServerOptions.Builder> configure) throws Exception {
        io = create(options -> {
            form.configure(options, tls);
            options.allowRequest(request -> {
                requests.put(request);
                return admitting;
            });
            configure.accept(options);
        });
        Deployment deployment = form.start(io, tls);
        open.add(deployment);
        return deployment;
    }

    private RawPeer peer(Deployment server) throws IOException {
        RawPeer peer = new RawPeer(server, tls);
        open.add(peer);
        return peer;
    }

    /** Ends a session, as a client that leaves does: one that nobody polls any more would be waited for. */
    private void end(Deployment server, String sid) throws IOException {
        RawPeer.Answer answer =
                peer(server).post(RawPeer.POLLING + "&sid=" + sid, "1").answer();
        assertThat(answer.body()).isEqualTo("ok");
    }

    private PeerSocket.Plan client(Deployment server, Transports transports) throws IOException {
        PeerSocket.Plan plan = node.socket(server.origin()).over(transports);
        return server.secure() ? plan.option("ca", Files.readString(tls.certificate())) : plan;
    }

    static Stream<Arguments> formsAndTransports() {
        return Stream.of(Form.values())
                .flatMap(form -> Stream.of(Transports.values()).map(transports -> Arguments.of(form, transports)));
    }

    // ---------------------------------------------------------------- what clients do

    @ParameterizedTest
    @MethodSource("formsAndTransports")
    void theOfficialClientConnectsAndExchangesEvents(Form form, Transports transports) throws Exception {
        Deployment server = start(form, options -> {});
        io.onConnection(socket -> {
            socket.answer("echo", ByteBuffer.class, bytes -> bytes);
            socket.emit("welcome", socket.handshake().request().secure());
        });
        byte[] large = new byte[600_000];
        new Random(42).nextBytes(large);

        PeerSocket client = client(server, transports).connect();

        assertThat(client.await("welcome").argument()).isEqualTo(server.secure());
        assertThat(client.ask("echo", new byte[] {0, 1, 2, -1}))
                .containsExactly(ByteBuffer.wrap(new byte[] {0, 1, 2, -1}));
        assertThat(client.ask("echo", large)).containsExactly(ByteBuffer.wrap(large));
        assertThat(io.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsLostOrReorderedAroundAnUpgrade(Form form) throws Exception {
        Deployment server = start(form, options -> {});
        Inbox<Object> received = new Inbox<>("numbers at the server");
        io.onConnection(socket -> {
            socket.on("number", Long.class, received::put);
            for (int i = 0; i < 100; i++) {
                socket.emit("number", i);
            }
        });
        PeerSocket client =
                client(server, Transports.UPGRADE).upgradingAfter(20).begin();
        client.stream("number", 100, Transports.UPGRADE);
        client.awaitUpgrade();

        List<Object> numbers = LongStream.range(0, 100).<Object>mapToObj(i -> i).toList();
        assertThat(client.await("number", 100)).isEqualTo(numbers);
        assertThat(received.take(100)).isEqualTo(numbers);
    }

    // ---------------------------------------------------------------- silence

    @ParameterizedTest
    @EnumSource
    void theHeartbeatAloneEndsAHeldPollAndAnIdleWebSocket(Form form) throws Exception {
        Duration interval = form.mounted() ? Duration.ofMillis(2 * HostJetty.IDLE_MILLIS + 500) : Duration.ofSeconds(5);
        Deployment server = start(form, options -> options.pingInterval(interval));
        RawPeer webSocket = peer(server).webSocket(RawPeer.WEBSOCKET);
        assertThat(webSocket.answer().status()).isEqualTo(101);
        assertThat(webSocket.readText()).startsWith("0{");
        RawPeer poller = peer(server);
        long opened = System.nanoTime();
        String sid = poller.get(RawPeer.POLLING).answer().sid();
        String session = RawPeer.POLLING + "&sid=" + sid;
        poller.get(session);
        if (form.mounted()) {
            assertThat(peer(server).get("/app").answer().body()).isEqualTo("the application's /app");
        }

        assertThat(poller.answer().body()).isEqualTo("2");
        assertThat(System.nanoTime() - opened).isGreaterThanOrEqualTo(interval.toNanos());
        assertThat(webSocket.readText()).isEqualTo("2");

        webSocket.sendText("3");
        webSocket.sendText("40");
        assertThat(webSocket.readText()).startsWith("40{");
        assertThat(peer(server).post(session, "3\u001e40").answer().body()).isEqualTo("ok");
        assertThat(poller.get(session).answer().body()).startsWith("40{");
        end(server, sid);
    }

    // ---------------------------------------------------------------- who may connect

    @ParameterizedTest
    @EnumSource
    void theSameOriginMayConnect(Form form) throws Exception {
        Deployment server = start(form, options -> {});
        String own = "Origin: " + server.origin();
        RawPeer.Answer polling = peer(server).get(RawPeer.POLLING, own).answer();
        assertThat(polling.body()).startsWith("0{");
        end(server, polling.sid());
        assertThat(peer(server).webSocket(RawPeer.WEBSOCKET, own).answer().status())
                .isEqualTo(101);
    }

    @ParameterizedTest
    @EnumSource
    void foreignOriginsAreRefusedOnPollingAndBeforeThe101(Form form) throws Exception {
        Deployment server = start(form, options -> {});
        List<String> foreign = new ArrayList<>(List.of(
                "https://elsewhere.example",
                "https://127.0.0.1.elsewhere.example:" + server.port(),
                server.origin() + "0",
                "null"));
        if (server.secure()) {
            foreign.add(server.origin().replace("https:", "http:"));
        }
        for (String origin : foreign) {
            String header = "Origin: " + origin;
            RawPeer.Answer polling = peer(server).get(RawPeer.POLLING, header).answer();
            RawPeer.Answer webSocket =
                    peer(server).webSocket(RawPeer.WEBSOCKET, header).answer();
            assertThat(List.of(polling.status(), webSocket.status())).as(origin).containsOnly(403);
            assertThat(List.of(polling.body(), webSocket.body())).as(origin).containsOnly(FORBIDDEN);
        }
        assertThat(io.connections()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void theServerKnowsTheClientsOwnAddressAndScheme(Form form) throws Exception {
        admitting = false; // it is enough to know who asks
        Deployment server = start(form, options -> {});
        String[] spoofed = {
            "X-Forwarded-For: 203.0.113.9",
            "X-Forwarded-Proto: " + (server.secure() ? "http" : "https"),
            "X-Forwarded-Host: elsewhere.example",
            "Forwarded: for=203.0.113.9;proto=" + (server.secure() ? "http" : "https")
        };
        peer(server).get(RawPeer.POLLING, spoofed).answer();
        peer(server).webSocket(RawPeer.WEBSOCKET, spoofed).answer();
        for (EngineRequest request : requests.take(2)) {
            assertThat(request.address()).isEqualTo(RawPeer.ADDRESS);
            assertThat(request.secure()).isEqualTo(server.secure());
        }
    }

    // ---------------------------------------------------------------- what is around

    @ParameterizedTest
    @EnumSource
    void otherPathsAreNotOurs(Form form) throws Exception {
        Deployment server = start(form, options -> {});
        for (String path : List.of("/", "/socket.iox", "/socket.io/other")) {
            RawPeer.Answer answer = peer(server).get(path, "Connection: close").answer();
            if (form.mounted()) {
                assertThat(answer.body()).isEqualTo("the application's " + path);
            } else {
                assertThat(answer.status()).isEqualTo(404);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void errorAnswersTellNoVersion(Form form) throws Exception {
        Deployment server = start(form, options -> {});
        RawPeer.Answer answer =
                peer(server).get(RawPeer.POLLING + "&sid=unknown").answer();
        assertThat(answer.body()).isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
        assertThat(answer.header("Server")).isIn("", "nginx");
    }
}
