package io.jettio.server.internal.socketio;

import static io.jettio.server.internal.fixture.Eventually.eventually;
import static io.jettio.server.internal.fixture.SocketIoBench.awaitSent;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jettio.server.BroadcastAcks;
import io.jettio.server.Namespace;
import io.jettio.server.RemoteSocket;
import io.jettio.server.adapter.ClusterResult;
import io.jettio.server.adapter.cluster.ClusterAdapterFactory;
import io.jettio.server.adapter.cluster.ClusterOptions;
import io.jettio.server.adapter.cluster.InJvmBus;
import io.jettio.server.internal.fixture.Joined;
import io.jettio.server.internal.fixture.LogWatch;
import io.jettio.server.internal.fixture.SocketIoBench;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Everything that concerns more than one socket goes through the adapter, so that it spans its nodes. */
class SeveralNodesTest {
    /** Requests do not wait until it is known who there is. */
    private static final ClusterOptions AT_ONCE = ClusterOptions.DEFAULTS.withDiscovery(Duration.ZERO);

    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final InJvmBus bus = new InJvmBus();
    private final ClusterAdapterFactory hereNode = new ClusterAdapterFactory(bus.transport(), AT_ONCE);
    private final ClusterAdapterFactory thereNode = new ClusterAdapterFactory(bus.transport(), AT_ONCE);
    private final SocketIoBench here = new SocketIoBench(options -> options.adapter(hereNode));
    private final SocketIoBench there = new SocketIoBench(options -> options.adapter(thereNode));
    private final Joined near = Joined.to(here);
    private final Joined far = Joined.to(there);

    @BeforeEach
    void awaitThatNodesKnowEachOther() {
        for (SocketIoBench one : List.of(here, there)) {
            DefaultNamespace namespace = (DefaultNamespace) one.io().of("/");
            eventually(() -> assertThat(namespace
                            .adapter()
                            .serverCount()
                            .toCompletableFuture()
                            .getNow(0))
                    .isEqualTo(2));
        }
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
        hereNode.close();
        thereNode.close();
    }

    @Test
    @Tag("feature:3.66")
    @Tag("feature:5.1")
    void broadcastsReachAllNodesAndLocalOnesStay() {
        near.socket().broadcast().emit("others");
        here.io().emit("all");
        here.io().local().emit("local");
        here.io().to(far.socket().id()).emit("one");

        assertThat(near.peer().sent()).containsExactly("42[\"all\"]", "42[\"local\"]");
        awaitSent(far.peer(), "42[\"others\"]", "42[\"all\"]", "42[\"one\"]");
    }

    @Test
    void acksOfAllNodesAreGathered() throws Exception {
        CompletableFuture<BroadcastAcks<Integer>> acks = here.io().emitWithAck("q", Integer.class);
        near.peer().receive("430[1]");
        assertThat(acks).isNotDone();
        awaitSent(far.peer(), "420[\"q\"]");
        far.peer().receive("430[2]");

        BroadcastAcks<Integer> result = acks.get(20, SECONDS);
        assertThat(result.values()).containsExactly(1, 2);
        assertThat(result.answers().get(0).socketId()).isEqualTo(near.socket().id());
        assertThat(result.answers().get(1).socketId()).as("not told").isNull();
        assertThat(result.asked()).isEqualTo(2);
        assertThat(result.complete()).isTrue();
    }

    @Test
    @Tag("feature:3.71")
    @Tag("feature:3.85")
    void aSocketOfAnotherNodeIsFoundAskedMovedAndDisconnected() throws Exception {
        RemoteSocket remote = here.io()
                .except(near.socket().id())
                .fetchSockets()
                .get(20, SECONDS)
                .values()
                .get(0);
        assertThat(remote.id()).isEqualTo(far.socket().id());
        assertThat(here.io().local().fetchSockets().get().values())
                .extracting(RemoteSocket::id)
                .containsExactly(near.socket().id());

        CompletableFuture<String> answer = remote.emitWithAck("q", String.class);
        awaitSent(far.peer(), "420[\"q\"]");
        far.peer().receive("430[\"yes\"]");
        assertThat(answer.get(20, SECONDS)).isEqualTo("yes");
        remote.join("red");
        eventually(() -> assertThat(far.socket().rooms()).contains("red"));
        assertThat(here.io().of("/").rooms()).doesNotContain("red");
        assertThat(here.io().of("/").allRooms().get(20, SECONDS).values()).contains("red");
        here.io().of("/").closeRoom("red");
        eventually(() -> assertThat(far.socket().rooms()).doesNotContain("red"));
        remote.disconnect(true);
        eventually(() -> assertThat(far.peer().closeCode()).isNotNull());
    }

    @Test
    @Tag("feature:3.87")
    void anEventForTheOtherNodesIsHandledThereAndNotHere() {
        List<String> told = new CopyOnWriteArrayList<>();
        here.io().of("/").serverSide().on("hi", String.class, text -> told.add("here " + text));
        there.io().of("/").serverSide().on("hi", String.class, text -> told.add("there " + text));
        there.io().of("/").serverSide().on("bytes", byte[].class, bytes -> told.add("bytes " + bytes.length));

        here.io().of("/").serverSideEmit("hi", "x");
        here.io().of("/").serverSideEmit("bytes", new byte[3]);

        eventually(() -> assertThat(told).containsExactly("there x", "bytes 3"));
        assertThat(far.peer().sent()).isEmpty();
    }

    @Test
    @Tag("feature:3.87")
    void otherNodesAnswerAndWhoDoesNotListenIsMissed() throws Exception {
        Namespace away = there.io().of("/");
        away.serverSide().answer("sum", Integer.class, Integer.class, Integer::sum);
        ClusterResult<Integer> result = here.io()
                .of("/")
                .serverSideEmitAllWithAck("sum", Integer.class, List.of(40, 2))
                .get(20, SECONDS);
        assertThat(result.values()).containsExactly(42);
        assertThat(result.complete()).isTrue();

        ClusterResult<String> nobody =
                here.io().of("/").serverSideEmitWithAck("unheard", String.class).get(20, SECONDS);
        assertThat(nobody.values()).isEmpty();
        assertThat(nobody.complete()).isFalse();
        assertThatThrownBy(() -> here.io().of("/").serverSideEmit("connect"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aHandlerThatFailsForAnotherNodeIsLoggedAndTheNextOneRuns() {
        log.expect("from another server node failed");
        List<String> told = new CopyOnWriteArrayList<>();
        there.io().of("/").serverSide().on("hi", payload -> {
            throw new IllegalStateException("boom");
        });
        there.io().of("/").serverSide().on("hi", payload -> told.add("next"));
        here.io().of("/").serverSideEmit("hi");
        eventually(() -> assertThat(told).containsExactly("next"));
    }

    @Test
    void aNodeAloneHasNoOthersToAsk() throws Exception {
        try (SocketIoBench alone = new SocketIoBench()) {
            ClusterResult<String> result = alone.io()
                    .of("/")
                    .serverSideEmitWithAck("q", String.class, 1)
                    .get(20, SECONDS);
            assertThat(result.values()).isEmpty();
            assertThat(result.expectedNodes()).isZero();
            assertThat(result.complete()).isTrue();
        }
    }
}
