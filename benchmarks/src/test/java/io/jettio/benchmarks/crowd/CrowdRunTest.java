package io.jettio.benchmarks.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.benchmarks.HeldPort;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CrowdRunTest {
    private static final CrowdRun.Times SHORT = new CrowdRun.Times(
            Duration.ofMillis(500), Duration.ofMillis(100), Duration.ofMillis(100), 3, Duration.ofSeconds(30));

    @Test
    void everyClientArrivesHearsBroadcastsAndIsBackAfterTheServerWasKilled() throws Exception {
        ByteArrayOutputStream report = new ByteArrayOutputStream();
        CrowdRun.Result result;
        try (HeldPort port = new HeldPort();
                CrowdServer server = CrowdServer.started(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrowdPeer.class.getName(),
                        Integer.toString(port.number())))) {
            long before = server.pid().get();
            CrowdPlan plan = new CrowdPlan(server.url(), 30, 20);
            result = CrowdRun.run(server, plan, List.of(20, 50), SHORT, new PrintStream(report, true, "UTF-8"));
            assertThat(server.pid().get()).isNotZero().isNotEqualTo(before);
        }

        assertThat(result.refused()).isZero();
        assertThat(result.growth()).extracting(Growth::clients).containsExactly(20, 50);
        assertThat(result.growth()).allSatisfy(row -> {
            assertThat(row.echoMicros()).isPositive();
            assertThat(row.deliveryMicros()).isPositive();
        });
        assertThat(result.histogram()).contains("java.lang.String");
        assertThat(result.backMillis()).isNotNegative();
        assertThat(result.mostThreads()).isPositive();
        assertThat(report.toString(StandardCharsets.UTF_8))
                .contains("50 clients connected after", "3 broadcasts to 50", "(ready)=50}", "all are back");
    }

    @Test
    @Timeout(60)
    void refusedClientsAreCountedAndComeAgain() throws Exception {
        try (HeldPort nobody = new HeldPort();
                Crowd crowd = new Crowd(new CrowdPlan(nobody.url(), 10, 20))) {
            var unused = crowd.growTo(10, 1000);
            Map<String, Integer> failures = new HashMap<>();
            while (failures.values().stream().mapToInt(Integer::intValue).sum() <= 10) {
                crowd.takeFailures().get().forEach((reason, count) -> failures.merge(reason, count, Integer::sum));
            }
            assertThat(failures).containsOnlyKeys("Connection refused (opening)");
            assertThat(crowd.connected()).isZero();
        }
    }
}
