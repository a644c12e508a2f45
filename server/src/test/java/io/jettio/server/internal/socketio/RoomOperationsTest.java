package io.jettio.server.internal.socketio;

import static io.jettio.server.internal.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.handler.Registration;
import io.jettio.server.RemoteSocket;
import io.jettio.server.adapter.ClusterResult;
import io.jettio.server.adapter.RoomChange;
import io.jettio.server.data.DataKey;
import io.jettio.server.internal.fixture.FakeWebSocket;
import io.jettio.server.internal.fixture.Joined;
import io.jettio.server.internal.fixture.LogWatch;
import io.jettio.server.internal.fixture.SocketIoBench;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Looking sockets up, moving and disconnecting them, and what is told of rooms. */
class RoomOperationsTest {
    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final SocketIoBench bench = new SocketIoBench();
    private final Joined a = Joined.to(bench);
    private final Joined b = Joined.to(bench);
    private final Joined c = Joined.to(bench);

    @AfterEach
    void close() {
        bench.close();
    }

    // ---------------------------------------------------------------- looking up

    @Test
    @Tag("feature:3.85")
    void fetchSocketsGivesThoseThatAreChosen() throws Exception {
        a.socket().join("red", "blue");
        a.socket().data().put(DataKey.of("user", String.class), "Ada");
        b.socket().join(List.of("blue"));

        ClusterResult<RemoteSocket> found =
                bench.io().in("red").in(List.of("blue")).fetchSockets().get();

        assertThat(found.complete()).isTrue();
        assertThat(found.values())
                .extracting(RemoteSocket::id)
                .containsExactlyInAnyOrder(a.socket().id(), b.socket().id());
        RemoteSocket remote = bench.io().to("red").fetchSockets().get().values().get(0);
        assertThat(remote.rooms()).containsExactlyInAnyOrder(a.socket().id(), "red", "blue");
        assertThat(remote.data()).containsExactly(Map.entry("user", "Ada"));
        assertThat(remote.handshake().request())
                .isEqualTo(a.socket().handshake().request());
        assertThat(bench.io().fetchSockets().get().values()).hasSize(3);
        assertThat(bench.io().except("blue").fetchSockets().get().values()).hasSize(1);
        assertThat(a.socket().to("blue").fetchSockets().get().values())
                .extracting(RemoteSocket::id)
                .containsExactly(b.socket().id());
    }

    @Test
    void aRemoteSocketDoesWhatTheSocketDoes() throws Exception {
        RemoteSocket remote =
                bench.io().to(a.socket().id()).fetchSockets().get().values().get(0);

        remote.join("x", "y");
        remote.leave("y");
        assertThat(a.socket().rooms()).containsExactlyInAnyOrder(a.socket().id(), "x");
        assertThat(remote.rooms()).as("a snapshot").containsExactly(a.socket().id());
        remote.emit("hello", 1);
        CompletableFuture<String> answer = remote.emitWithAck("q", String.class);
        assertThat(a.peer().sent()).containsExactly("42[\"hello\",1]", "420[\"q\"]");
        a.peer().receive("430[\"yes\"]");
        assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo("yes");

        a.peer().forgetSent();
        remote.disconnect(false);
        SocketIoBench.awaitSent(a.peer(), "41");
        eventually(() -> assertThat(bench.io().of("/").socket(remote.id())).isEmpty());
        assertThat(b.socket().connected()).isTrue();
    }

    @Test
    @Tag("feature:3.83")
    @Tag("feature:3.92")
    void roomsAndTheirCountsAreKnown() throws Exception {
        a.socket().join("red");
        b.socket().join("red", "blue");
        assertThat(bench.io().of("/").rooms())
                .containsExactlyInAnyOrder(
                        a.socket().id(), b.socket().id(), c.socket().id(), "red", "blue");
        assertThat(bench.io().of("/").allRooms().get().values()).hasSize(5);
        assertThat(bench.io().of("/").socketsIn("red"))
                .containsExactlyInAnyOrder(a.socket().id(), b.socket().id());
        assertThat(bench.io().of("/").socketsIn(c.socket().id()))
                .containsExactly(c.socket().id());
        assertThat(bench.io().of("/").size()).isEqualTo(3);
        assertThat(bench.io().of("/other").rooms()).isEmpty();
    }

    // ---------------------------------------------------------------- moving

    @Test
    @Tag("feature:3.86")
    void socketsJoinAndLeaveTogether() {
        bench.io().except(c.socket().id()).socketsJoin("red", "blue");
        assertThat(bench.io().of("/").socketsIn("blue")).hasSize(2);
        bench.io().to("red").emit("x");
        bench.io().in(a.socket().id()).socketsLeave("red");
        bench.io().to("red").emit("y");

        assertThat(a.peer().sent()).containsExactly("42[\"x\"]");
        assertThat(b.peer().sent()).containsExactly("42[\"x\"]", "42[\"y\"]");
        assertThat(c.peer().sent()).isEmpty();
    }

    @Test
    @Tag("feature:3.81")
    void aClosedRoomHasNoSocketAndMayBeJoinedAgain() {
        bench.io().socketsJoin("red", "blue");
        bench.io().of("/").closeRoom("red");
        assertThat(bench.io().of("/").socketsIn("red")).isEmpty();
        assertThat(bench.io().of("/").socketsIn("blue")).hasSize(3);
        a.socket().join("red");
        bench.io().to("red").emit("x");
        assertThat(a.peer().sent()).hasSize(1);
    }

    // ---------------------------------------------------------------- disconnecting

    @Test
    @Tag("feature:3.86")
    void socketsAreDisconnectedTogetherWithOrWithoutTheirConnections() {
        a.socket().join("out");
        bench.io().in("out").disconnectSockets(false);
        SocketIoBench.awaitSent(a.peer(), "41");
        assertThat(a.peer().closeCode()).isNull();
        assertThat(b.socket().connected()).isTrue();

        bench.io().in(b.socket().id()).disconnectSockets(true);
        eventually(() -> assertThat(b.peer().closeCode()).isNotNull());
        assertThat(c.socket().connected()).isTrue();
        a.peer().receive("40");
        eventually(() -> assertThat(bench.io().of("/").size()).as("a came back").isEqualTo(2));
    }

    // ---------------------------------------------------------------- what is told of rooms

    @Test
    @Tag("feature:3.84")
    void changesOfRoomsAreToldInTheirOrder() {
        List<String> told = new CopyOnWriteArrayList<>();
        Registration registration = bench.io().of("/").onRoomChange(change -> told.add(show(change)));
        Joined d = Joined.to(bench);
        String id = d.socket().id();
        d.socket().join("red");
        d.socket().join("red");
        a.socket().join("red");
        d.socket().leave("blue");
        a.socket().leave("red");
        d.peer().closeByPeer();

        eventually(() -> assertThat(told)
                .containsExactly(
                        "CREATED " + id,
                        "JOINED " + id + " " + id,
                        "CREATED red",
                        "JOINED red " + id,
                        "JOINED red " + a.socket().id(),
                        "LEFT red " + a.socket().id(),
                        "LEFT red " + id,
                        "DELETED red",
                        "LEFT " + id + " " + id,
                        "DELETED " + id));
        registration.remove();
        told.clear();
        a.socket().join("blue");
        bench.io().of("/").onRoomChange(change -> told.add(show(change)));
        a.socket().leave("blue");
        eventually(
                () -> assertThat(told).containsExactly("LEFT blue " + a.socket().id(), "DELETED blue"));
    }

    private static String show(RoomChange change) {
        return change.kind() + " " + change.room() + (change.socketId() == null ? "" : " " + change.socketId());
    }

    @Test
    void aSocketIsFoundAndUsedFromAnyThread() throws Exception {
        assertThat(bench.io().of("/x").sockets()).isEmpty();
        FakeWebSocket peer = a.peer().receive("40/x,");
        eventually(() -> assertThat(peer.sent()).hasSize(1));
        String id = bench.io().of("/x").sockets().iterator().next().id();
        peer.forgetSent();

        Thread thread = new Thread(() -> {
            bench.io().of("/x").socket(id).orElseThrow().join("red");
            bench.io().of("/x").socket(id).orElseThrow().emit("hello");
            bench.io().of("/x").to("red").emit("world");
        });
        thread.start();
        thread.join();

        assertThat(peer.sent()).containsExactly("42/x,[\"hello\"]", "42/x,[\"world\"]");
    }

    @Test
    void anEmitAndABroadcastOfOneBatchKeepTheirOrder() {
        b.socket().join("red");
        a.socket().on("go", payload -> {
            for (int i = 0; i < 3; i++) {
                b.socket().emit("own", i);
                a.socket().to("red").emit("room", i);
                bench.io().emit("all", i);
            }
        });
        a.peer().receive("42[\"go\"]");
        SocketIoBench.awaitSent(
                b.peer(),
                "42[\"own\",0]",
                "42[\"room\",0]",
                "42[\"all\",0]",
                "42[\"own\",1]",
                "42[\"room\",1]",
                "42[\"all\",1]",
                "42[\"own\",2]",
                "42[\"room\",2]",
                "42[\"all\",2]");
        assertThat(b.peer().writes()).hasSize(1);
    }
}
