package io.jettio.server.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.internal.fixture.EngineBench;
import io.jettio.server.internal.fixture.FakeExchange;
import io.jettio.server.internal.fixture.FakeWebSocket;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clients may be told a longer interval than the server keeps, so that late pings are no reason to give up. */
@Tag("feature:1.17")
class PingGraceTest {
    private static final Duration MILLI = Duration.ofMillis(1);

    private final EngineBench bench =
            new EngineBench(options -> options.allowEngineV3(true).pingIntervalGrace(Duration.ofSeconds(5)));

    @Test
    void clientsAreToldTheLongerIntervalAndPingedAfterTheShorter() {
        try (bench) {
            FakeWebSocket peer = bench.webSocket();
            assertThat(peer.sent().get(0)).contains("\"pingInterval\":30000,\"pingTimeout\":20000");
            peer.forgetSent();
            bench.time().advance(Duration.ofSeconds(25).minus(MILLI));
            assertThat(peer.sent()).isEmpty();
            bench.time().advance(MILLI);
            assertThat(peer.sent()).containsExactly("2");
        }
    }

    @Test
    void theAnswerIsDueAsWithoutGrace() {
        try (bench) {
            bench.webSocket();
            bench.time().advance(Duration.ofSeconds(45).minus(MILLI));
            assertThat(bench.last().closes()).isEmpty();
            bench.time().advance(MILLI);
            assertThat(bench.last().closes()).hasSize(1);
        }
    }

    @Test
    void clientsThatPingByThemselvesHaveTheTimeThatTheyWereTold() {
        try (bench) {
            bench.handle(FakeExchange.webSocket("EIO=3&transport=websocket"));
            bench.time().advance(Duration.ofSeconds(50).minus(MILLI));
            assertThat(bench.last().closes()).isEmpty();
            bench.time().advance(MILLI);
            assertThat(bench.last().closes()).hasSize(1);
        }
    }
}
