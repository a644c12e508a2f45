package io.jettio.server.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.Frame;
import io.jettio.protocol.engineio.EnginePacket;
import io.jettio.server.engine.OutboundPolicy;
import io.jettio.server.internal.fixture.EngineBench;
import io.jettio.server.internal.fixture.FakeExchange;
import io.jettio.server.internal.fixture.FakeWebSocket;
import io.jettio.server.internal.fixture.FakeWebSocket.Writing;
import io.jettio.server.internal.fixture.LogWatch;
import io.jettio.server.internal.fixture.ObservedCalls;
import io.jettio.server.internal.fixture.PollingPeer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What observers are told of connections and their packets. */
@Tag("feature:1.47")
@Tag("feature:6.4")
class ObserverTest {
    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final ObservedCalls calls = new ObservedCalls();
    private final EngineBench bench = new EngineBench(options -> options.allowEngineV3(true)
            .maxQueuedPackets(4)
            .outboundPolicy(OutboundPolicy.dropNewest())
            .observer(calls.observer()));

    private void send(String text) {
        bench.last().session().send(Outbound.message(List.of(EnginePacket.message(Frame.text(text)))));
    }

    @Test
    void aConnectionIsToldFromItsOpeningToItsEnd() {
        try (bench) {
            FakeWebSocket peer = bench.webSocket();
            int open = peer.sent().get(0).length() - 1; // without the type
            peer.receive("4hello");
            send("answer");
            peer.receive("1");

            assertThat(calls.all())
                    .containsExactly(
                            "opened 1 websocket",
                            "sent 1 OPEN " + open,
                            "flushed 1 1 " + open + " 0 0",
                            "received 1 MESSAGE 5",
                            "sent 1 MESSAGE 6",
                            "flushed 1 1 6 0 0",
                            "received 1 CLOSE 0",
                            "closed 1 websocket transport close");
        }
    }

    @Test
    void connectionsAreNumberedAndNeverToldByTheirIds() {
        try (bench) {
            PollingPeer first = bench.polling();
            bench.webSocket();
            assertThat(calls.of("opened")).containsExactly("opened 1 polling", "opened 2 websocket");
            assertThat(String.join("\n", calls.all())).doesNotContain(first.sid());
        }
    }

    @Test
    void flushesTellWhatWaits() {
        try (bench) {
            FakeWebSocket peer = bench.webSocket().writing(Writing.STALLED);
            calls.forget();
            send("on its way");
            send("12345");
            send("678");
            assertThat(calls.all()).isEmpty();
            assertThat(bench.core().health().mostQueuedPackets()).isEqualTo(3);
            assertThat(bench.core().health().mostQueuedBytes()).isEqualTo(18);

            peer.completeWrites();

            assertThat(calls.of("flushed")).containsExactly("flushed 1 1 10 2 8", "flushed 1 2 8 0 0");
            assertThat(calls.of("sent")).containsExactly("sent 1 MESSAGE 10", "sent 1 MESSAGE 5", "sent 1 MESSAGE 3");
            assertThat(bench.core().health().mostQueuedPackets()).isZero();
        }
    }

    @Test
    void whatIsDroppedIsTold() {
        try (bench) {
            FakeWebSocket peer = bench.webSocket().writing(Writing.STALLED);
            for (int i = 0; i < 4; i++) {
                send("fits");
            }
            calls.forget();
            send("too much");
            assertThat(calls.all()).containsExactly("dropped 1 1 8");
            peer.completeWrites();
        }
    }

    @Test
    @Tag("feature:3.93")
    void aHeartbeatTellsItsRoundTrip() {
        try (bench) {
            FakeWebSocket peer = bench.webSocket();
            calls.forget();
            bench.time().advance(Duration.ofSeconds(25));
            bench.time().advance(Duration.ofMillis(120));
            peer.receive("3");
            assertThat(calls.all())
                    .containsExactly(
                            "sent 1 PING 0", "flushed 1 1 0 0 0", "received 1 PONG 0", "heartbeat 1 120000000");
            peer.receive("3");
            assertThat(calls.of("heartbeat")).as("nobody asked").contains("heartbeat 1 -1");
        }
    }

    @Test
    @Tag("feature:3.93")
    void aClientThatPingsByItselfHasNoRoundTrip() {
        try (bench) {
            FakeWebSocket peer = bench.handle(FakeExchange.webSocket("EIO=3&transport=websocket"))
                    .socket();
            bench.time().advance(Duration.ofMillis(5));
            calls.forget();
            peer.receive("2");
            assertThat(calls.all())
                    .containsExactly("received 1 PING 0", "heartbeat 1 -1", "sent 1 PONG 0", "flushed 1 1 0 0 0");
        }
    }

    @Test
    void anUpgradeTellsHowLongItTook() {
        try (bench) {
            PollingPeer peer = bench.polling();
            FakeWebSocket candidate = peer.candidate();
            candidate.receive("2probe");
            bench.time().advance(Duration.ofMillis(70));
            assertThat(calls.of("upgraded")).isEmpty();
            candidate.receive("5");
            assertThat(calls.of("upgraded")).containsExactly("upgraded 1 70000000");
            candidate.closeByPeer();
            assertThat(calls.of("closed")).containsExactly("closed 1 websocket transport close");
        }
    }

    @Test
    void anObserverThatThrowsHarmsNeitherTheConnectionNorTheNext() {
        log.expect("an observer failed");
        ObservedCalls others = new ObservedCalls();
        try (EngineBench hurt = new EngineBench(
                options -> options.observer(ObservedCalls.failing()).observer(others.observer()))) {
            hurt.onMessage(
                    (told, message) -> told.session().send(Outbound.message(List.of(EnginePacket.message(message)))));
            FakeWebSocket peer = hurt.webSocket().forgetSent();
            for (int i = 0; i < 50; i++) {
                peer.receive("4" + i);
            }
            assertThat(peer.sent()).hasSize(50);
            assertThat(others.of("received")).hasSize(50);
            assertThat(log.logged()).hasSize(InputLog.MOST_IN_A_SECOND);
        }
    }

    @Test
    void nothingIsKeptWhereNobodyIsTold() {
        try (EngineBench plain = new EngineBench()) {
            assertThat(plain.core().observers()).isNull();
        }
    }
}
