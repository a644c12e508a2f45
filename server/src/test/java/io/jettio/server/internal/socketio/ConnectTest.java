package io.jettio.server.internal.socketio;

import static io.jettio.server.internal.fixture.Eventually.eventually;
import static io.jettio.server.internal.fixture.SocketIoBench.awaitSent;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.Socket;
import io.jettio.server.internal.fixture.FakeWebSocket;
import io.jettio.server.internal.fixture.LogWatch;
import io.jettio.server.internal.fixture.PollingPeer;
import io.jettio.server.internal.fixture.SocketIoBench;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Socket.IO protocol, "Connection to a namespace". */
class ConnectTest {
    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final SocketIoBench bench = new SocketIoBench(options -> options.maxNamespaces(3));
    private final List<Socket> joined = new CopyOnWriteArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void close() {
        release.countDown();
        bench.close();
    }

    @Test
    void aConnectIsAnsweredWithTheSocketsId() {
        bench.io().onConnection(joined::add);

        FakeWebSocket peer = bench.open().receive("40");

        eventually(() -> assertThat(joined).hasSize(1));
        awaitSent(peer, "40{\"sid\":\"" + joined.get(0).id() + "\"}");
        assertThat(joined.get(0).id()).matches("[A-Za-z0-9_-]{20}");
        assertThat(joined.get(0).connected()).isTrue();
        assertThat(joined.get(0).transport()).isEqualTo("websocket");
        assertThat(joined.get(0).rooms()).containsExactly(joined.get(0).id());
        assertThat(bench.io().of("/").socket(joined.get(0).id())).contains(joined.get(0));
    }

    @Test
    @Tag("feature:2.2")
    void theSocketsIdIsNotTheSecretOfTheSession() {
        bench.io().onConnection(joined::add);

        PollingPeer peer = new PollingPeer(bench.core(), "4");
        peer.post("40");

        eventually(() -> assertThat(joined).hasSize(1));
        assertThat(joined.get(0).id()).isNotEqualTo(peer.sid());
        peer.post("1");
    }

    @Test
    void theAnswerDoesNotWaitForOnConnection() {
        // The time stands still, so that nobody but the answer's own flush can send it.
        bench.io().onConnection(socket -> release.await());

        FakeWebSocket peer = bench.open().receive("40");

        eventually(() -> assertThat(peer.sent()).hasSize(1));
        assertThat(peer.sent().get(0)).startsWith("40{");
    }

    @Test
    @Tag("feature:3.24")
    void whatOnConnectionEmitsFollowsTheAnswer() {
        bench.io().onConnection(socket -> socket.emit("welcome", 1));

        FakeWebSocket peer = bench.open().receive("40");

        eventually(() -> assertThat(peer.sent()).hasSize(2));
        assertThat(peer.sent().get(0)).startsWith("40{");
        assertThat(peer.sent().get(1)).isEqualTo("42[\"welcome\",1]");
    }

    @Test
    void noBroadcastOvertakesTheAnswer() throws InterruptedException {
        AtomicBoolean stop = new AtomicBoolean();
        Thread broadcasting = new Thread(() -> {
            while (!stop.get()) {
                bench.io().emit("tick");
            }
        });
        broadcasting.start();
        for (int i = 0; i < 50; i++) {
            FakeWebSocket peer = bench.open().receive("40");
            eventually(() -> assertThat(peer.sent()).hasSizeGreaterThan(1));
            assertThat(peer.sent().get(0)).startsWith("40{");
            peer.closeByPeer();
        }
        stop.set(true);
        broadcasting.join();
    }

    @Test
    @Tag("feature:3.21")
    void theAuthIsTypedWhereItIsAskedFor() {
        AtomicReference<Object> seen = new AtomicReference<>();
        bench.io().use(request -> seen.set(request.auth(Auth.class)));
        bench.io().onConnection(joined::add);

        bench.open().receive("40{\"token\":\"abc\"}");

        eventually(() -> assertThat(joined).hasSize(1));
        assertThat(seen).hasValue(new Auth("abc"));
        assertThat(joined.get(0).handshake().auth(Auth.class)).isEqualTo(new Auth("abc"));
        assertThat(joined.get(0).handshake().request().query("transport")).isEqualTo("websocket");
    }

    @Test
    @Tag("feature:3.21")
    void withoutAuthItIsNull() {
        bench.io().onConnection(joined::add);
        bench.open().receive("40");
        eventually(() -> assertThat(joined).hasSize(1));
        assertThat(joined.get(0).handshake().auth(Auth.class)).isNull();
    }

    // ---------------------------------------------------------------- what breaks the protocol

    @ParameterizedTest
    @ValueSource(
            strings = {
                "42[\"x\"]",
                "41",
                "430[]",
                "421[\"x\"]",
                "451-[\"x\",{\"_placeholder\":true,\"num\":0}]",
                "42/a,[\"x\"]"
            })
    void aPacketBeforeConnectEndsTheConnection(String packet) {
        bench.io().of("/a");
        FakeWebSocket peer = bench.open().receive(packet);

        assertThat(peer.isAborted()).isTrue();
        assertThat(bench.io().connections()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"42[\"x\"]", "41", "40", "451-[\"x\",{\"_placeholder\":true,\"num\":0}]"})
    @Tag("feature:3.22")
    void aPacketWhileTheMiddlewaresJudgeEndsTheConnection(String packet) {
        bench.io().use(request -> release.await());
        bench.io().onConnection(joined::add);
        FakeWebSocket peer = bench.open().receive("40").receive(packet);

        assertThat(peer.isAborted()).isTrue();
        assertThat(bench.io().connections()).isZero();
        release.countDown();
        assertThat(joined).isEmpty();
    }

    @Test
    void aSecondConnectEndsTheConnection() {
        FakeWebSocket peer = bench.join().receive("40");
        assertThat(peer.isAborted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4",
                "47",
                "40[]",
                "40x",
                "42",
                "42{}",
                "42[]",
                "42[null]",
                "44{\"message\":\"x\"}",
                "43[]",
                "42[\"x\"",
                "42[\"x\"]y",
                "<0102>",
                "450-[\"x\"]",
                "4511-[\"x\"]",
                "42[\"connect\"]",
                "42[\"disconnect\"]",
                "42[\"connect_error\"]",
                "42[\"disconnecting\"]",
                "42[\"newListener\"]",
                "42[\"removeListener\"]"
            })
    @Tag("feature:2.9")
    void whateverBreaksTheProtocolEndsTheConnectionAndNoOther(String packet) {
        FakeWebSocket other = bench.join();
        FakeWebSocket peer = bench.join().receive(packet);

        assertThat(peer.isAborted()).isTrue();
        assertThat(bench.io().connections()).isOne();
        bench.io().emit("x");
        awaitSent(other, "42[\"x\"]");
    }

    @Test
    @Tag("feature:2.4")
    void whoJoinsAnotherNamespaceIsNotInTheMainOne() {
        bench.io().of("/a").onConnection(joined::add);
        FakeWebSocket peer = bench.open().receive("40/a,");
        eventually(() -> assertThat(joined).hasSize(1));
        awaitSent(peer, "40/a,{\"sid\":\"" + joined.get(0).id() + "\"}");
        assertThat(bench.io().of("/").sockets()).isEmpty();

        peer.receive("42[\"x\"]");

        assertThat(peer.isAborted()).isTrue();
    }

    // ---------------------------------------------------------------- time

    @Test
    @Tag("feature:3.6")
    void aConnectionThatJoinsNothingIsClosedExactlyAtTheConnectTimeout() {
        FakeWebSocket peer = bench.open();
        bench.time().advance(Duration.ofSeconds(25));
        peer.receive("3");

        bench.time().advance(Duration.ofMillis(19_999));
        assertThat(peer.closeCode()).isNull();
        bench.time().advance(Duration.ofMillis(1));

        assertThat(peer.closeCode()).isEqualTo(1000);
        assertThat(bench.io().connections()).isZero();
    }

    @Test
    void aRefusedConnectDoesNotKeepTheConnection() {
        FakeWebSocket peer = bench.open().receive("40/nope,");
        bench.time().advance(Duration.ofSeconds(25));
        peer.receive("3");
        bench.time().advance(Duration.ofSeconds(20));
        assertThat(peer.closeCode()).isEqualTo(1000);
    }

    @Test
    void aConnectionThatHasJoinedIsNotClosed() {
        FakeWebSocket peer = bench.join();
        for (int i = 0; i < 4; i++) {
            bench.time().advance(Duration.ofSeconds(25));
            peer.receive("3");
        }
        assertThat(peer.closeCode()).isNull();
    }

    @Test
    void aClientThatLeavesWhileTheMiddlewaresJudgeIsNotLetIn() {
        CountDownLatch judging = new CountDownLatch(1);
        CountDownLatch judged = new CountDownLatch(1);
        bench.io().use(request -> {
            judging.countDown();
            release.await();
            judged.countDown();
        });
        bench.io().onConnection(joined::add);
        FakeWebSocket peer = bench.open().receive("40");
        eventually(() -> assertThat(judging.getCount()).isZero());

        peer.closeByPeer();
        release.countDown();

        eventually(() -> assertThat(judged.getCount()).isZero());
        assertThat(joined).isEmpty();
        assertThat(peer.sent()).isEmpty();
        assertThat(bench.io().of("/").sockets()).isEmpty();
    }

    /** What a client authenticates with. */
    record Auth(String token) {}
}
