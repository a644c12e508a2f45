package io.jettio.server.internal.socketio;

import static io.jettio.server.internal.fixture.Eventually.eventually;
import static io.jettio.server.internal.fixture.SocketIoBench.awaitSent;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.BroadcastAcks;
import io.jettio.server.ConnectRefused;
import io.jettio.server.DynamicNamespace;
import io.jettio.server.Namespace;
import io.jettio.server.data.DataKey;
import io.jettio.server.internal.fixture.FakeWebSocket;
import io.jettio.server.internal.fixture.LogWatch;
import io.jettio.server.internal.fixture.SocketIoBench;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Namespaces that are made when clients ask for them: which, and what they share. */
@Tag("feature:3.11")
class DynamicNamespaceTest {
    private static final DataKey<String> BY = DataKey.of("by", String.class);

    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final SocketIoBench bench = new SocketIoBench();
    private final List<String> told = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        bench.close();
    }

    /** Opens a connection that has joined a namespace and has been told so. */
    static FakeWebSocket joined(SocketIoBench bench, String name) {
        FakeWebSocket peer = bench.open().receive("40" + name + ",");
        eventually(() -> assertThat(peer.sent()).singleElement().asString().startsWith("40" + name + ",{\"sid\""));
        return peer.forgetSent();
    }

    @Test
    void aPatternIsForWholeNamesAndEachGetsANamespaceOfItsOwn() {
        DynamicNamespace rooms = bench.io().of(Pattern.compile("/room-[0-9]+"));
        FakeWebSocket one = joined(bench, "/room-1");
        FakeWebSocket two = joined(bench, "/room-2");

        assertThat(rooms.children()).extracting(Namespace::name).containsExactlyInAnyOrder("/room-1", "/room-2");
        assertThat(bench.io().namespaces())
                .extracting(Namespace::name)
                .containsExactlyInAnyOrder("/", "/room-1", "/room-2");
        bench.io().namespace("room-1").orElseThrow().emit("x");
        assertThat(one.sent()).containsExactly("42/room-1,[\"x\"]");
        assertThat(two.sent()).isEmpty();
        awaitSent(bench.open().receive("40/room-1x,"), "44/room-1x,{\"message\":\"Invalid namespace\"}");
        awaitSent(bench.open().receive("40/a/room-1,"), "44/a/room-1,{\"message\":\"Invalid namespace\"}");
    }

    @Test
    void aPatternHasTimeEnoughForTheLongestName() {
        bench.io().of(Pattern.compile("/((\\w+)-?)+/(.*)-(.*)"));
        joined(bench, "/" + "a-b".repeat(40) + "/" + "c-d".repeat(44));
    }

    @Test
    void aPredicateJudgesNameAndAuthAlsoWhenTheNamespaceIsThere() {
        bench.io().ofMatching((name, handshake) -> {
            Map<?, ?> auth = handshake.auth(Map.class);
            told.add(name + " " + auth);
            return auth != null && "yes".equals(auth.get("token"));
        });
        FakeWebSocket first = bench.open().receive("40/a,{\"token\":\"yes\"}");
        eventually(() -> assertThat(first.sent()).hasSize(1));
        awaitSent(bench.open().receive("40/a,"), "44/a,{\"message\":\"Invalid namespace\"}");
        assertThat(told).containsExactly("/a {token=yes}", "/a null");
    }

    @Test
    void predicatesAreAskedInOrderAndTheAsynchronousOnesToo() {
        CompletableFuture<Boolean> verdict = new CompletableFuture<>();
        bench.io().ofMatching((name, handshake) -> !told.add("1"));
        bench.io().ofMatchingAsync((name, handshake) -> {
            told.add("2");
            return verdict;
        });
        DynamicNamespace third = bench.io().ofMatching((name, handshake) -> told.add("3"));
        FakeWebSocket peer = bench.open().receive("40/a,");
        eventually(() -> assertThat(told).containsExactly("1", "2"));
        assertThat(peer.sent()).isEmpty();
        verdict.complete(false);
        eventually(() -> assertThat(peer.sent()).hasSize(1));
        assertThat(told).containsExactly("1", "2", "3");
        assertThat(third.children()).hasSize(1);
    }

    @Test
    void whatIsDeclaredNeedsNoPredicate() {
        bench.io().ofMatching((name, handshake) -> told.add(name));
        bench.io().of("/a");
        joined(bench, "/a");
        assertThat(told).isEmpty();
    }

    @Test
    @Tag("feature:3.12")
    void theCatchAllIsForWhateverNothingElseFits() {
        DynamicNamespace any = bench.io().ofAny();
        DynamicNamespace rooms = bench.io().of(Pattern.compile("/room-.*"));
        bench.io().of("/declared");
        assertThat(bench.io().ofAny()).isSameAs(any);

        joined(bench, "/room-1");
        joined(bench, "/declared");
        joined(bench, "/what/ever");

        assertThat(any.children()).extracting(Namespace::name).containsExactly("/what/ever");
        assertThat(rooms.children()).extracting(Namespace::name).containsExactly("/room-1");
    }

    @Test
    void childrenHaveTheMiddlewaresAndListenersOfTheirParentBeforeTheirOwn() {
        DynamicNamespace rooms = bench.io().of(Pattern.compile("/room-.*"));
        rooms.use(request -> {
            if (request.namespace().equals("/room-9")) {
                throw new ConnectRefused("closed", Map.of("code", 9));
            }
            request.data().put(BY, "parent");
        });
        rooms.onConnection(socket -> socket.answer("by", payload -> {
            told.add("handler");
            return socket.data().require(BY) + " in " + socket.namespace().name();
        }));
        rooms.onConnection(socket -> told.add("parent's"));
        bench.io().onNewNamespace(namespace -> {
            namespace.use(request -> told.add("own " + request.data().require(BY)));
            namespace.onConnection(socket -> told.add("child's"));
        });
        awaitSent(bench.open().receive("40/room-9,"), "44/room-9,{\"message\":\"closed\",\"data\":{\"code\":9}}");
        FakeWebSocket peer = joined(bench, "/room-1");
        eventually(() -> assertThat(told).containsExactly("own parent", "parent's", "child's"));
        awaitSent(peer.receive("42/room-1,7[\"by\"]"), "43/room-1,7[\"parent in /room-1\"]");
    }

    @Test
    void whatIsRegisteredLaterIsForChildrenThatExist() {
        DynamicNamespace rooms = bench.io().of(Pattern.compile("/room-.*"));
        FakeWebSocket first = joined(bench, "/room-1");
        rooms.onConnection(socket -> socket.on("x", payload -> {
            throw new IllegalStateException("no");
        }));
        rooms.onError(failure -> told.add(failure.event() + " failed"));
        rooms.useOnEvents(call -> {
            told.add("around " + call.event());
            return call.proceed();
        });
        FakeWebSocket second = joined(bench, "/room-1");

        first.receive("42/room-1,[\"y\"]");
        second.receive("42/room-1,[\"x\"]");
        eventually(() -> assertThat(told).containsExactlyInAnyOrder("around y", "around x", "x failed"));
    }

    @Test
    void theParentsBroadcastsReachAllChildrenAndTheirRooms() {
        DynamicNamespace rooms = bench.io().of(Pattern.compile("/room-.*"));
        rooms.onConnection(socket -> socket.on("join", String.class, socket::join));
        FakeWebSocket one = joined(bench, "/room-1");
        FakeWebSocket two = joined(bench, "/room-2");
        FakeWebSocket main = bench.join();
        one.receive("42/room-1,[\"join\",\"r\"]");
        eventually(() -> assertThat(bench.io().of("/room-1").socketsIn("r")).hasSize(1));

        assertThat(rooms.emit("x", new byte[] {1}).accepted()).isEqualTo(2);
        assertThat(rooms.to("r").emit("y").accepted()).isEqualTo(1);
        rooms.except("r").emit("z");

        assertThat(one.sent())
                .containsExactly("451-/room-1,[\"x\",{\"_placeholder\":true,\"num\":0}]", "<01>", "42/room-1,[\"y\"]");
        assertThat(two.sent())
                .containsExactly("451-/room-2,[\"x\",{\"_placeholder\":true,\"num\":0}]", "<01>", "42/room-2,[\"z\"]");
        assertThat(main.sent()).isEmpty();
        assertThat(rooms.fetchSockets().join().values()).hasSize(2);
        rooms.disconnectSockets(false);
        eventually(() -> assertThat(one.sent()).last().isEqualTo("41/room-1,"));
        eventually(() -> assertThat(two.sent()).last().isEqualTo("41/room-2,"));
    }

    @Test
    void theParentGathersAcksOfAllChildren() {
        DynamicNamespace rooms = bench.io().of(Pattern.compile("/room-.*"));
        assertThat(rooms.emitWithAck("q", String.class).join().asked()).isZero();
        FakeWebSocket one = joined(bench, "/room-1");
        FakeWebSocket two = joined(bench, "/room-2");

        CompletableFuture<BroadcastAcks<String>> acks = rooms.emitWithAck("q", String.class);
        String asked = one.sent().get(0);
        one.receive("43/room-1," + asked.replaceAll("^42/room-1,([0-9]+).*", "$1") + "[\"a\"]");
        assertThat(acks).isNotDone();
        two.receive("43/room-2," + two.sent().get(0).replaceAll("^42/room-2,([0-9]+).*", "$1") + "[\"b\"]");

        BroadcastAcks<String> result = acks.join();
        assertThat(result.values()).containsExactlyInAnyOrder("a", "b");
        assertThat(result.asked()).isEqualTo(2);
        assertThat(result.complete()).isTrue();
    }

    @Test
    @Tag("feature:3.13")
    void onlyWhatIsOnTheListMayBeJoined() {
        try (SocketIoBench listed = new SocketIoBench(options -> options.allowedNamespaces(List.of("/a", "b")))) {
            listed.io().of("/c");
            listed.io().ofAny();
            joined(listed, "/a");
            joined(listed, "/b");
            awaitSent(listed.open().receive("40/c,"), "44/c,{\"message\":\"Invalid namespace\"}");
            awaitSent(listed.open().receive("40/d,"), "44/d,{\"message\":\"Invalid namespace\"}");
            awaitSent(listed.open().receive("40"), "44{\"message\":\"Invalid namespace\"}");
        }
    }

    @Test
    @Tag("feature:3.14")
    void aListenerIsToldOfEachNewNamespaceOnce() {
        var registration = bench.io().onNewNamespace(namespace -> told.add(namespace.name()));
        bench.io().ofAny();
        bench.io().of("/a");
        bench.io().of("/a");
        joined(bench, "/b");
        joined(bench, "/b");
        registration.remove();
        bench.io().of("/c");
        assertThat(told).containsExactly("/a", "/b");
    }

    @Test
    void aListenerForNewNamespacesThatThrowsHarmsNobody() {
        log.expect("a listener for new namespaces failed");
        bench.io().onNewNamespace(namespace -> {
            throw new IllegalStateException("no");
        });
        bench.io().ofAny();
        joined(bench, "/a");
    }
}
