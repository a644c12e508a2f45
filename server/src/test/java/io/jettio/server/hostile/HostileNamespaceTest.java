package io.jettio.server.hostile;

import static io.jettio.server.internal.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.DynamicNamespace;
import io.jettio.server.SocketIoServer;
import io.jettio.server.SocketIoServerOptions;
import io.jettio.server.carrier.RawWebSocket;
import io.jettio.server.internal.fixture.LogWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that aim at namespaces whose names they choose themselves. */
class HostileNamespaceTest {
    private static final String WEBSOCKET = "/socket.io/?EIO=4&transport=websocket";
    private static final String INVALID = "{\"message\":\"Invalid namespace\"}";
    private static final String TIMEOUT = "{\"message\":\"Connect timeout\"}";

    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final List<AutoCloseable> open = new ArrayList<>();
    private final CompletableFuture<Boolean> never = new CompletableFuture<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger blocked = new AtomicInteger();

    @AfterEach
    void close() throws Exception {
        release.countDown();
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private <T extends AutoCloseable> T closed(T opened) {
        open.add(opened);
        return opened;
    }

    /** A server that echoes in all namespaces. */
    private SocketIoServer listen(Consumer<SocketIoServerOptions.Builder> options) {
        SocketIoServer io = closed(SocketIoServer.create(options));
        io.onConnection(socket -> socket.on("echo", Integer.class, number -> socket.emit("echo", number)));
        return io.listen("127.0.0.1", 0);
    }

    private DynamicNamespace echoing(DynamicNamespace namespaces) {
        namespaces.onConnection(socket -> socket.on("echo", Integer.class, number -> socket.emit("echo", number)));
        return namespaces;
    }

    private Witness witness(SocketIoServer io) {
        return closed(Witness.ofSocketIo(io.port())).echoes();
    }

    /** A client that has joined nothing. */
    private RawWebSocket opened(SocketIoServer io) throws Exception {
        RawWebSocket client = closed(RawWebSocket.connect(io.port(), WEBSOCKET, ""));
        assertThat(client.receive().text()).startsWith("0{");
        return client;
    }

    /** A client that has joined the main namespace. */
    private RawWebSocket joined(SocketIoServer io) throws Exception {
        RawWebSocket client = opened(io);
        client.sendText("40");
        assertThat(client.receive().text()).startsWith("40{");
        return client;
    }

    private static void join(RawWebSocket client, String name) throws Exception {
        client.sendText("40" + name + ",");
        assertThat(client.receive().text()).startsWith("40" + name + ",{");
    }

    private static void refused(RawWebSocket client, String name, String error) throws Exception {
        client.sendText("40" + name + ",");
        assertThat(client.receive().text()).isEqualTo("44" + name + "," + error);
    }

    private static void echoes(RawWebSocket client, String name) throws Exception {
        String event = "42" + (name.equals("/") ? "" : name + ",") + "[\"echo\",1]";
        client.sendText(event);
        assertThat(client.receive().text()).isEqualTo(event);
    }

    // ---------------------------------------------------------------- how many

    @Test
    void namespaceOnDemandTooManyIsRefusedByNameAndTheOthersLive() throws Exception {
        SocketIoServer io = listen(options -> options.maxDynamicNamespaces(3));
        echoing(io.ofAny());
        Witness witness = witness(io);
        RawWebSocket other = opened(io);
        join(other, "/other");
        RawWebSocket hostile = opened(io);
        join(hostile, "/1");
        join(hostile, "/2");
        for (int i = 3; i < 300; i++) {
            refused(hostile, "/" + i, "{\"message\":\"Too many dynamic namespaces\"}");
        }
        refused(joined(io), "/new", "{\"message\":\"Too many dynamic namespaces\"}");
        echoes(hostile, "/2");
        echoes(other, "/other");
        join(joined(io), "/other");
        witness.echoes();
    }

    @Test
    void namespacesOfWhoHasGoneAreGoneAndLeaveRoom() throws Exception {
        SocketIoServer io = listen(options -> options.maxDynamicNamespaces(30));
        DynamicNamespace any = io.ofAny();
        Witness witness = witness(io);
        for (int round = 0; round < 4; round++) {
            RawWebSocket leaving = opened(io);
            RawWebSocket cut = opened(io);
            for (int i = 0; i < 15; i++) {
                join(leaving, "/leaving-" + round + "-" + i);
                join(cut, "/cut-" + round + "-" + i);
            }
            for (int i = 0; i < 15; i++) {
                leaving.sendText("41/leaving-" + round + "-" + i + ",");
            }
            cut.close();
            eventually(() -> assertThat(any.children()).isEmpty());
            witness.echoes();
        }
        assertThat(io.namespaces()).hasSize(1);
    }

    @Test
    void whoGoesWhileBeingJudgedLeavesNoNamespace() throws Exception {
        SocketIoServer io = listen(options -> options.maxDynamicNamespaces(5));
        CompletableFuture<Boolean> verdict = new CompletableFuture<>();
        DynamicNamespace judged = io.ofMatchingAsync((name, handshake) -> verdict);
        Witness witness = witness(io);
        for (int i = 0; i < 20; i++) {
            RawWebSocket hostile = opened(io);
            hostile.sendText("40/" + i + ",");
            int asked = i + 1;
            eventually(() -> assertThat(verdict.getNumberOfDependents()).isEqualTo(asked));
            hostile.close();
        }
        eventually(() -> assertThat(io.connections()).isOne());
        verdict.complete(true);
        join(joined(io), "/late"); // behind whatever the others could still make
        assertThat(judged.children()).hasSize(1);
        witness.echoes();
    }

    // ---------------------------------------------------------------- names

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "//",
                "/room-",
                "/room-1 ",
                "/room-1\n",
                "/room-1/../room-2",
                "/ROOM-1",
                "/%72oom-1",
                "/room-\u0661",
                "/__proto__",
                "/\"][\"",
                "/\u0000",
                "/\u2028",
                "/\ud83d\ude00",
                "/room-1$"
            })
    void nameThatNothingAcceptsIsRefusedByItself(String name) throws Exception {
        SocketIoServer io = listen(options -> {});
        DynamicNamespace rooms = io.of(Pattern.compile("/room-[0-9]+"));
        io.ofMatching((asked, handshake) -> asked.equals("/public"));
        io.ofMatchingAsync((asked, handshake) -> CompletableFuture.supplyAsync(() -> asked.equals("/later")));
        Witness witness = witness(io);
        RawWebSocket hostile = opened(io);
        if (name.equals("/")) {
            join(hostile, "/room-1");
            hostile.sendText("40/,");
            assertThat(hostile.receive().text())
                    .as("the main namespace, declared")
                    .startsWith("40{");
        } else {
            refused(hostile, name, INVALID);
            join(hostile, "/room-1");
        }
        assertThat(rooms.children()).hasSize(1);
        witness.echoes();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/(a+)+\\1b", "/(a|a)*\\1b", "/.*.*.*.*.*=.*"})
    void nameThatAPatternWouldTryForEverIsRefused(String pattern) throws Exception {
        log.expect("more than 1000000 looks");
        SocketIoServer io = listen(options -> {});
        io.of(Pattern.compile(pattern));
        echoing(io.ofAny());
        Witness witness = witness(io);
        RawWebSocket hostile = opened(io);
        for (int i = 0; i < 20; i++) {
            refused(hostile, "/" + "a".repeat(200 + i), INVALID); // and is not left to the catch-all
        }
        join(hostile, "/b");
        echoes(hostile, "/b");
        witness.echoes();
        assertThat(log.logged()).hasSize(1);
    }

    // ---------------------------------------------------------------- predicates

    @ParameterizedTest
    @ValueSource(strings = {"/throws", "/overflows", "/fails", "/null", "/completes-null"})
    void predicateThatFailsRefusesAndTellsNothing(String name) throws Exception {
        log.expect("the predicate of a dynamic namespace failed");
        SocketIoServer io = listen(options -> {});
        io.ofMatchingAsync((asked, handshake) -> failing(asked));
        io.ofAny();
        Witness witness = witness(io);
        RawWebSocket hostile = joined(io);
        for (int i = 0; i < 3; i++) {
            refused(hostile, name, "{\"message\":\"Internal server error\"}");
        }
        echoes(hostile, "/");
        join(hostile, "/fine");
        witness.echoes();
    }

    @SuppressWarnings("NullAway") // a predicate that breaks its contract is what the test is about
    private static CompletableFuture<Boolean> failing(String name) {
        switch (name) {
            case "/throws" -> throw new IllegalStateException("secret");
            case "/overflows" -> throw new StackOverflowError("secret");
            case "/fails" -> {
                return CompletableFuture.failedFuture(new IllegalStateException("secret"));
            }
            case "/null" -> {
                return null;
            }
            case "/completes-null" -> {
                return CompletableFuture.completedFuture(null);
            }
            default -> {
                return CompletableFuture.completedFuture(false);
            }
        }
    }

    @Test
    void predicateThatNeverAnswersIsWaitedForNoLongerThanTheConnectTimeout() throws Exception {
        // Time enough for those who join the main namespace, who are held to it, too.
        SocketIoServer io = listen(options -> options.connectTimeout(Duration.ofSeconds(3)));
        DynamicNamespace judged = io.ofMatchingAsync((name, handshake) -> never);
        Witness witness = witness(io);
        RawWebSocket hostile = joined(io);
        RawWebSocket lonely = opened(io);
        lonely.sendText("40/lonely,");
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 31; i++) {
                hostile.sendText("40/" + i + ",");
            }
            witness.echoes();
            List<String> answers = new ArrayList<>();
            for (int i = 0; i < 31; i++) {
                answers.add(hostile.receive().text());
            }
            assertThat(answers).doesNotHaveDuplicates().allMatch(answer -> answer.endsWith(TIMEOUT));
        }
        lonely.awaitClose();
        never.complete(true);
        echoes(hostile, "/");
        assertThat(judged.children()).isEmpty();
        witness.echoes();
    }

    @Test
    void predicatesThatBlockAreBoundedForAConnectionAndTheirClientsAreAnswered() throws Exception {
        SocketIoServer io =
                listen(options -> options.connectTimeout(Duration.ofSeconds(3)).maxNamespaces(2));
        DynamicNamespace judged = io.ofMatching((name, handshake) -> {
            blocked.incrementAndGet();
            release.await();
            return true;
        });
        Witness witness = witness(io);
        RawWebSocket hostile = joined(io);
        int answered = 0;
        String refusal = "";
        while (answered < 6 && !refusal.contains("Too many namespaces")) {
            hostile.sendText("40/" + answered + ",");
            refusal = hostile.receive().text();
            assertThat(refusal).matches("44/[0-9]+,\\{\"message\":\"(Connect timeout|Too many namespaces)\"}");
            answered++;
            witness.echoes();
        }
        assertThat(blocked).as("twice two, without the main namespace").hasValue(3);
        release.countDown();
        eventually(() -> {
            hostile.sendText("40/again,");
            assertThat(hostile.receive().text()).startsWith("40/again,{");
        });
        assertThat(judged.children()).hasSize(1);
        witness.echoes();
    }

    @Test
    void packetsForANamespaceThatIsBeingJudgedEndTheConnection() throws Exception {
        SocketIoServer io = listen(options -> {});
        DynamicNamespace judged = io.ofMatchingAsync((name, handshake) -> never);
        Witness witness = witness(io);
        for (String packet : List.of("40/a,", "41/a,", "42/a,[\"echo\",1]", "43/a,0[]", "451-/a,[]")) {
            RawWebSocket hostile = joined(io);
            hostile.sendText("40/a,");
            hostile.sendText(packet);
            assertThat(hostile.awaitClose()).as(packet).isEqualTo(1002);
            witness.echoes();
        }
        never.complete(true);
        assertThat(judged.children()).isEmpty();
    }
}
