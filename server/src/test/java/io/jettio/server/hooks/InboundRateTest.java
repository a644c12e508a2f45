package io.jettio.server.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.Frame;
import io.jettio.server.engine.EngineCloseReason;
import io.jettio.server.engine.EngineServerOptions;
import io.jettio.server.engine.EngineSocket;
import io.jettio.server.internal.fixture.SteppedTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code inboundRate}: who sends too much is read more slowly, and closed only when that does not help. */
class InboundRateTest {
    private final SteppedTime time = new SteppedTime();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final List<EngineCloseReason> closes = new CopyOnWriteArrayList<>();
    private final EngineOnJetty jetty = jetty(o -> o.inboundRate(10, 0));

    private EngineOnJetty jetty(Consumer<EngineServerOptions.Builder> options) {
        EngineOnJetty made = new EngineOnJetty(time, options);
        made.onConnection(this::watch);
        return made;
    }

    private void watch(EngineSocket socket) {
        socket.onMessage((Frame message) -> received.add(((Frame.Text) message).text()));
        socket.onClose(closes::add);
    }

    @AfterEach
    void end() {
        jetty.close();
    }

    private void awaitReceived(int count) {
        EngineOnJetty.eventually(() -> assertThat(received).hasSize(count));
    }

    private static void send(RawPeer peer, int count) {
        for (int i = 0; i < count; i++) {
            peer.sendText("4m");
        }
    }

    @Test
    void readingStopsAboveTheRateAndGoesOnWithTime() {
        RawPeer peer = jetty.openWebSocket();
        send(peer, 14);
        awaitReceived(11); // a second's worth, and the one that is too many
        time.advance(Duration.ofMillis(100));
        awaitReceived(12);
        time.advance(Duration.ofMillis(100));
        awaitReceived(13);
        time.advance(Duration.ofMillis(100));
        awaitReceived(14);
        assertThat(closes).isEmpty();
    }

    @Test
    void aPostAboveTheRateIsAnsweredLater() {
        String sid = jetty.openPolling();
        RawPeer post = jetty.peer().post(EngineOnJetty.POLLING + "&sid=" + sid, "4a\u001e".repeat(19) + "4a");
        awaitReceived(20);
        time.advance(Duration.ofMillis(950));
        assertThat(post.hasAnswer()).isFalse();
        time.advance(Duration.ofMillis(100));
        assertThat(post.answer().body()).isEqualTo("ok");
        time.advance(Duration.ofSeconds(2));
    }

    @Test
    void bytesAreBoundedToo() {
        try (EngineOnJetty bytes = jetty(o -> o.inboundRate(0, 1_000))) {
            RawPeer peer = bytes.openWebSocket();
            peer.sendText("4" + "x".repeat(800)).sendText("4" + "x".repeat(400)).sendText("4last");
            awaitReceived(2);
            time.advance(Duration.ofMillis(200));
            awaitReceived(3);
        }
    }

    @Test
    void heartbeatsDoNotExpireWhileReadingIsPaused() {
        RawPeer peer = jetty.openWebSocket();
        send(peer, 600);
        for (int held = 12; held <= 300; held++) {
            awaitReceived(held - 1);
            time.advance(Duration.ofMillis(100));
        }
        assertThat(closes).isEmpty();
    }

    @Test
    void whoPressesForHalfAMinuteIsClosed() {
        RawPeer peer = jetty.openWebSocket();
        send(peer, 600);
        for (int held = 12; closes.isEmpty() && held < 400; held++) {
            int before = held - 1;
            EngineOnJetty.eventually(() ->
                    assertThat(received.size() >= before || !closes.isEmpty()).isTrue());
            time.advance(Duration.ofMillis(100));
        }
        assertThat(received).hasSizeBetween(300, 320);
        EngineOnJetty.eventually(() -> assertThat(closes).containsExactly(EngineCloseReason.TOO_MANY_MESSAGES));
        assertThat(jetty.engine().connections()).isZero();
    }

    @Test
    void whoTakesABreakIsNotHeldToWhatItDidLongBefore() {
        RawPeer peer = jetty.openWebSocket();
        send(peer, 11);
        awaitReceived(11);
        time.advance(Duration.ofSeconds(24));
        send(peer, 11);
        awaitReceived(22);
        time.advance(Duration.ofMillis(200)); // reading goes on
        time.advance(Duration.ofSeconds(10));
        peer.sendText("3");
        send(peer, 10);
        awaitReceived(32);
        assertThat(closes).isEmpty();
    }
}
