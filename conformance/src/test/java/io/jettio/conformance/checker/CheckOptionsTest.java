package io.jettio.conformance.checker;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.jettio.conformance.subject.RunningServer;
import io.jettio.harness.CheckCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What can be asked of {@code check server}. */
@Timeout(180)
class CheckOptionsTest {
    @RegisterExtension
    static final RunningServer SOCKET = RunningServer.jettio("socket");

    @RegisterExtension
    static final RunningServer MSGPACK = RunningServer.jettio("socket-msgpack");

    @RegisterExtension
    static final RunningServer NODE = RunningServer.node("socket");

    @RegisterExtension
    static final RunningServer NODE_MSGPACK = RunningServer.node("socket", "socket.io-msgpack-parser");

    @RegisterExtension
    static final RunningServer LEAKING = RunningServer.node("leaking");

    @Test
    void oursKeepsTheRulesOfSocketIoInMessagePack() {
        assertThat(check(MSGPACK, "--parser", "msgpack"))
                .contains("cases write packets that only text has, and were left out", " passed, 0 failed")
                .endsWith("exit 0\n");
    }

    @Test
    @Tag("reference")
    void nodesFailsInMessagePackWhereItIsKnownTo() {
        assertThat(check(
                        NODE_MSGPACK,
                        "--parser",
                        "msgpack",
                        "--level",
                        "must",
                        "--expect",
                        "src/test/expect/node-socket-msgpack.txt"))
                .contains(" passed, 4 failed")
                .endsWith("exit 0\n");
    }

    @Test
    void messagePackIsNoTextAndTextIsNoMessagePack() {
        String[] cases = {"--only", "S5-EVENT-0*,S5-BINARY-0*,S5-ACK-0*,S5-CONNECT-11*"};
        assertThat(check(SOCKET, with(cases, "--parser", "msgpack")))
                .contains("\n0 passed, ")
                .endsWith("exit 1\n");
        assertThat(check(MSGPACK, cases)).contains("\n0 passed, ").endsWith("exit 1\n");
    }

    @Test
    void aboutAHundredCasesCanBeSaidInMessagePack(@TempDir Path folder) throws Exception {
        Path json = folder.resolve("msgpack.json");
        check(MSGPACK, "--parser", "msgpack", "--json", json.toString());
        List<String> ids = ids(json);
        assertThat(ids).hasSizeGreaterThan(100).contains("S5-BINARY-02P", "S5-ORDER-02W", "S5-ACK-01P");
        assertThat(ids).allMatch(id -> id.startsWith("S5-"));
    }

    @Test
    void messagePackIsAFormOfSocketIo() {
        assertThat(check(SOCKET, "--parser", "msgpack", "--contract", "engine"))
                .contains("--parser msgpack wants the contract socket")
                .endsWith("exit 2\n");
        assertThat(check(SOCKET, "--parser", "protobuf")).endsWith("exit 2\n");
    }

    @Test
    void processIsToldBeforeAndAfterAndLeaksNothing(@TempDir Path folder) throws Exception {
        for (RunningServer server : new RunningServer[] {SOCKET, NODE}) {
            Path json = folder.resolve("process.json");
            String said = check(
                    server,
                    "--pid",
                    Long.toString(server.pid().orElseThrow()),
                    "--only",
                    "E4-PROCESS-*,E4-UPGRADE-*,E4-POLLING-1*,S5-CONNECT-*,S5-EVENT-*",
                    "--level",
                    "advisory",
                    "--skip",
                    "E4-UPGRADE-16",
                    "--json",
                    json.toString());
            assertThat(said)
                    .containsPattern("the process before: CPU [0-9.]+ s, resident [1-9][0-9]* MiB, [1-9][0-9]*"
                            + " descriptors, [1-9][0-9]* threads\n")
                    .contains("the process after: CPU ")
                    .endsWith("exit 0\n");
            assertThat(ids(json)).contains("E4-PROCESS-01", "E4-PROCESS-02");
        }
    }

    @Test
    void descriptorsThatARunLeavesFailACase() {
        String pid = Long.toString(LEAKING.pid().orElseThrow());
        assertThat(check(LEAKING, "--pid", pid, "--no-contract", "--only", "E4-PROCESS-*,E4-HANDSHAKE-*,E4-POLLING-*"))
                .contains("FAIL E4-PROCESS-01 (advisory) A run leaves no descriptors open.", "more than before")
                .doesNotContain("FAIL E4-PROCESS-02")
                .endsWith("exit 1\n");
    }

    @Test
    void leakIsWhatIsAboveTheAllowance() {
        String pid = Long.toString(LEAKING.pid().orElseThrow());
        String[] process = {"--pid", pid, "--no-contract"};
        assertThat(check(LEAKING, with(process, "--only", "E4-PROCESS-01,E4-HANDSHAKE-01", "--allowance", "5")))
                .contains("FAIL E4-PROCESS-01", " more than before, when all sessions were over; allowed 5")
                .endsWith("exit 1\n");
        assertThat(check(LEAKING, with(process, "--only", "E4-PROCESS-*,E4-HANDSHAKE-*", "--allowance", "9999")))
                .contains(" passed, 0 failed")
                .endsWith("exit 0\n");
        assertThat(check(LEAKING, with(process, "--allowance", "-1")))
                .contains("--allowance wants a number")
                .endsWith("exit 2\n");
    }

    @Test
    void processThatThereIsNotIsAWrongOption() {
        assertThat(check(SOCKET, "--pid", "999999999"))
                .contains("--pid: nothing can be seen of a process 999999999")
                .endsWith("exit 2\n");
    }

    @Test
    void listTellsWhatWouldRunAndRunsNothing() {
        String said = executed("--list", "--only", "S5-ACK-0*", "--skip", "S5-ACK-01*");
        assertThat(said)
                .contains("S5-ACK-02", "must")
                .doesNotContain("S5-ACK-01", "passed")
                .endsWith("exit 0\n");
    }

    @Test
    void caseThatIsSkippedIsNotRun(@TempDir Path folder) throws Exception {
        Path json = folder.resolve("skip.json");
        check(SOCKET, "--only", "E4-HANDSHAKE-0*", "--skip", "*-02,*-03", "--json", json.toString());
        assertThat(ids(json))
                .contains("E4-HANDSHAKE-01", "E4-HANDSHAKE-04")
                .doesNotContain("E4-HANDSHAKE-02", "E4-HANDSHAKE-03");
    }

    @Test
    void seedRepeatsTheTextsOfARun(@TempDir Path folder) throws Exception {
        Path json = folder.resolve("seed.json");
        assertThat(check(SOCKET, "--only", "S5-ORDER-02*", "--seed", "4711", "--json", json.toString()))
                .contains("seed 4711\n")
                .endsWith("exit 0\n");
        assertThat(report(json).get("seed").getAsLong()).isEqualTo(4711);
    }

    @Test
    void repeatedRunsAreComparedCaseByCase() {
        assertThat(check(SOCKET, "--only", "E4-HANDSHAKE-*", "--repeat", "3"))
                .containsPattern("\n3 runs, [1-9][0-9]+ verdicts, 0 cases with differing ones\n")
                .endsWith("exit 0\n");
        assertThat(check(SOCKET, "--repeat", "0")).endsWith("exit 2\n");
    }

    @Test
    void withoutATerminalThereIsNeitherColourNorProgress() throws Exception {
        String said = process(
                "java", List.of("-jar", jar(), "check", "server", "--only", "E4-HANDSHAKE-*,E4-REFUSAL-27", url(NODE)));
        assertThat(said).contains("FAIL E4-REFUSAL-27", " passed, 1 failed").doesNotContain("\u001b", "\r");
    }

    /** As the program {@code script} makes one. */
    @Test
    void onATerminalThereAreBoth() throws Exception {
        String command = java() + " -jar " + jar() + " check server --only E4-HANDSHAKE-*,E4-REFUSAL-27 " + url(NODE);
        String said = process("script", List.of("-qefc", command, "/dev/null"));
        assertThat(said)
                .contains("\u001b[31mFAIL\u001b[39m\u001b[0m E4-REFUSAL-27")
                .containsPattern("\r[0-9]+ of [0-9]+\u001b\\[K\r");
    }

    private static String process(String program, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.equals("java") ? java() : program));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
            return said;
        } finally {
            process.destroyForcibly();
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String jar() {
        return Path.of(System.getProperty("conformance.jar", "integration-tests/target/interop.jar"))
                .toAbsolutePath()
                .normalize()
                .toString();
    }

    private static String url(RunningServer server) {
        return server.endpoint().base().toString();
    }

    private static List<String> ids(Path json) throws IOException {
        return report(json).getAsJsonArray("cases").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .map(one -> one.get("id").getAsString())
                .collect(Collectors.toList());
    }

    private static JsonObject report(Path json) throws IOException {
        return JsonParser.parseString(Files.readString(json)).getAsJsonObject();
    }

    private static String[] with(String[] some, String... more) {
        List<String> all = new ArrayList<>(List.of(some));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static String check(RunningServer server, String... options) {
        return executed(with(options, url(server)));
    }

    private static String executed(String... arguments) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        int exit = new CommandLine(new CheckCommand()).setOut(out).setErr(out).execute(arguments);
        return said + "exit " + exit + "\n";
    }
}
