package io.jettio.server.internal.socketio;

import static io.jettio.server.internal.fixture.Eventually.eventually;
import static io.jettio.server.internal.fixture.SocketIoBench.awaitSent;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.json.GsonJsonCodec;
import io.jettio.protocol.parser.JsonParser;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Packet;
import io.jettio.server.DisconnectReason;
import io.jettio.server.Socket;
import io.jettio.server.internal.fixture.FakeWebSocket;
import io.jettio.server.internal.fixture.FakeWebSocket.Writing;
import io.jettio.server.internal.fixture.LogWatch;
import io.jettio.server.internal.fixture.SocketIoBench;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A socket ends once, with a reason, and {@code onDisconnect} is the last thing on its lane. */
class DisconnectTest {
    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final SocketIoBench bench = new SocketIoBench();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);

    DisconnectTest() {
        bench.io().onConnection(this::watch);
        bench.io().of("/a").onConnection(this::watch);
    }

    private void watch(Socket socket) {
        sockets.add(socket);
        socket.on("x", payload -> told.add(socket.namespace().name() + " x"));
        socket.onDisconnect(reason -> told.add(socket.namespace().name() + " " + reason));
    }

    @AfterEach
    void close() {
        release.countDown();
        bench.close();
    }

    @Test
    void aClientThatLeavesANamespaceStaysInTheOthers() {
        FakeWebSocket peer = joinBoth();

        peer.receive("41/a,");
        eventually(() -> assertThat(told).containsExactly("/a client namespace disconnect"));
        peer.receive("42[\"x\"]");

        eventually(() -> assertThat(told).endsWith("/ x"));
        bench.io().of("/a").emit("y");
        bench.io().emit("z");
        awaitSent(peer, "42[\"z\"]");
    }

    @Test
    void aClientMayComeBackAndIsAnotherSocket() {
        FakeWebSocket peer = joinBoth();
        peer.receive("41/a,").receive("40/a,");

        eventually(() -> assertThat(sockets).hasSize(3));
        assertThat(sockets.stream().map(Socket::id).distinct()).hasSize(3);
        assertThat(peer.isAborted()).isFalse();
    }

    @Test
    void aPacketForANamespaceThatTheClientLeftEndsTheConnection() {
        FakeWebSocket peer = joinBoth().receive("41/a,").receive("42/a,[\"x\"]");
        assertThat(peer.isAborted()).isTrue();
    }

    @Test
    void packetsForANamespaceThatWeEndedAreIgnoredUntilItIsJoinedAgain() {
        FakeWebSocket peer = joinBoth();
        socket("/a").disconnect();
        awaitSent(peer, "41/a,");
        eventually(() -> assertThat(told).containsExactly("/a server namespace disconnect"));

        peer.receive("42/a,[\"x\"]")
                .receive("43/a,7[]")
                .receive("451-/a,[\"x\",{\"_placeholder\":true,\"num\":0}]")
                .receive("<01>")
                .receive("41/a,");
        assertThat(peer.isAborted()).isFalse();

        peer.forgetSent().receive("40/a,");
        eventually(() -> assertThat(peer.sent()).hasSize(1));
        peer.receive("42/a,[\"x\"]");
        eventually(() -> assertThat(told).endsWith("/a x"));
        assertThat(told).containsExactly("/a server namespace disconnect", "/a x");
    }

    @Test
    void disconnectingTwiceSaysItOnce() {
        FakeWebSocket peer = joinBoth();
        Socket socket = socket("/a");

        socket.disconnect();
        socket.disconnect();

        eventually(() -> assertThat(told).hasSize(1));
        assertThat(peer.sent()).containsExactly("41/a,");
        assertThat(socket.connected()).isFalse();
    }

    @Test
    @Tag("feature:3.29")
    void eventsThatCameBeforeTheDisconnectAreHandledFirstAndTheRoomsAreStillThere() {
        AtomicReference<Set<String>> rooms = new AtomicReference<>();
        bench.io().onConnection(socket -> {
            socket.join("lobby");
            socket.on("slow", payload -> release.await());
            socket.onDisconnect(reason -> {
                rooms.set(socket.rooms());
                told.add("rooms seen");
            });
        });
        FakeWebSocket peer = bench.join().receive("42[\"slow\"]").receive("42[\"x\"]");

        peer.closeByPeer();
        assertThat(told).isEmpty();
        release.countDown();

        eventually(() -> assertThat(told).containsExactly("/ x", "/ transport close", "rooms seen"));
        assertThat(rooms.get()).containsExactlyInAnyOrder(sockets.get(0).id(), "lobby");
        eventually(() -> assertThat(sockets.get(0).rooms()).doesNotContain("lobby"));
        assertThat(bench.io().of("/").socketsIn("lobby")).isEmpty();
    }

    @Test
    void aListenerThatComesTooLateIsToldAtOnce() {
        bench.join().closeByPeer();
        eventually(() -> assertThat(told).hasSize(1));

        sockets.get(0).onDisconnect(reason -> told.add("late " + reason));

        eventually(() -> assertThat(told).endsWith("late transport close"));
    }

    @Test
    void anEventThatOvertakesTheEndIsNotHandledAfterOnDisconnect() {
        FakeWebSocket peer = bench.join();
        eventually(() -> assertThat(sockets).as("told behind the answer").hasSize(1));
        DefaultSocket socket = (DefaultSocket) sockets.get(0);
        JsonParser parser = new JsonParser(GsonJsonCodec.shared());

        socket.disconnect();
        socket.onEvent(new EventPacket("/", Packet.NO_ID, "x", parser.payload(List.of())), 10);
        socket.onDisconnect(reason -> told.add("end"));

        eventually(() -> assertThat(told).endsWith("end"));
        assertThat(told).containsExactly("/ server namespace disconnect", "end");
        assertThat(peer.isAborted()).isFalse();
    }

    @Test
    void theLossOfTheConnectionEndsAllItsNamespaces() {
        joinBoth().closeByPeer();
        eventually(() -> assertThat(told).containsExactlyInAnyOrder("/ transport close", "/a transport close"));
    }

    @Test
    void aProtocolViolationIsTheReasonOfAllItsNamespaces() {
        joinBoth().receive("4x");
        eventually(() -> assertThat(told).containsExactlyInAnyOrder("/ parse error", "/a parse error"));
    }

    // ---------------------------------------------------------------- what is sent meanwhile

    @Test
    void whatIsEmittedAfterTheDisconnectGoesNowhere() {
        FakeWebSocket peer = joinBoth().receive("41/a,");
        eventually(() -> assertThat(told).hasSize(1));
        Socket gone = socket("/a");

        gone.emit("y");
        gone.join("lobby");
        bench.io().of("/a").to("lobby").emit("y");
        bench.io().of("/a").to(gone.id()).emit("y");

        assertThat(peer.sent()).isEmpty();
        assertThat(gone.connected()).isFalse();
        assertThat(bench.io().of("/a").sockets()).isEmpty();
    }

    @Test
    void noBroadcastReachesAClientThatLeftThoughItsDisconnectHandlerStillRuns() {
        CountDownLatch leaving = new CountDownLatch(1);
        bench.io()
                .of("/a")
                .onConnection(socket -> socket.onDisconnect(reason -> {
                    leaving.countDown();
                    release.await();
                }));
        FakeWebSocket peer = joinBoth().receive("41/a,");
        eventually(() -> assertThat(leaving.getCount()).isZero());

        bench.io().of("/a").emit("y");
        assertThat(peer.sent()).isEmpty();

        peer.receive("40/a,");
        eventually(bench.time(), () -> assertThat(peer.sent()).hasSize(1));
        bench.io().of("/a").emit("y");
        assertThat(peer.sent()).hasSize(2).last().isEqualTo("42/a,[\"y\"]");
    }

    @Test
    @Tag("feature:3.30")
    void disconnectAllFlushesTellsEveryNamespaceAndClosesTheConnection() {
        FakeWebSocket peer = joinBoth().writing(Writing.STALLED);
        socket("/").emit("last words");

        socket("/").disconnectAll();

        assertThat(peer.closeCode()).isNull();
        peer.completeWrites();
        assertThat(peer.sent()).startsWith("42[\"last words\"]").contains("41", "41/a,");
        assertThat(peer.closeCode()).isEqualTo(1000);
        eventually(() -> assertThat(told)
                .containsExactlyInAnyOrder("/ server namespace disconnect", "/a server namespace disconnect"));
    }

    @Test
    void whatTheClientStillSendsDuringDisconnectAllDoesNotCutWhatIsQueued() {
        FakeWebSocket peer = joinBoth().writing(Writing.STALLED);
        socket("/").emit("last words");
        socket("/").disconnectAll();

        peer.receive("42[\"x\"]").receive("42/a,[\"x\"]");
        peer.completeWrites();

        assertThat(peer.sent()).startsWith("42[\"last words\"]");
        assertThat(peer.closeCode()).isEqualTo(1000);
        assertThat(peer.isAborted()).isFalse();
    }

    // ---------------------------------------------------------------- failures and shutdown

    @Test
    void aDisconnectHandlerThatThrowsKeepsNeitherTheOthersNorTheRooms() {
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        bench.io().onConnection(socket -> {
            socket.onError(failure -> failures.add(failure.cause()));
            socket.join("lobby");
            socket.onDisconnect(reason -> {
                throw new IllegalStateException("on purpose");
            });
            socket.onDisconnect(reason -> {
                throw new AssertionError("on purpose");
            });
            socket.onDisconnect(reason -> told.add("after"));
        });

        bench.join().closeByPeer();

        eventually(() -> assertThat(told).containsExactly("/ transport close", "after"));
        assertThat(failures).hasSize(2);
        eventually(() -> assertThat(bench.io().of("/").sockets()).isEmpty());
        assertThat(bench.io().of("/").socketsIn("lobby")).isEmpty();
    }

    @Test
    @Tag("feature:3.2")
    void closingTheServerRunsTheDisconnectHandlersBeforeItReturns() {
        CountDownLatch closing = new CountDownLatch(1);
        bench.io()
                .onConnection(socket -> socket.onDisconnect(reason -> {
                    closing.await();
                    told.add("done " + reason);
                }));
        bench.join();
        bench.join();
        Thread later = new Thread(() -> {
            eventually(() -> assertThat(bench.io().connections()).isZero());
            closing.countDown();
        });
        later.start();

        bench.io().close();

        assertThat(told)
                .filteredOn(line -> line.startsWith("done"))
                .hasSize(2)
                .containsOnly("done server shutting down");
    }

    @Test
    void aHandlerMayCloseTheServer() {
        CountDownLatch closed = new CountDownLatch(1);
        bench.io()
                .onConnection(socket -> socket.on("stop", payload -> {
                    bench.io().close();
                    closed.countDown();
                }));
        bench.join().receive("42[\"stop\"]");

        eventually(() -> assertThat(closed.getCount()).isZero());
        eventually(() -> assertThat(told).containsExactly("/ server shutting down"));
    }

    @Test
    @Tag("feature:3.28")
    void everyReasonOfTheEngineIsAReasonOfTheSocket() {
        for (io.jettio.server.engine.EngineCloseReason reason : io.jettio.server.engine.EngineCloseReason.values()) {
            assertThat(DisconnectReason.of(reason)).hasToString(reason.toString());
        }
    }

    private FakeWebSocket joinBoth() {
        FakeWebSocket peer = bench.join().receive("40/a,");
        eventually(() -> assertThat(sockets).hasSize(2));
        eventually(() -> assertThat(peer.sent()).hasSize(1));
        return peer.forgetSent();
    }

    private Socket socket(String namespace) {
        return sockets.stream()
                .filter(socket -> socket.namespace().name().equals(namespace))
                .findFirst()
                .orElseThrow();
    }
}
