package io.jettio.conformance.checker;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.conformance.subject.RunningServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** No verdict of the checker depends on the order of the cases: three runs of some, or ten of all in full. */
@Timeout(900)
@Execution(ExecutionMode.SAME_THREAD)
class RepeatedRunsProofTest {
    private static final boolean FULL =
            System.getProperty("jettio.proofs", "short").equals("full");
    private static final int RUNS = FULL ? 10 : 3;
    private static final String CASES = FULL ? "*" : "E4-HANDSHAKE-*,E4-PAYLOAD-*,S5-CONNECT-0*";

    @RegisterExtension
    static final RunningServer SOCKET = RunningServer.jettio("socket");

    @RegisterExtension
    static final RunningServer NODE = RunningServer.node("socket");

    @Test
    void oursIsJudgedTheSameInEachOrder() {
        differsNowhere("ours", SOCKET);
    }

    @Test
    @Tag("reference")
    void nodesIsJudgedTheSameInEachOrder() {
        differsNowhere(
                "Node's",
                NODE,
                "--expect",
                "src/test/expect/node-socket.txt",
                "--skip",
                "S5-HOSTILE-211,S5-HOSTILE-212");
    }

    private static void differsNowhere(String name, RunningServer server, String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("--repeat", Integer.toString(RUNS), "--only", CASES));
        long begun = System.nanoTime();
        String said = ServerCheck.of(server, all.toArray(String[]::new));
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        said.lines()
                .filter(line -> line.startsWith(RUNS + " runs, "))
                .forEach(line -> System.out.printf("proof: %s: %s, %d s%n", name, line, took.toSeconds()));
        assertThat(said)
                .containsPattern("\n" + RUNS + " runs, [1-9][0-9]+ verdicts, 0 cases with differing ones\n")
                .endsWith("exit 0\n");
    }
}
