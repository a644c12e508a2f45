package io.jettio.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final long START = 7_000;

    private final Schedule schedule = new Schedule(1_000_000, 3, START); // one message per microsecond

    @Test
    void connectionsTakeTurns() {
        assertThat(schedule.dueAt(0, 0)).isEqualTo(START);
        assertThat(schedule.dueAt(2, 0)).isEqualTo(START + 2_000);
        assertThat(schedule.dueAt(1, 5)).isEqualTo(START + 16_000);
    }

    @Test
    void nextIsTheFirstThatWasNotReleased() {
        release(4);
        assertThat(schedule.next()).isEqualTo(START + 4_000);
        assertThat(schedule.connection()).isEqualTo(1);
        assertThat(schedule.released(0)).isEqualTo(2);
        assertThat(schedule.released(1)).isEqualTo(1);
        assertThat(schedule.released(2)).isEqualTo(1);
    }

    @Test
    void messagesAreOfTheTimeTheyAreDueInWheneverTheyWereReleased() {
        release(30);
        assertThat(schedule.dueBefore(1, START + 1_000)).isZero();
        assertThat(schedule.dueBefore(1, START + 1_001)).isEqualTo(1);
        assertThat(schedule.dueBefore(1, START + 1_000_000)).isEqualTo(10);
    }

    private void release(int count) {
        for (int i = 0; i < count; i++) {
            schedule.release();
        }
    }
}
