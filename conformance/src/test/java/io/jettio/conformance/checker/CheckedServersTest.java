package io.jettio.conformance.checker;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.conformance.subject.RunningServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code check server} finds nothing in servers of ours, and in others what is known of them: no more, and no less. */
@Timeout(180)
class CheckedServersTest {
    @RegisterExtension
    static final RunningServer ENGINE = RunningServer.jettio("engine");

    @RegisterExtension
    static final RunningServer ENGINE_V3 = RunningServer.jettio("engine-v3");

    @RegisterExtension
    static final RunningServer SOCKET = RunningServer.jettio("socket");

    @RegisterExtension
    static final RunningServer NODE_ENGINE = RunningServer.node("engine");

    @RegisterExtension
    static final RunningServer NODE_SOCKET = RunningServer.node("socket");

    @RegisterExtension
    static final RunningServer PYTHON = RunningServer.python("socket");

    @Test
    void oursKeepsEveryRuleOfTheContractSocket() {
        passes(SOCKET, "--contract", "socket");
    }

    @Test
    void oursKeepsEveryRuleOfTheContractEngine() {
        passes(ENGINE, "--contract", "engine");
    }

    @Test
    void oursKeepsEveryRuleOfBothVersions() {
        passes(ENGINE_V3, "--contract", "engine", "--eio", "3,4");
    }

    @Test
    void whatNeedsNoHandlersRunsAgainstAServerUntouched() {
        passes(SOCKET, "--no-contract");
        passes(ENGINE, "--no-contract", "--contract", "engine");
    }

    @Test
    @Tag("reference")
    void nodesEngineFailsWhereItIsKnownTo() {
        passes(NODE_ENGINE, "--contract", "engine", "--expect", "src/test/expect/node-engine.txt");
    }

    /** Nesting that it does not survive is left out. */
    @Test
    @Tag("reference")
    void nodesSocketIoFailsWhereItIsKnownTo() {
        passes(NODE_SOCKET, "--expect", "src/test/expect/node-socket.txt", "--skip", "S5-HOSTILE-211,S5-HOSTILE-212");
    }

    /** How much else it keeps changes with its versions. */
    @Test
    @Tag("reference")
    void pythonsSocketIoKeepsEventsAndAcks() {
        passes(PYTHON, "--only", "S5-EVENT-*,S5-ACK-*", "--level", "must");
    }

    @Test
    void failureThatIsNotExpectedAndPassThatIsNotExpectedBothFail(@TempDir Path folder) throws Exception {
        Path expected = folder.resolve("expected.txt");
        Files.writeString(expected, "E4-HANDSHAKE-01 # it does not\n");
        assertThat(ServerCheck.of(SOCKET, "--only", "E4-HANDSHAKE-01", "--expect", expected.toString()))
                .contains("passed, which was not expected")
                .endsWith("exit 1\n");
        assertThat(ServerCheck.of(NODE_ENGINE, "--contract", "engine", "--only", "E4-WEBSOCKET-02"))
                .contains("FAIL E4-WEBSOCKET-02 (must)", "0 passed, 1 failed")
                .endsWith("exit 1\n");
    }

    @Test
    void reportsAreWrittenForPrograms(@TempDir Path folder) {
        Path json = folder.resolve("report.json");
        Path junit = folder.resolve("report.xml");
        passes(SOCKET, "--only", "E4-HANDSHAKE-*", "--json", json.toString(), "--junit", junit.toString());
        assertThat(json).content().contains("\"id\": \"E4-HANDSHAKE-01\"", "\"failed\": 0");
        assertThat(junit).content().contains("<testsuite name=", "failures=\"0\"", "E4-HANDSHAKE-01");
    }

    @Test
    void wrongCommandLinesAreToldBySomethingElseThanFailures() {
        assertThat(ServerCheck.of(SOCKET, "--eio", "5")).endsWith("exit 2\n");
        assertThat(ServerCheck.of(SOCKET, "--path", "/nowhere/"))
                .contains("no handshake")
                .endsWith("exit 2\n");
    }

    private static void passes(RunningServer server, String... options) {
        assertThat(ServerCheck.of(server, options)).contains(" passed, ").endsWith("exit 0\n");
    }
}
