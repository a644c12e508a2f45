package io.jettio.server.internal.socketio;

import static io.jettio.server.internal.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.internal.fixture.LogWatch;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is told when a socket goes, and how long it is found. */
class EndOfLifeTest {
    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final CountDownLatch release = new CountDownLatch(1);
    private final JoinedPeer joined = new JoinedPeer();

    @AfterEach
    void close() {
        release.countDown();
        joined.close();
    }

    @Test
    @Tag("feature:3.29")
    void disconnectingIsToldBeforeDisconnectWithTheRoomsStillThere() {
        joined.socket.join("lobby");
        joined.socket.onDisconnect(reason -> joined.told.add("disconnect " + reason));
        joined.socket.onDisconnecting(reason -> joined.told.add("disconnecting " + reason + " "
                + joined.socket.rooms().contains("lobby") + " " + joined.socket.connected()));

        joined.peer.receive("41");

        eventually(() -> assertThat(joined.told)
                .containsExactly(
                        "disconnecting client namespace disconnect true false",
                        "disconnect client namespace disconnect"));
    }

    @Test
    void aSocketIsFoundByItsIdWhileItsDisconnectHandlersRunAndNotAfter() {
        CountDownLatch running = new CountDownLatch(1);
        joined.socket.onDisconnecting(reason -> {
            running.countDown();
            release.await();
        });
        joined.peer.closeByPeer();
        eventually(() -> assertThat(running.getCount()).isZero());

        assertThat(joined.bench.io().of("/").socket(joined.socket.id())).contains(joined.socket);

        release.countDown();
        eventually(() ->
                assertThat(joined.bench.io().of("/").socket(joined.socket.id())).isEmpty());
    }

    @Test
    void whoComesTooLateIsToldAtOnce() {
        joined.socket.disconnect();
        joined.socket.onDisconnecting(reason -> joined.told.add("disconnecting " + reason));
        joined.socket.onDisconnect(reason -> {
            joined.told.add("disconnect " + reason);
            joined.socket.onDisconnecting(late -> joined.told.add("late " + late));
        });
        eventually(() -> assertThat(joined.told).contains("late server namespace disconnect"));
        assertThat(joined.told)
                .containsExactlyInAnyOrder(
                        "disconnecting server namespace disconnect",
                        "disconnect server namespace disconnect",
                        "late server namespace disconnect");
    }

    @Test
    void aDisconnectingHandlerThatThrowsKeepsNothingElse() {
        joined.socket.onError(failure -> joined.told.add("failed " + failure.event()));
        joined.socket.onDisconnecting(reason -> {
            throw new IllegalStateException("on purpose");
        });
        joined.socket.onDisconnect(reason -> joined.told.add("disconnect"));
        joined.peer.closeByPeer();
        eventually(() -> assertThat(joined.told).containsExactly("failed disconnecting", "disconnect"));
    }

    @Test
    @Tag("feature:3.20")
    void theHandshakeTellsWhatTheClientBrought() {
        var handshake = joined.socket.handshake();
        assertThat(handshake.query("transport")).isEqualTo("websocket");
        assertThat(handshake.query()).containsKey("EIO");
        assertThat(handshake.url()).startsWith("/").contains("transport=websocket");
        assertThat(handshake.headers()).isEqualTo(handshake.request().headers());
        assertThat(handshake.header("no-such")).isNull();
        assertThat(handshake.address()).isEqualTo(handshake.request().address());
        assertThat(handshake.time()).isEqualTo(handshake.request().time());
        assertThat(handshake.secure()).isFalse();
        assertThat(handshake.xdomain()).isFalse();
    }
}
