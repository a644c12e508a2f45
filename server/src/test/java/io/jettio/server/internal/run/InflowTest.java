package io.jettio.server.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class InflowTest {
    private static final int MIB = 1 << 20;

    private final List<String> told = new ArrayList<>();
    private final Inflow inflow = new Inflow(() -> told.add("pause"), () -> told.add("resume"));

    @Test
    void readingPausesAboveTheMarkOfEventsAndGoesOnAtHalfOfIt() {
        arrive(1_000, 1);
        assertThat(told).isEmpty();
        arrive(1, 1);
        assertThat(told).containsExactly("pause");

        handle(500, 1);
        assertThat(told).containsExactly("pause");
        handle(1, 1);
        assertThat(told).containsExactly("pause", "resume");
    }

    @Test
    void readingPausesAboveTheMarkOfBytesAndGoesOnAtHalfOfIt() {
        arrive(1, MIB);
        assertThat(told).isEmpty();
        arrive(1, 2);
        assertThat(told).containsExactly("pause");

        handle(1, MIB / 2 + 1);
        assertThat(told).containsExactly("pause");
        handle(1, 1);
        assertThat(told).containsExactly("pause", "resume");
    }

    @Test
    void whileAnAckIsAwaitedReadingGoesOnUpToTheMaximum() {
        inflow.ackAwaited();
        arrive(4_000, 1);
        assertThat(told).isEmpty();

        arrive(1, 1);
        assertThat(told).containsExactly("pause");
        handle(1, 1);
        assertThat(told).containsExactly("pause", "resume");
    }

    @Test
    void theMaximumOfBytesHoldsAlthoughAnAckIsAwaited() {
        inflow.ackAwaited();
        arrive(4, MIB);
        assertThat(told).isEmpty();
        arrive(1, 1);
        assertThat(told).containsExactly("pause");
    }

    @Test
    void anAwaitedAckResumesReadingAndItsEndPausesItAgain() {
        arrive(2_000, 1);
        assertThat(told).containsExactly("pause");

        inflow.ackAwaited();
        assertThat(told).containsExactly("pause", "resume");
        inflow.ackAwaited();
        inflow.ackSettled();
        assertThat(told).containsExactly("pause", "resume");
        inflow.ackSettled();
        assertThat(told).containsExactly("pause", "resume", "pause");
    }

    @Test
    void aChangeWhileThePauseIsCalledOutHasTheLastWord() {
        List<String> calls = new ArrayList<>();
        Inflow[] self = new Inflow[1];
        self[0] = new Inflow(
                () -> {
                    calls.add("pause");
                    if (calls.size() == 1) {
                        for (int i = 0; i < 1_001; i++) {
                            self[0].handled(1);
                        }
                    }
                },
                () -> calls.add("resume"));

        for (int i = 0; i < 1_001; i++) {
            self[0].arrived(1);
        }

        assertThat(calls).startsWith("pause").endsWith("resume");
    }

    @Test
    void twoThreadsThatCrossTheMarkLeaveTheReaderAsTheCountSays() throws Exception {
        AtomicBoolean paused = new AtomicBoolean();
        Inflow shared = new Inflow(() -> paused.set(true), () -> paused.set(false));
        for (int round = 0; round < 500; round++) {
            for (int i = 0; i < 1_000; i++) {
                shared.arrived(1);
            }
            CyclicBarrier start = new CyclicBarrier(2);
            Thread handler = new Thread(() -> {
                await(start);
                for (int i = 0; i < 1_000; i++) {
                    shared.handled(1);
                }
            });
            handler.start();
            await(start);
            shared.arrived(1);
            shared.handled(1);
            handler.join();
            assertThat(paused).as("round %d: nothing waits any more", round).isFalse();
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void arrive(int events, int bytes) {
        for (int i = 0; i < events; i++) {
            inflow.arrived(bytes);
        }
    }

    private void handle(int events, int bytes) {
        for (int i = 0; i < events; i++) {
            inflow.handled(bytes);
        }
    }
}
