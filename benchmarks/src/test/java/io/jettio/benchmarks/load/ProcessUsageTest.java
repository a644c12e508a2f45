package io.jettio.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessUsageTest {
    private static final ProcessUsage BEFORE = new ProcessUsage(100, 50, Map.of("1", 5_000_000L, "2", 900_000_000L));

    @Test
    void nanosecondsOfTheThreadsCountWhereTheTicksAgree() {
        ProcessUsage after = new ProcessUsage(102, 51, Map.of("1", 16_000_000L, "2", 900_000_000L, "3", 22_000_000L));
        assertThat(after.since(BEFORE)).isEqualTo(new ProcessUsage.Spent(33_000_000, 20_000_000, 10_000_000));
    }

    @Test
    void ticksCountWhereAThreadEndedThatWasBusy() {
        ProcessUsage after = new ProcessUsage(120, 60, Map.of("1", 5_000_000L));
        assertThat(after.since(BEFORE)).isEqualTo(new ProcessUsage.Spent(300_000_000, 200_000_000, 100_000_000));
    }

    @Test
    void ownProcessHasUsedSomeTimeAndMemory() throws Exception {
        long pid = ProcessHandle.current().pid();
        assertThat(ProcessUsage.of(pid).threadNanos().values()).anyMatch(nanos -> nanos > 0);
        assertThat(ProcessUsage.residentBytes(pid)).isGreaterThan(1 << 20);
    }
}
