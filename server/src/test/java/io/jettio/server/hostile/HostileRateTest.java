package io.jettio.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.hooks.RawPeer;
import io.jettio.server.internal.fixture.Eventually;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A peer that sends more than {@code inboundRate} allows, and does not stop. */
class HostileRateTest {
    private static final int PER_SECOND = 10;
    private static final Duration STEP = Duration.ofSeconds(1).dividedBy(PER_SECOND);

    @RegisterExtension
    static final WitnessedEngine SERVER = WitnessedEngine.alone(options -> options.inboundRate(PER_SECOND, 0)
                    .pingInterval(Duration.ofHours(1))
                    .requestTimeout(Duration.ofHours(1)))
            .stepped();

    /** The witness, which asks once in each step, is exactly at the bound. */
    @Test
    void whoPressesForHalfAMinuteIsClosedAndNobodyElse() {
        RawPeer pressing = SERVER.peer().webSocket(WitnessedEngine.WEBSOCKET);
        assertThat(pressing.answer().status()).isEqualTo(101);
        // The answer goes out before the session counts.
        Eventually.eventually(() -> assertThat(SERVER.engine().connections()).isEqualTo(2));
        for (int i = 0; i < 40 * PER_SECOND; i++) {
            pressing.sendText("4m");
        }
        int steps = 0;
        for (int due = PER_SECOND + 1; SERVER.engine().connections() > 1; due++, steps++) {
            int before = due;
            Eventually.eventually(
                    () -> assertThat(SERVER.taken() >= before || SERVER.engine().connections() == 1)
                            .isTrue());
            SERVER.pass(STEP);
        }
        assertThat(steps).isBetween(29 * PER_SECOND, 32 * PER_SECOND);
        String last = "";
        for (String text = pressing.readText(); text != null; text = pressing.readText()) {
            last = text;
        }
        assertThat(last).isEqualTo("4m");
    }
}
