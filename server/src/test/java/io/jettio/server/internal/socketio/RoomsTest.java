package io.jettio.server.internal.socketio;

import static io.jettio.server.internal.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.Frame;
import io.jettio.server.BroadcastOperator;
import io.jettio.server.Socket;
import io.jettio.server.internal.fixture.FakeWebSocket;
import io.jettio.server.internal.fixture.LogWatch;
import io.jettio.server.internal.fixture.SocketIoBench;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rooms, and who gets what is broadcast: each chosen socket once. */
class RoomsTest {
    private static final int SOCKETS = 8;
    private static final long SEED = 4_711L;

    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final SocketIoBench bench = new SocketIoBench();
    private final List<FakeWebSocket> peers = new ArrayList<>();
    private final List<Socket> sockets = new ArrayList<>();

    @BeforeEach
    void join() {
        AtomicReference<Socket> joined = new AtomicReference<>();
        bench.io().onConnection(joined::set);
        for (int i = 0; i < SOCKETS; i++) {
            joined.set(null);
            peers.add(bench.join());
            eventually(() -> assertThat(joined.get()).isNotNull());
            sockets.add(joined.get());
        }
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void whatIsEmittedToAllReachesEachOnce() {
        bench.io().emit("x");
        assertThat(receivers()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        sockets.get(3).broadcast().emit("x");
        assertThat(receivers()).containsExactly(0, 1, 2, 4, 5, 6, 7);
    }

    @Test
    @Tag("feature:3.61")
    void aSocketInSeveralOfTheRoomsGetsItOnce() {
        sockets.get(0).join("a", "b");
        sockets.get(1).join("b");

        bench.io().to("a").to("b").to(sockets.get(0).id()).emit("x");
        assertThat(receivers()).containsExactly(0, 1);
        bench.io().to(List.of("a", "b", "nobody")).except("a").emit("x");
        assertThat(receivers()).containsExactly(1);
        bench.io().except(List.of("a", "b").get(0)).except(sockets.get(7).id()).emit("x");
        assertThat(receivers()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    @Tag("feature:3.63")
    void aSocketIsNotAmongItsOwnReceivers() {
        sockets.get(0).join("a");
        sockets.get(1).join("a");

        sockets.get(0).to("a").emit("x");
        assertThat(receivers()).containsExactly(1);
        sockets.get(0).to("a").to(sockets.get(0).id()).emit("x");
        assertThat(receivers()).containsExactly(1);
        sockets.get(0).except("a").emit("x");
        assertThat(receivers()).containsExactly(2, 3, 4, 5, 6, 7);
    }

    @Test
    @Tag("feature:3.82")
    void aSocketsIdIsARoomThatItCanLeaveAndThatOthersCanJoin() {
        String id = sockets.get(0).id();
        sockets.get(1).join(id);
        bench.io().to(id).emit("x");
        assertThat(receivers()).containsExactly(0, 1);

        sockets.get(0).leave(id);
        bench.io().to(id).emit("x");
        assertThat(receivers()).containsExactly(1);
        assertThat(sockets.get(0).rooms()).isEmpty();
        bench.io().emit("x");
        assertThat(receivers()).as("it is still there").hasSize(SOCKETS);

        sockets.get(0).join(id);
        bench.io().to(id).emit("x");
        assertThat(receivers()).containsExactly(0, 1);
    }

    @Test
    void anOperatorIsImmutableAndMayBeKept() {
        BroadcastOperator a = bench.io().to("a");
        BroadcastOperator ab = a.to("b");
        sockets.get(0).join("a");
        sockets.get(1).join("b");

        a.emit("x");
        assertThat(receivers()).containsExactly(0);
        ab.emit("x");
        assertThat(receivers()).containsExactly(0, 1);
        ab.except("a").emit("x");
        assertThat(receivers()).containsExactly(1);
        a.emit("x");
        assertThat(receivers()).containsExactly(0);
    }

    @Test
    @Tag("feature:3.92")
    void aDisconnectedSocketJoinsNoRoom() {
        peers.get(0).closeByPeer();
        eventually(() -> assertThat(bench.io().of("/").sockets()).hasSize(SOCKETS - 1));

        sockets.get(0).join("a");

        assertThat(bench.io().of("/").socketsIn("a")).isEmpty();
        assertThat(bench.io().of("/").socket(sockets.get(0).id())).isEmpty();
    }

    @Test
    void roomsOfOneNamespaceAreNotThoseOfAnother() {
        sockets.get(0).join("a");
        bench.io().of("/other").to("a").emit("x");
        assertThat(receivers()).isEmpty();
    }

    @Test
    @Tag("feature:1.46")
    @Tag("feature:2.7")
    void theFramesOfABroadcastAreSharedAndTheSameForAll() {
        bench.io().emit("x", new byte[] {1, 2});
        assertThat(peers)
                .allSatisfy(peer -> assertThat(peer.sent())
                        .containsExactly("451-[\"x\",{\"_placeholder\":true,\"num\":0}]", "<0102>"));
        List<Frame> first = peers.get(0).frames();
        assertThat(peers).allSatisfy(peer -> {
            assertThat(peer.frames().get(0).array()).isSameAs(first.get(0).array());
            assertThat(peer.frames().get(1).array()).isSameAs(first.get(1).array());
        });
    }

    @Test
    @Tag("feature:3.62")
    @Tag("feature:3.83")
    @Tag("feature:3.80")
    void anyMixOfJoinsAndLeavesChoosesWhomANaiveModelChooses() {
        Random random = new Random(SEED);
        List<String> names = Stream.concat(
                        Stream.of("a", "b", "c", "d"), sockets.stream().map(Socket::id))
                .toList();
        Map<Socket, Set<String>> model = new HashMap<>();
        sockets.forEach(socket -> model.put(socket, new HashSet<>(Set.of(socket.id()))));
        for (int round = 0; round < 3_000; round++) {
            Socket socket = sockets.get(random.nextInt(SOCKETS));
            String room = names.get(random.nextInt(names.size()));
            if (random.nextBoolean()) {
                socket.join(room);
                model.get(socket).add(room);
            } else {
                socket.leave(room);
                model.get(socket).remove(room);
            }
            Set<String> in = some(random, names);
            Set<String> except = some(random, names);
            Set<Integer> expected = sockets.stream()
                    .filter(each -> in.isEmpty() || model.get(each).stream().anyMatch(in::contains))
                    .filter(each -> model.get(each).stream().noneMatch(except::contains))
                    .map(sockets::indexOf)
                    .collect(Collectors.toSet());

            bench.io().of("/").to(in).except(except).emit("x");

            assertThat(receivers())
                    .as("round %d, seed %d, in %s but not in %s", round, SEED, in, except)
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(expected);
            assertThat(socket.rooms()).as("round %d, seed %d", round, SEED).isEqualTo(model.get(socket));
            Set<String> members = sockets.stream()
                    .filter(each -> model.get(each).contains(room))
                    .map(Socket::id)
                    .collect(Collectors.toSet());
            assertThat(bench.io().of("/").socketsIn(room))
                    .as("round %d, seed %d", round, SEED)
                    .containsExactlyInAnyOrderElementsOf(members);
        }
    }

    private static Set<String> some(Random random, List<String> names) {
        Set<String> chosen = new HashSet<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            chosen.add(names.get(random.nextInt(names.size())));
        }
        return chosen;
    }

    /** Who got something since this was asked last, once for each time. */
    private List<Integer> receivers() {
        List<Integer> receivers = new ArrayList<>();
        for (int i = 0; i < SOCKETS; i++) {
            int number = i;
            peers.get(i).sent().forEach(frame -> receivers.add(number));
            peers.get(i).forgetSent();
        }
        return receivers;
    }
}
