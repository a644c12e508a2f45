package io.jettio.server.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.jettio.server.internal.fixture.SteppedTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A flood of bad input is none of lines in the log. */
class FloodLogTest {
    @RegisterExtension
    final LogWatch log = new LogWatch();

    @Test
    void refusalsAreLoggedAtDebugWithReasonAndAddressAndTheRestIsCounted() {
        log.level("io.jettio.server.engine", Level.DEBUG);
        SteppedTime time = new SteppedTime();
        try (EngineOnJetty jetty = new EngineOnJetty(time, o -> {})) {
            for (int i = 0; i < 50; i++) {
                jetty.request("GET", "/engine.io/?EIO=4&transport=pigeon");
            }
            String line = "DEBUG io.jettio.server.engine refused a request from 127.0.0.1: UNKNOWN_TRANSPORT (NONE)";
            assertThat(refusals()).hasSize(20).containsOnly(line);
            time.advance(Duration.ofSeconds(1));
            jetty.request("GET", "/engine.io/?EIO=4&transport=pigeon");
            assertThat(refusals()).hasSize(21).endsWith(line + " (30 more of these were left out)");
            jetty.request("GET", "/engine.io/?EIO=4&transport=pigeon");
            assertThat(refusals()).hasSize(22).endsWith(line);
        }
    }

    @Test
    void aHookThatFailsForEachRequestIsCountedToo() {
        SteppedTime time = new SteppedTime();
        try (EngineOnJetty jetty = new EngineOnJetty(
                time,
                o -> o.allowRequest(request -> {
                    throw new IllegalStateException("broken");
                }))) {
            for (int i = 0; i < 50; i++) {
                jetty.request("GET", EngineOnJetty.POLLING);
            }
            log.awaitError("the check of handshakes failed", "broken");
            assertThat(log.lines()).hasSize(20);
        }
    }

    private List<String> refusals() {
        return log.lines().stream()
                .filter(line -> line.contains("refused a request"))
                .toList();
    }
}
