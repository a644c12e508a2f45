package io.jettio.integration.node;

import static io.jettio.integration.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.integration.Inbox;
import io.jettio.integration.Patience;
import io.jettio.integration.Transports;
import io.jettio.integration.peer.PeerSocket;
import io.jettio.server.BroadcastAcks;
import io.jettio.server.RemoteSocket;
import io.jettio.server.Socket;
import io.jettio.server.SocketIoServer;
import io.jettio.server.adapter.ClusterResult;
import io.jettio.server.adapter.cluster.ClusterAdapterFactory;
import io.jettio.server.adapter.cluster.ClusterOptions;
import io.jettio.server.adapter.cluster.InJvmBus;
import io.jettio.server.data.DataKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Official clients of two servers on one bus: nothing tells a client, or the application, how many servers there are. */
@Tag("feature:5.2")
class TwoNodesTest extends NodeInteropTest {
    private static final DataKey<String> USER = DataKey.of("user", String.class);

    private final InJvmBus bus = new InJvmBus();
    private final Inbox<Socket> nearSockets = new Inbox<>("sockets here");
    private final Inbox<Socket> farSockets = new Inbox<>("sockets there");
    private SocketIoServer here;
    private SocketIoServer there;

    @BeforeEach
    void startServers() throws Exception {
        here = server().listen("127.0.0.1", 0);
        there = server().listen("127.0.0.1", 0);
        here.onConnection(nearSockets::put);
        there.onConnection(farSockets::put);
        // Each hears of the other when it does: discovery bounds how long it waits, not how long that takes.
        for (SocketIoServer io : List.of(here, there)) {
            await().untilAsserted(() -> assertThat(found(io).expectedNodes()).isEqualTo(2));
        }
    }

    private SocketIoServer server() {
        ClusterOptions options = ClusterOptions.DEFAULTS.withDiscovery(Duration.ofMillis(300));
        return create(builder -> builder.adapter(new ClusterAdapterFactory(bus.transport(), options)));
    }

    private static ClusterResult<RemoteSocket> found(SocketIoServer io) throws Exception {
        return io.fetchSockets().get(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
    }

    private PeerSocket.Plan near() {
        return client(here, Transports.WEBSOCKET);
    }

    private PeerSocket.Plan far() {
        return client(there, Transports.UPGRADE);
    }

    @Test
    void aBroadcastReachesTheClientsOfBothAndALocalOneDoesNot() {
        PeerSocket one = near().connect();
        PeerSocket two = far().connect();
        here.local().emit("local");
        here.emit("all");
        there.emit("last");
        for (PeerSocket each : List.of(one, two)) {
            each.await("all");
            each.await("last");
        }
        assertThat(one.eventNames()).containsExactlyInAnyOrder("local", "all", "last");
        assertThat(two.eventNames()).containsExactlyInAnyOrder("all", "last");
    }

    @Test
    void aRoomHasMembersOnBothAndWhoIsLeftOutIsLeftOut() {
        PeerSocket one = near().connect();
        PeerSocket two = far().connect();
        PeerSocket three = far().connect();
        nearSockets.take().join("red");
        farSockets.take().join("red");
        farSockets.take().join("red", "blue");
        here.to("red").except("blue").emit("not blue");
        here.to("red").to("blue").emit("last");
        List.of(one, two, three).forEach(each -> each.await("last"));
        assertThat(one.eventNames()).containsExactly("not blue", "last");
        List<List<String>> of = List.of(two.eventNames(), three.eventNames());
        assertThat(of).containsExactlyInAnyOrder(List.of("not blue", "last"), List.of("last"));
    }

    @Test
    void whatAClientSendsToAllOthersComesToThoseOfTheOtherServer() {
        here.onConnection(socket ->
                socket.on("say", String.class, text -> socket.broadcast().emit("said", text)));
        PeerSocket one = near().connect();
        PeerSocket two = far().connect();
        PeerSocket three = near().connect();
        one.emit("say", "\uD83D\uDE00");
        assertThat(two.await("said").argument()).isEqualTo("\uD83D\uDE00");
        assertThat(three.await("said").argument()).isEqualTo("\uD83D\uDE00");
        here.emit("last");
        one.await("last");
        assertThat(one.eventNames()).containsExactly("last");
    }

    @Test
    void argumentsArriveAsTheyDoOnOneServer() {
        PeerSocket one = near().connect();
        PeerSocket two = far().connect();
        byte[] bytes = {0, 1, (byte) 0xff};
        here.emit("args", null, 9007199254740991L, 1.5, Map.of("deep", List.of(bytes)), bytes);
        List<Object> near = one.await("args").arguments();
        List<Object> far = two.await("args").arguments();
        assertThat(far).usingRecursiveComparison().isEqualTo(near);
        assertThat(far.subList(0, 3)).isEqualTo(Arrays.asList(null, 9007199254740991L, 1.5));
    }

    @Test
    void aHundredEventsOfAllSizesKeepTheirOrder() {
        PeerSocket two = far().connect();
        farSockets.take();
        List<Object> sent = new ArrayList<>();
        for (long i = 0; i < 100; i++) {
            if (i % 10 == 0) {
                here.emit("ballast", new byte[50_000]);
            }
            here.emit("number", i);
            sent.add(i);
        }
        assertThat(two.await("number", 100)).isEqualTo(sent);
    }

    @Test
    void aClientIsReachedByItsIdFromTheOtherServer() {
        PeerSocket one = near().connect();
        PeerSocket two = far().connect();
        here.to(farSockets.take().id()).emit("private");
        two.await("private");
        here.emit("last");
        one.await("last");
        assertThat(one.eventNames()).containsExactly("last");
    }

    @Test
    @Tag("feature:5.12")
    void theAcksOfTheClientsOfBothAreGathered() throws Exception {
        near().answering("q", "near").connect();
        far().answering("q", "far").connect();
        BroadcastAcks<String> acks = here.timeout(Patience.OF_CLIENTS)
                .emitWithAck("q", String.class, new byte[3])
                .get(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
        assertThat(acks.values()).containsExactlyInAnyOrder("near", "far");
        assertThat(acks.asked()).isEqualTo(2);
        assertThat(acks.complete()).isTrue();
    }

    @Test
    @Tag("feature:5.12")
    void whoDoesNotAnswerThereTakesNothingFromTheOthers() throws Exception {
        near().answering("q", "near").connect();
        far().connect();
        BroadcastAcks<String> acks = here.timeout(Duration.ofSeconds(5))
                .emitWithAck("q", String.class)
                .get(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
        assertThat(acks.values()).containsExactly("near");
        assertThat(acks.asked()).isEqualTo(2);
        assertThat(acks.complete()).isFalse();
    }

    @Test
    @Tag("feature:5.12")
    void aClientOfTheOtherServerThatLeavesIsNotWaitedFor() throws Exception {
        near().answering("q", "near").connect();
        PeerSocket two = far().connect();
        var asked = here.timeout(Duration.ofMinutes(5)).emitWithAck("q", String.class);
        two.await("q");
        two.disconnect();
        BroadcastAcks<String> acks = asked.get(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
        assertThat(acks.values()).containsExactly("near");
        assertThat(acks.complete()).isFalse();
    }

    @Test
    void theSocketsOfBothAreFoundWithWhatIsKnownOfThem() throws Exception {
        near().connect();
        far().connect();
        Socket remote = farSockets.take();
        remote.join("red");
        remote.data().put(USER, "ann");
        assertThat(found(here).values())
                .extracting(RemoteSocket::id)
                .containsExactlyInAnyOrder(nearSockets.take().id(), remote.id());
        RemoteSocket seen = here.in("red")
                .fetchSockets()
                .get(Patience.LONG.toSeconds(), TimeUnit.SECONDS)
                .values()
                .get(0);
        assertThat(seen.rooms()).isEqualTo(Set.of(remote.id(), "red"));
        assertThat(seen.data()).isEqualTo(Map.of("user", "ann"));
        assertThat(seen.handshake().request().headers())
                .isEqualTo(remote.handshake().request().headers());
        assertThat(here.of("/").rooms()).doesNotContain("red");
        assertThat(here.of("/")
                        .allRooms()
                        .get(Patience.LONG.toSeconds(), TimeUnit.SECONDS)
                        .values())
                .contains("red");
    }

    @Test
    @Tag("feature:3.71")
    @Tag("feature:3.85")
    void aSocketOfTheOtherServerIsAskedMovedAndDisconnected() throws Exception {
        PeerSocket two = far().answering("q", 42).connect();
        RemoteSocket remote = found(here).values().get(0);
        assertThat(remote.emitWithAck("q", Long.class).get(Patience.LONG.toSeconds(), TimeUnit.SECONDS))
                .isEqualTo(42);
        remote.join("red");
        here.to("red").emit("in");
        remote.leave("red");
        here.to("red").emit("out");
        remote.emit("last");
        two.await("last");
        assertThat(two.eventNames()).containsExactly("q", "in", "last");
        remote.disconnect(false);
        assertThat(two.awaitDisconnect()).isEqualTo("io server disconnect");
    }

    @Test
    @Tag("feature:3.86")
    void whoWasMadeToJoinGetsWhatIsSentInTheSameBreath() {
        PeerSocket one = near().connect();
        PeerSocket two = far().connect();
        for (int i = 0; i < 50; i++) {
            here.socketsJoin("room" + i);
            here.to("room" + i).emit("in", i);
            here.socketsLeave("room" + i);
            here.to("room" + i).emit("out");
        }
        here.emit("last");
        for (PeerSocket each : List.of(one, two)) {
            each.await("last");
            assertThat(each.eventNames()).hasSize(51).doesNotContain("out");
        }
    }

    @Test
    @Tag("feature:3.86")
    void theSocketsOfBothAreDisconnectedTogether() {
        PeerSocket one = near().connect();
        PeerSocket two = far().connect();
        here.disconnectSockets(true);
        assertThat(one.awaitDisconnect()).isEqualTo("io server disconnect");
        assertThat(two.awaitDisconnect()).isEqualTo("io server disconnect");
    }

    @Test
    @Tag("feature:3.87")
    void serversSpeakToEachOtherAndNotToClients() throws Exception {
        PeerSocket two = far().connect();
        Inbox<String> told = new Inbox<>("what was told");
        here.of("/").serverSide().on("hi", String.class, text -> told.put("here " + text));
        there.of("/").serverSide().on("hi", String.class, text -> told.put("there " + text));
        there.of("/").serverSide().answer("sum", Integer.class, Integer.class, Integer::sum);
        here.of("/").serverSideEmit("hi", "x");
        assertThat(told.take()).isEqualTo("there x");
        ClusterResult<Integer> sum = here.of("/")
                .serverSideEmitAllWithAck("sum", Integer.class, List.of(40, 2))
                .get(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
        assertThat(sum.values()).containsExactly(42);
        assertThat(sum.complete()).isTrue();
        ClusterResult<Integer> unheard = here.of("/")
                .serverSideEmitWithAck("unheard", Integer.class)
                .get(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
        assertThat(unheard.missingNodes()).hasSize(1);
        assertThat(told.present()).isEmpty();
        there.emit("last");
        two.await("last");
        assertThat(two.eventNames()).containsExactly("last");
    }

    @Test
    void namespacesOfBothBelongTogetherByName() throws Exception {
        here.of("/a").onConnection(nearSockets::put);
        there.of("/a").onConnection(farSockets::put);
        there.of("/b");
        PeerSocket a = client(there.port(), "/a", Transports.WEBSOCKET).connect();
        PeerSocket b = client(there.port(), "/b", Transports.WEBSOCKET).connect();
        here.of("/a").emit("for a");
        a.await("for a");
        there.of("/b").emit("last");
        b.await("last");
        assertThat(b.eventNames()).containsExactly("last");
        await().untilAsserted(() -> assertThat(here.of("/a")
                        .fetchSockets()
                        .get(Patience.LONG.toSeconds(), TimeUnit.SECONDS)
                        .values())
                .hasSize(1));
    }

    @Test
    @Tag("feature:3.7")
    void aServerThatListensNowhereEmitsToTheClientsOfTheOthers() throws Exception {
        PeerSocket one = near().connect();
        PeerSocket two = far().answering("q", "far").connect();
        farSockets.take().join("red");
        SocketIoServer emitter = server();
        emitter.emit("all");
        emitter.to("red").emit("red");
        one.await("all");
        two.await("red");
        assertThat(two.eventNames()).containsExactly("all", "red");
        await().untilAsserted(() -> assertThat(found(emitter).values()).hasSize(2));
        assertThat(emitter.to("red")
                        .emitWithAck("q", String.class)
                        .get(Patience.LONG.toSeconds(), TimeUnit.SECONDS)
                        .values())
                .containsExactly("far");
    }

    @Test
    void theClientsOfOneServerGoOnWhenTheOtherCloses() throws Exception {
        PeerSocket one = near().connect();
        PeerSocket two = far().connect();
        assertThat(found(here).values()).hasSize(2);
        there.close();
        two.awaitDisconnect();
        here.emit("still here");
        one.await("still here");
        await().untilAsserted(() -> {
            ClusterResult<RemoteSocket> found = found(here); // which hears of the end of the other when it does
            assertThat(found.values()).hasSize(1);
            assertThat(found.complete()).isTrue();
        });
    }
}
