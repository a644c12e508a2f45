package io.jettio.server.internal.engine;

import static io.jettio.server.internal.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.Frame;
import io.jettio.protocol.engineio.EngineVersion;
import io.jettio.server.engine.EngineCloseReason;
import io.jettio.server.engine.EngineServerOptions;
import io.jettio.server.engine.EngineTransport;
import io.jettio.server.internal.fixture.FakeExchange;
import io.jettio.server.internal.fixture.FakeWebSocket;
import io.jettio.server.internal.fixture.Frames;
import io.jettio.server.internal.fixture.LogWatch;
import io.jettio.server.internal.fixture.SteppedTime;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A session as an application of the engine alone sees it. */
class EngineSocketTest {
    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final SteppedTime time = new SteppedTime();
    private final AtomicReference<DefaultEngineSocket> opened = new AtomicReference<>();
    private final EngineCore core = new EngineCore(EngineServerOptions.builder().build(), this::open, time.queue());
    private final FakeWebSocket peer = connect();
    private final DefaultEngineSocket socket = opened.get();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);

    private SessionListener open(EngineSession session) {
        opened.set(new DefaultEngineSocket(session, core.threads()));
        return opened.get();
    }

    private FakeWebSocket connect() {
        FakeExchange exchange = FakeExchange.webSocket("EIO=4&transport=websocket");
        core.handle(exchange);
        return exchange.socket().forgetSent();
    }

    @AfterEach
    void close() {
        release.countDown();
        peer.closeByPeer();
        core.close();
        eventually(
                time,
                () -> assertThat(time.queue().size()).as("armed deadlines").isZero());
    }

    @Test
    void messagesComeInOrderAndTheEndComesLast() {
        socket.onMessage(message -> told.add(Frames.show(message)));
        socket.onClose(reason -> told.add("end: " + reason));

        peer.receive("4a").receive("<01>").receive("4b").closeByPeer();

        eventually(() -> assertThat(told).containsExactly("a", "<01>", "b", "end: transport close"));
        assertThat(socket.isOpen()).isFalse();
    }

    @Test
    void whatCameBeforeTheListenerIsKeptForItInOrder() {
        peer.receive("4a").receive("4b");
        CountDownLatch handled = new CountDownLatch(1);
        socket.lane().add(handled::countDown);
        eventually(() -> assertThat(handled.getCount()).isZero());
        socket.lane().add(() -> await(release));
        peer.receive("4c").receive("4d");

        socket.onMessage(message -> told.add(Frames.show(message)));
        release.countDown();
        peer.receive("4e");

        eventually(() -> assertThat(told).containsExactly("a", "b", "c", "d", "e"));
    }

    @Test
    void whatNobodyTakesIsBoundedAndComesWhenSomebodyDoes() {
        for (int i = 0; i < 1_500; i++) {
            peer.receive("4" + i);
        }
        assertThat(peer.isReading()).isFalse();
        assertThat(peer.unread()).isEqualTo(499);

        socket.onMessage(message -> told.add(Frames.show(message)));

        eventually(() -> assertThat(told).hasSize(1_500));
        assertThat(told.get(1_499)).isEqualTo("1499");
    }

    @Test
    void anotherListenerTakesWhatComesFromThenOn() {
        socket.onMessage(message -> {
            told.add("first " + Frames.show(message));
            socket.onMessage(next -> told.add("second " + Frames.show(next)));
        });

        peer.receive("4a").receive("4b");

        eventually(() -> assertThat(told).containsExactly("first a", "second b"));
    }

    @Test
    void aCloseListenerThatComesTooLateIsToldAtOnce() {
        peer.closeByPeer();

        socket.onClose(reason -> told.add("end: " + reason));

        eventually(() -> assertThat(told).containsExactly("end: transport close"));
    }

    @Test
    void aMessageThatOvertakesTheEndIsNotHandedOverAfterIt() {
        socket.onMessage(message -> told.add(Frames.show(message)));
        socket.onClose(reason -> told.add("end"));

        socket.onClose(EngineCloseReason.FORCED_CLOSE);
        socket.onMessage(Frame.text("late"));
        socket.lane().add(() -> told.add("after"));

        eventually(() -> assertThat(told).containsExactly("end", "after"));
    }

    @Test
    void aListenerThatThrowsIsLoggedAndTheNextMessageComes() {
        log.expect("a listener failed");
        socket.onMessage(message -> {
            told.add(Frames.show(message));
            if (message.size() == 1) {
                throw new IllegalStateException("on purpose");
            }
            throw new AssertionError("on purpose");
        });

        peer.receive("4a").receive("4bb").receive("4c");

        eventually(() -> assertThat(told).containsExactly("a", "bb", "c"));
        eventually(() -> assertThat(log.logged()).as("logged after it was told").hasSize(3));
    }

    @Test
    void itSendsTextAndBinaryAndClosesAfterThem() {
        socket.send("a");
        ByteBuffer bytes = ByteBuffer.wrap(new byte[] {1, 2});
        socket.send(bytes);
        bytes.put(0, (byte) 9);
        socket.close();
        socket.send("late");

        assertThat(peer.sent()).containsExactly("4a", "<0102>");
        assertThat(peer.closeCode()).isEqualTo(1000);
    }

    @Test
    @Tag("feature:1.55")
    @Tag("feature:1.56")
    void itKnowsWhereItComesFrom() {
        assertThat(socket.transport()).isEqualTo(EngineTransport.WEBSOCKET);
        assertThat(socket.version()).isEqualTo(EngineVersion.V4);
        assertThat(socket.handshake().query("EIO")).isEqualTo("4");
        assertThat(socket.handshake().header("Host")).isEqualTo("localhost:3000");
        assertThat(socket.id()).hasSize(20);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
