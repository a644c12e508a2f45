package io.jettio.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;

class OpenFilesTest {
    @Test
    void theSoftLimitIsTheOneThatCounts() {
        String limits = """
                Limit                     Soft Limit           Hard Limit           Units
                Max processes             94000                94000                processes
                Max open files            1024                 1048576              files
                """;
        assertThat(OpenFiles.limit(limits)).isEqualTo(1024);
        assertThat(OpenFiles.limit(limits.replace("1024 ", "unlimited"))).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void tooManyConnectionsFailWithWhatToDo() {
        LoadPlan plan =
                new LoadPlan(URI.create("http://127.0.0.1:1"), false, Scenario.IDLE, 2_000_000_000, 1, 0, 0, 1, 0);
        assertThatThrownBy(() -> OpenFiles.require(plan))
                .hasMessageStartingWith("the driver (process ")
                .hasMessageContaining("'ulimit -n 2000000100'");
    }
}
