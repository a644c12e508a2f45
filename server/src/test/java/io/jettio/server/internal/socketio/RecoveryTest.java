package io.jettio.server.internal.socketio;

import static io.jettio.server.internal.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.TypeRef;
import io.jettio.server.Namespace;
import io.jettio.server.Socket;
import io.jettio.server.adapter.RecoveryOptions;
import io.jettio.server.data.DataKey;
import io.jettio.server.internal.fixture.FakeWebSocket;
import io.jettio.server.internal.fixture.LogWatch;
import io.jettio.server.internal.fixture.RecoveringClient;
import io.jettio.server.internal.fixture.SocketIoBench;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a client finds again that comes back. */
@Tag("feature:3.89")
class RecoveryTest {
    private static final DataKey<String> USER = DataKey.of("user", String.class);

    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final SocketIoBench bench = new SocketIoBench(options ->
            options.recovery(RecoveryOptions.DEFAULTS.withMaxEvents(100)).allowEngineV3(true));
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<String> told = new CopyOnWriteArrayList<>();

    RecoveryTest() {
        bench.io().onConnection(socket -> {
            sockets.add(socket);
            told.add("connected " + socket.recovered());
            socket.onDisconnect(reason -> told.add("disconnected " + reason));
        });
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private RecoveringClient join() {
        int before = sockets.size();
        RecoveringClient client = new RecoveringClient(bench);
        eventually(() -> assertThat(sockets).hasSize(before + 1));
        return client;
    }

    private Socket last() {
        return sockets.get(sockets.size() - 1);
    }

    private void lose(RecoveringClient client) {
        client.lose();
        awaitGone(client);
    }

    private void awaitGone(RecoveringClient client) {
        awaitGone(bench, client);
    }

    /** Waits until a client's socket has gone and its session, if it may come back, is kept, which is behind that. */
    static void awaitGone(SocketIoBench bench, RecoveringClient client) {
        DefaultNamespace main = (DefaultNamespace) bench.io().of("/");
        eventually(() -> {
            assertThat(main.socket(client.sid())).isEmpty();
            assertThat(main.adapter().socketRooms(client.sid())).isEmpty();
        });
    }

    @Test
    void idRoomsAndDataAreTheOldOnes() {
        RecoveringClient client = join();
        String sid = client.sid();
        last().join("a", "b");
        last().leave(sid);
        last().data().put(USER, "ada");
        lose(client);
        client.comeBack();
        assertThat(client.recovered()).isTrue();
        eventually(() -> assertThat(sockets).hasSize(2));
        assertThat(client.sid()).isEqualTo(sid);
        assertThat(last().id()).isEqualTo(sid);
        assertThat(last().rooms()).containsExactlyInAnyOrder("a", "b");
        assertThat(last().data().require(USER)).isEqualTo("ada");
        assertThat(last().recovered()).isTrue();
        eventually(() ->
                assertThat(told).containsExactly("connected false", "disconnected transport close", "connected true"));
    }

    @Test
    void whatWasMissedComesOnceAndInOrderBehindTheAnswer() {
        RecoveringClient client = join();
        Socket socket = last();
        socket.join("in");
        socket.emit("one", 1);
        assertThat(client.take(1)).containsExactly("42[\"one\",1]");
        client.peer().writing(FakeWebSocket.Writing.STALLED);
        socket.emit("lost");
        lose(client);
        bench.io().emit("all", "text");
        bench.io().to("in").emit("room", new byte[] {7});
        bench.io().to("out").emit("other room");
        bench.io().except("in").emit("left out");
        bench.io().to(client.sid()).emit("own room");
        bench.io().asVolatile().emit("volatile");
        var unused = bench.io().to("in").emitWithAck("acked", String.class);
        socket.emit("to the old socket");
        client.comeBack();
        bench.io().emit("live");
        assertThat(client.recovered()).isTrue();
        assertThat(client.take(6))
                .containsExactly(
                        "42[\"lost\"]",
                        "42[\"all\",\"text\"]",
                        "451-[\"room\",{\"_placeholder\":true,\"num\":0}]",
                        "42[\"own room\"]",
                        "42[\"to the old socket\"]",
                        "42[\"live\"]");
        lose(client);
        client.comeBack();
        bench.io().emit("end");
        assertThat(client.take(1)).as("nothing twice").containsExactly("42[\"end\"]");
    }

    @Test
    void aClientThatHasGotNothingIsRecovered() {
        RecoveringClient client = join();
        client.peer().writing(FakeWebSocket.Writing.STALLED);
        bench.io().emit("a");
        lose(client);
        bench.io().emit("b");
        assertThat(client.offset()).isEmpty();
        client.comeBack();
        assertThat(client.take(2)).containsExactly("42[\"a\"]", "42[\"b\"]");
        assertThat(client.recovered()).isTrue();
    }

    @Test
    void anOffsetOfBeforeTheSessionStandsForNothing() {
        RecoveringClient other = join();
        bench.io().emit("before");
        other.take(1);
        RecoveringClient client = join().offset(other.offset());
        RecoveringClient stranger = join().offset("abcdef.7");
        bench.io().emit("lost");
        lose(client);
        lose(stranger);
        client.comeBack();
        stranger.comeBack();
        assertThat(client.take(1)).containsExactly("42[\"lost\"]");
        assertThat(stranger.take(1)).containsExactly("42[\"lost\"]");
    }

    @Test
    void anOffsetThatNobodyWasToldIsNotBelieved() {
        RecoveringClient client = join();
        bench.io().emit("a");
        client.take(1);
        String offset = client.offset();
        lose(client);
        client.offset(offset.substring(0, offset.indexOf('.') + 1) + "zzzz").comeBack();
        assertThat(client.recovered()).isFalse();
    }

    @Test
    void eachEventIsForWhoWasInItsRoomThen() {
        RecoveringClient client = join();
        Socket socket = last();
        bench.io().to("x").emit("too early");
        socket.join("x");
        bench.io().to("x").emit("1");
        socket.leave("x");
        bench.io().to("x").emit("too late");
        socket.join("x");
        bench.io().to("x").emit("2");
        socket.leave("x");
        lose(client);
        bench.io().to("x").emit("much too late");
        client.comeBack();
        assertThat(client.take(2)).containsExactly("42[\"1\"]", "42[\"2\"]");
    }

    @Test
    void aVolatileEventTellsTheOffsetOfTheLastOne() {
        RecoveringClient client = join();
        bench.io().emit("kept");
        assertThat(client.take(1)).hasSize(1);
        String offset = client.offset();
        bench.io().asVolatile().emit("volatile", "a text");
        assertThat(client.take(1)).containsExactly("42[\"volatile\",\"a text\"]");
        assertThat(client.offset()).isEqualTo(offset);
        last().asVolatile().emit("volatile", "a text");
        assertThat(client.take(1)).containsExactly("42[\"volatile\",\"a text\"]");
        assertThat(client.offset()).isEqualTo(offset);
    }

    @Test
    void anEventWithAckHasNoOffset() {
        RecoveringClient client = join();
        var unused = last().emitWithAck("ask", String.class, "x");
        eventually(() -> assertThat(client.peer().sent()).last().asString().matches("42\\d+\\[\"ask\",\"x\"]"));
    }

    @Test
    void aSessionIsUsedOnce() {
        RecoveringClient client = join();
        lose(client);
        client.comeBack();
        lose(client);
        String pid = client.pid();
        client.comeBack();
        assertThat(client.recovered())
                .as("a new session with the old private id")
                .isTrue();
        assertThat(client.pid()).isEqualTo(pid);
    }

    @Test
    void whoLeavesIsNotWaitedFor() {
        RecoveringClient client = join();
        client.peer().receive("41");
        awaitGone(client);
        client.comeBack();
        assertThat(client.recovered()).isFalse();
        eventually(() -> assertThat(sockets).hasSize(2));
        last().disconnect();
        awaitGone(client);
        client.comeBack();
        assertThat(client.recovered()).isFalse();
    }

    @Test
    void aPingTimeoutIsNoFarewell() {
        RecoveringClient client = join();
        bench.io().emit("before");
        bench.time().advance(Duration.ofSeconds(46));
        awaitGone(client);
        client.comeBack();
        assertThat(client.recovered()).isTrue();
        assertThat(client.take(1)).containsExactly("42[\"before\"]");
    }

    @Test
    void whoComesTooLateIsNew() {
        RecoveringClient first = join();
        RecoveringClient second = join();
        lose(first);
        lose(second);
        bench.time().advance(Duration.ofSeconds(119));
        first.comeBack();
        assertThat(first.recovered()).isTrue();
        bench.time().advance(Duration.ofSeconds(2));
        String sid = second.sid();
        second.comeBack();
        assertThat(second.recovered()).isFalse();
        assertThat(second.sid()).isNotEqualTo(sid);
    }

    @Test
    void whoMissedMoreThanIsKeptIsNew() {
        RecoveringClient client = join();
        lose(client);
        RecoveringClient enough = join();
        lose(enough);
        for (int i = 0; i < 100; i++) {
            bench.io().emit("e", i);
        }
        enough.comeBack();
        assertThat(enough.take(100)).startsWith("42[\"e\",0]").endsWith("42[\"e\",99]");
        bench.io().emit("one more");
        client.comeBack();
        assertThat(client.recovered()).isFalse();
        assertThat(client.take(0)).isEmpty();
    }

    @Test
    void whatWasForOthersCanBeDroppedMeanwhile() {
        RecoveringClient client = join();
        Socket socket = last();
        socket.emit("long ago");
        client.take(1);
        join();
        Socket other = last();
        for (int i = 0; i < 1_000; i++) {
            other.emit("e", i);
        }
        bench.time().advance(Duration.ofSeconds(44));
        client.peer().receive("3");
        bench.time().advance(Duration.ofSeconds(44));
        socket.emit("into the dead connection");
        lose(client);
        bench.io().emit("away");
        client.comeBack();
        assertThat(client.recovered()).isTrue();
        assertThat(client.take(2)).containsExactly("42[\"into the dead connection\"]", "42[\"away\"]");
    }

    @Test
    void aConnectionThatSeemsToLiveIsEndedFirst() throws InterruptedException {
        CountDownLatch handled = new CountDownLatch(1);
        RecoveringClient client = join();
        last().onDisconnect(reason -> handled.await());
        FakeWebSocket half = client.peer().writing(FakeWebSocket.Writing.STALLED);
        bench.io().emit("into the half-open connection");
        client.ask();
        eventually(() -> assertThat(told).last().isEqualTo("disconnected transport close"));
        bench.io().emit("meanwhile");
        assertThat(client.peer().sent()).isEmpty();
        assertThat(half.isAborted() || half.closeCode() != null).isTrue();
        handled.countDown();
        client.connected();
        assertThat(client.recovered()).isTrue();
        eventually(() ->
                assertThat(told).containsExactly("connected false", "disconnected transport close", "connected true"));
        assertThat(client.take(2)).containsExactly("42[\"into the half-open connection\"]", "42[\"meanwhile\"]");
    }

    @Test
    void whatIsBroadcastBetweenTwoLossesIsNotLost() {
        RecoveringClient client = join();
        for (int i = 0; i < 5; i++) {
            bench.io().emit("e", i);
            lose(client);
            client.ask().writing(FakeWebSocket.Writing.STALLED);
            client.connected();
        }
        lose(client);
        client.comeBack();
        assertThat(client.take(5))
                .containsExactly("42[\"e\",0]", "42[\"e\",1]", "42[\"e\",2]", "42[\"e\",3]", "42[\"e\",4]");
    }

    @Test
    void clientsOfRevisionFourAreToldNothingOfIt() {
        FakeWebSocket old = bench.open("3");
        eventually(() -> assertThat(old.sent()).contains("40"));
        eventually(() -> assertThat(sockets).hasSize(1));
        RecoveringClient client = join();
        old.forgetSent();
        bench.io().emit("a", 1);
        eventually(() -> assertThat(old.sent()).containsExactly("42[\"a\",1]"));
        assertThat(client.take(1)).containsExactly("42[\"a\",1]");
        String sid = sockets.stream()
                .map(Socket::id)
                .filter(id -> !id.equals(client.sid()))
                .findFirst()
                .orElseThrow();
        bench.io().of("/").socket(sid).orElseThrow().emit("b");
        eventually(() -> assertThat(old.sent()).endsWith("42[\"b\"]"));
    }

    @Test
    void authOfAnyShapeIsNoSession() {
        for (String auth : List.of("{\"pid\":5}", "{\"pid\":\"short\"}", "{\"pid\":null,\"offset\":[]}", "{}")) {
            FakeWebSocket peer = bench.open().receive("40" + auth);
            eventually(() -> assertThat(peer.sent()).singleElement().asString().startsWith("40{\"sid\""));
        }
        FakeWebSocket peer = bench.open().receive("40{\"pid\":\"01234567890123456789\",\"offset\":{\"a\":1}}");
        eventually(() -> assertThat(peer.sent()).singleElement().asString().startsWith("40{\"sid\""));
    }

    @Test
    void aChildOfADynamicNamespaceWaitsForWhoMayComeBack() {
        bench.io().of(Pattern.compile("/room-[a-z]")).onConnection(socket -> socket.join("r"));
        RecoveringClient client = new RecoveringClient(bench, "/room-a,");
        eventually(() -> assertThat(bench.io().of("/room-a").rooms()).contains("r"));
        client.lose();
        RecoveringClient brief = new RecoveringClient(bench, "/room-b,");
        brief.lose();
        eventually(
                () -> assertThat(bench.io().namespace("/room-b").orElseThrow().sockets())
                        .isEmpty());
        brief.comeBack();
        assertThat(brief.recovered()).isTrue();
        brief.lose();
        eventually(
                () -> assertThat(bench.io().namespace("/room-b").orElseThrow().rooms())
                        .as("its session is kept")
                        .isEmpty());
        bench.time().advance(Duration.ofSeconds(121));
        eventually(() -> assertThat(bench.io().namespace("/room-b")).isEmpty());
    }

    @Test
    void aClosedNamespaceWaitsForNobody() {
        bench.io().of(Pattern.compile("/room-[a-z]"));
        RecoveringClient client = new RecoveringClient(bench, "/room-a,");
        client.lose();
        Namespace namespace = bench.io().namespace("/room-a").orElseThrow();
        eventually(() -> assertThat(namespace.rooms()).as("its session is kept").isEmpty());
        int armed = bench.time().queue().size();
        namespace.close();
        assertThat(bench.time().queue().size()).as("deadlines").isLessThan(armed);
        client.comeBack();
        assertThat(client.recovered()).isFalse();
    }

    @Test
    void listenersToOutgoingEventsSeeNoOffset() {
        join();
        List<Object> seen = new CopyOnWriteArrayList<>();
        last().onAnyOutgoing((event, payload) -> seen.add(payload.get(0, new TypeRef<Object>() {})));
        last().emit("e", 7);
        eventually(() -> assertThat(seen).containsExactly(7L));
    }
}
