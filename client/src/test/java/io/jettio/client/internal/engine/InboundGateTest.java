package io.jettio.client.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** When reading stops, and when it goes on. */
final class InboundGateTest {
    private static final int MARK = 16_384;

    private final AtomicBoolean ackPending = new AtomicBoolean();
    private final InboundGate gate = new InboundGate(ackPending::get);

    private void queue(int events, long size) {
        for (int i = 0; i < events; i++) {
            gate.queued(size);
        }
    }

    @Test
    void readingStopsAboveTheMarkAndGoesOnAtHalf() {
        queue(MARK, 1);
        assertThat(gate.shouldPause(false)).isFalse();
        queue(1, 1);
        assertThat(gate.shouldPause(false)).isTrue();
        int told = 0;
        for (int left = MARK; left > MARK / 2; left--) {
            assertThat(gate.shouldPause(true)).isTrue();
            told += gate.taken(1) ? 1 : 0;
        }
        assertThat(told).isZero();
        assertThat(gate.taken(1)).as("the crossing is told").isTrue();
        assertThat(gate.shouldPause(true)).isFalse();
    }

    @Test
    void bytesCountAsEventsDo() {
        queue(1, 16L << 20);
        assertThat(gate.shouldPause(false)).isFalse();
        queue(1, 1);
        assertThat(gate.shouldPause(false)).isTrue();
        assertThat(gate.taken(16L << 20)).isTrue();
        assertThat(gate.shouldPause(true)).isFalse();
    }

    @Test
    void pendingAckKeepsReadingUpToTheMaximum() {
        ackPending.set(true);
        queue(4 * MARK, 1);
        assertThat(gate.shouldPause(false)).isFalse();
        queue(1, 1);
        assertThat(gate.shouldPause(false)).isTrue();
    }
}
