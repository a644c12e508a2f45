package io.jettio.server.internal.socketio;

import static io.jettio.server.internal.fixture.Eventually.eventually;
import static io.jettio.server.internal.fixture.SocketIoBench.awaitSent;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.ConnectRefused;
import io.jettio.server.Handshake;
import io.jettio.server.Socket;
import io.jettio.server.internal.fixture.FakeWebSocket;
import io.jettio.server.internal.fixture.LogWatch;
import io.jettio.server.internal.fixture.PollingPeer;
import io.jettio.server.internal.fixture.SocketIoBench;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients of Socket.IO 2: revision 4 of the protocol over Engine.IO version 3. */
class RevisionFourTest {
    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final SocketIoBench bench = new SocketIoBench(options -> options.allowEngineV3(true));
    private final List<Socket> joined = new CopyOnWriteArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void close() {
        release.countDown();
        bench.close();
    }

    @Test
    @Tag("feature:1.6")
    void theServerJoinsTheClientToTheMainNamespace() {
        bench.io().onConnection(joined::add);

        FakeWebSocket peer = bench.open("3");

        eventually(() -> assertThat(peer.sent()).hasSize(2));
        assertThat(peer.sent().get(0)).startsWith("0{");
        assertThat(peer.sent().get(1)).isEqualTo("40");
        eventually(() -> assertThat(joined).hasSize(1));
        joined.get(0).emit("x", 1);
        assertThat(peer.sent().get(2)).isEqualTo("42[\"x\",1]");
    }

    @Test
    void aSocketHasTheIdThatItsClientKnowsItBy() {
        bench.io().onConnection(joined::add);
        bench.io().of("/a").onConnection(joined::add);

        FakeWebSocket peer = bench.open("3");
        eventually(() -> assertThat(joined).hasSize(1));
        String sid = PollingPeer.sid(peer.sent().get(0));
        assertThat(joined.get(0).id()).isEqualTo(sid);

        peer.receive("40/a?token=x,");
        eventually(() -> assertThat(joined).hasSize(2));
        assertThat(joined.get(1).id()).isEqualTo("/a#" + sid);
    }

    @Test
    @Tag("feature:2.18")
    void theQueryBehindANameIsInTheHandshakeOfThatNamespaceOnly() {
        bench.io().onConnection(joined::add);
        bench.io().of("/a").onConnection(joined::add);
        bench.io().of(Pattern.compile("/b.*")).onConnection(joined::add);
        FakeWebSocket peer = bench.open("3").receive("40/a?token=x%20y&transport=none&n=1&n=2,");
        eventually(() -> assertThat(joined).hasSize(2));
        peer.receive("40/b1?token=z,");
        eventually(() -> assertThat(joined).hasSize(3));

        Handshake first = joined.get(1).handshake();
        assertThat(first.query("token")).isEqualTo("x y");
        assertThat(first.query("transport")).isEqualTo("none");
        assertThat(first.query("EIO")).isEqualTo("3");
        assertThat(first.query().get("n")).containsExactly("1", "2");
        Map<?, ?> auth = first.auth(Map.class);
        assertThat(auth).isEqualTo(Map.of("token", "x y", "transport", "none", "n", "1"));
        assertThat(joined.get(2).handshake().query("token")).isEqualTo("z");
        assertThat(joined.get(0).handshake().query("token")).isNull();
        assertThat(joined.get(0).handshake().query("transport")).isEqualTo("websocket");
    }

    @Test
    void aBrokenQueryBreaksTheProtocol() {
        bench.io().of("/a");
        FakeWebSocket peer = bench.open("3").receive("40/a?token=%zz,");
        eventually(
                () -> assertThat(peer.isAborted() || peer.closeCode() != null).isTrue());
    }

    @Test
    void aClientThatComesBackBeforeItsOldSelfHasGoneStaysInItsRooms() {
        CountDownLatch leaving = new CountDownLatch(1);
        bench.io().of("/a").onConnection(socket -> {
            joined.add(socket);
            socket.join("lobby");
            socket.onDisconnect(reason -> {
                leaving.countDown();
                release.await();
            });
        });
        FakeWebSocket peer = bench.open("3").receive("40/a,");
        eventually(() -> assertThat(joined).hasSize(1));
        peer.receive("41/a,").receive("40/a,");
        eventually(bench.time(), () -> assertThat(joined).hasSize(2));
        eventually(() -> assertThat(leaving.getCount()).isZero());
        release.countDown();
        eventually(() -> assertThat(joined.get(0).rooms()).doesNotContain("lobby"));
        eventually(() -> assertThat(peer.sent())
                .filteredOn(frame -> frame.startsWith("40/a"))
                .hasSize(2));
        peer.forgetSent();

        assertThat(bench.io().of("/a").sockets()).containsExactly(joined.get(1));
        bench.io().of("/a").to("lobby").emit("x");
        bench.io().of("/a").to(joined.get(1).id()).emit("y");
        assertThat(peer.sent()).containsExactly("42/a,[\"x\"]", "42/a,[\"y\"]");
    }

    @Test
    void aRefusalCarriesItsDataOrItsMessage() {
        bench.io().of("/data").use(request -> {
            throw new ConnectRefused("no", Map.of("code", 7));
        });
        bench.io().of("/message").use(request -> {
            throw new ConnectRefused("no");
        });
        FakeWebSocket peer = bench.open("3");
        eventually(() -> assertThat(peer.sent()).hasSize(2));

        awaitSent(peer.forgetSent().receive("40/data,"), "44/data,{\"code\":7}");
        awaitSent(peer.forgetSent().receive("40/message,"), "44/message,\"no\"");
        awaitSent(peer.forgetSent().receive("40/nope,"), "44/nope,\"Invalid namespace\"");
    }

    @Test
    void oneBroadcastReachesClientsOfBothRevisions() {
        FakeWebSocket old = bench.open("3");
        eventually(() -> assertThat(old.sent()).hasSize(2));
        old.forgetSent();
        FakeWebSocket young = bench.join();

        bench.io().emit("x", new byte[] {1});

        assertThat(young.sent()).containsExactly("451-[\"x\",{\"_placeholder\":true,\"num\":0}]", "<01>");
        assertThat(old.sent()).containsExactly("451-[\"x\",{\"_placeholder\":true,\"num\":0}]", "<0401>");
    }
}
