package io.jettio.conformance.checker;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.conformance.subject.RunningServer;
import io.jettio.harness.CheckCommand;
import io.jettio.harness.DistortCommand;
import io.jettio.harness.cases.Catalogue;
import io.jettio.harness.check.Case;
import io.jettio.harness.distort.DistortingProxy;
import io.jettio.harness.distort.Fault;
import io.jettio.harness.distort.Faults;
import java.io.BufferedReader;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import picocli.CommandLine;

/** The checker notices a server that is wrong, by the cases whose topic the fault is; and nothing where it is right. */
@Timeout(180)
class DistortTest {
    @RegisterExtension
    static final RunningServer ENGINE = RunningServer.jettio("engine");

    @RegisterExtension
    static final RunningServer SOCKET = RunningServer.jettio("socket");

    /** As many at once as two processors follow without missing pongs. */
    private static final int AT_ONCE = 4;

    /** How many milliseconds: ten connections that are joined one after the other take longer than one of them may wait. */
    private static final int SLOW = 40;

    @Test
    void everyFaultIsCaughtByACaseOfItsTopic() throws Exception {
        List<Fault> faults = Faults.all();
        assertThat(faults).hasSizeGreaterThanOrEqualTo(40);
        List<Callable<String>> checks = faults.stream()
                .<Callable<String>>map(
                        fault -> () -> checked(fault, SOCKET, "--jobs", "2", "--only", String.join(",", fault.topic())))
                .toList();
        List<String> missed = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<String>> said = threads.invokeAll(checks);
            for (int i = 0; i < faults.size(); i++) {
                String output = said.get(i).get();
                if (!output.contains("FAIL ") || !output.endsWith("exit 1\n")) {
                    missed.add(faults.get(i).name() + ": " + output);
                }
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(missed).isEmpty();
    }

    @Test
    void proxyWithoutAFaultPassesEveryCaseOfTheContractSocket() throws Exception {
        assertThat(checked(Faults.NONE, SOCKET)).contains(" passed, 0 failed").endsWith("exit 0\n");
    }

    @Test
    void proxyWithoutAFaultPassesEveryCaseOfTheContractEngine() throws Exception {
        assertThat(checked(Faults.NONE, ENGINE, "--contract", "engine"))
                .contains(" passed, 0 failed")
                .endsWith("exit 0\n");
    }

    /** What each step takes here is far below what a ping waits for, and all steps of a case together far above. */
    @Test
    void serverWhoseAnswersAreSlowPassesWhatIsAboutOrderUpgradeAndLimits() throws Exception {
        assertThat(checked(
                        Faults.slow(Duration.ofMillis(SLOW)), SOCKET, "--only", "S5-ORDER-*,E4-UPGRADE-*,E4-PAYLOAD-*"))
                .contains(" passed, 0 failed")
                .endsWith("exit 0\n");
    }

    @Test
    void faultsHaveNamesOfTheirOwnAndTopicsThatExist() {
        assertThat(Faults.all().stream().map(Fault::name)).doesNotHaveDuplicates();
        List<String> ids = Catalogue.all().stream().map(Case::id).toList();
        for (Fault fault : Faults.all()) {
            assertThat(fault.topic())
                    .as(fault.name())
                    .isNotEmpty()
                    .allSatisfy(pattern -> assertThat(ids).anyMatch(id -> id.matches(pattern.replace("*", ".*"))));
        }
    }

    @Test
    void commandListsFaultsAndRefusesUnknownOnes() {
        assertThat(distorted("--list")).contains("ack-lost", "ACKs are lost.").endsWith("exit 0\n");
        assertThat(distorted("--fault", "nothing-of-the-kind", "http://127.0.0.1:1"))
                .contains("there is no fault nothing-of-the-kind")
                .endsWith("exit 2\n");
        assertThat(distorted("--fault", "ack-lost")).endsWith("exit 2\n");
    }

    @Test
    void commandServesUntilItIsEnded() throws Exception {
        PipedWriter end = new PipedWriter();
        BufferedReader said = new BufferedReader(new PipedReader(end));
        Thread serving = new Thread(() -> new CommandLine(new DistortCommand())
                .setOut(new PrintWriter(end, true))
                .setErr(new PrintWriter(new StringWriter()))
                .execute("--fault", "post-not-ok", SOCKET.endpoint().base().toString()));
        serving.start();
        try {
            String line = said.readLine();
            assertThat(line).startsWith("listening on http://127.0.0.1:");
            String url = line.substring("listening on ".length());
            assertThat(check(url, "--only", "E4-POLLING-01"))
                    .contains("FAIL E4-POLLING-01")
                    .endsWith("exit 1\n");
        } finally {
            serving.interrupt();
            serving.join();
        }
    }

    private static String checked(Fault fault, RunningServer server, String... options) throws Exception {
        URI base = server.endpoint().base();
        try (DistortingProxy proxy = new DistortingProxy(base, fault, 0)) {
            return check("http://127.0.0.1:" + proxy.port(), options);
        }
    }

    private static String check(String url, String... options) {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.add(url);
        return executed(new CommandLine(new CheckCommand()), arguments.toArray(String[]::new));
    }

    private static String distorted(String... arguments) {
        return executed(new CommandLine(new DistortCommand()), arguments);
    }

    private static String executed(CommandLine command, String... arguments) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        int exit = command.setOut(out).setErr(out).execute(arguments);
        return said + "exit " + exit + "\n";
    }
}
