package io.jettio.integration.checked;

import static io.jettio.integration.checked.CheckedClientsProofTest.checked;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What can be asked of {@code check client}: what can be asked of {@code check server}, with the same answers. */
@Timeout(180)
class CheckClientOptionsTest {
    private static final String[] RIGHT = {"node", "src/test/node/clients/official.mjs"};
    private static final String[] ACKS_TWICE = {"node", "src/test/node/clients/broken.mjs", "acks-twice"};
    private static final String ACK = "C5-ACK-06W";

    @Test
    void listTellsWhatWouldRunAndRunsNothing() {
        assertThat(checked(new String[0], "--list", "--only", "C5-ACK-0*", "--skip", "C5-ACK-01*", "--level", "must"))
                .contains("C5-ACK-06W         must     Each event is answered once (WebSocket) [Socket.IO protocol")
                .doesNotContain("C5-ACK-01", "should", "passed")
                .endsWith("exit 0\n");
    }

    @Test
    void repeatedRunsAreComparedScenarioByScenario() {
        assertThat(checked(RIGHT, "--only", ACK + ",C4-HANDSHAKE-01", "--repeat", "2"))
                .containsPattern("(?s)2 passed, 0 failed\n.*2 passed, 0 failed\n")
                .contains("\n2 runs, 4 verdicts, 0 cases with differing ones\n")
                .endsWith("exit 0\n");
        assertThat(checked(RIGHT, "--repeat", "0"))
                .contains("--repeat and --jobs want a number above none")
                .endsWith("exit 2\n");
    }

    /** The first process connects, to see whether the command does; the second run has the third. */
    @Test
    void clientThatIsRightInOneRunOnlyFails(@TempDir Path folder) throws Exception {
        Path expected = Files.writeString(folder.resolve("expected.txt"), ACK + " # twice\n");
        String[] command = {
            "sh",
            "-c",
            "echo >> \"$0\"; if [ $(wc -l < \"$0\") -lt 3 ]; then exec %s \"$1\"; else exec %s \"$1\"; fi"
                    .formatted(String.join(" ", RIGHT), String.join(" ", ACKS_TWICE)),
            folder.resolve("processes").toString()
        };
        assertThat(checked(command, "--only", ACK, "--repeat", "2", "--expect", expected.toString()))
                .contains(
                        "PASS " + ACK + " passed, which was not expected",
                        "DIFFERS " + ACK + " passed in 1 of 2 runs",
                        "2 runs, 2 verdicts, 1 cases with differing ones")
                .endsWith("exit 1\n");
    }

    @Test
    void seedDecidesTheOrderAndIsTold(@TempDir Path folder) throws Exception {
        Path json = folder.resolve("seed.json");
        assertThat(checked(RIGHT, "--only", ACK, "--seed", "4711", "--json", json.toString()))
                .contains(": 1 scenarios, seed 4711\n")
                .endsWith("exit 0\n");
        assertThat(report(json).get("seed").getAsLong()).isEqualTo(4711);
    }

    @Test
    void reportsAreThoseOfCheckServer(@TempDir Path folder) throws Exception {
        Path json = folder.resolve("report.json");
        Path junit = folder.resolve("report.xml");
        Path expected = Files.writeString(folder.resolve("expected.txt"), ACK + " # twice & more\n");
        assertThat(checked(
                        ACKS_TWICE,
                        "--only",
                        ACK + ",C4-HANDSHAKE-01",
                        "--json",
                        json.toString(),
                        "--junit",
                        junit.toString(),
                        "--expect",
                        expected.toString()))
                .contains("1 passed, 1 failed")
                .endsWith("exit 0\n");
        List<JsonElement> results = report(json).getAsJsonArray("cases").asList();
        assertThat(results).hasSize(2);
        assertThat(results.get(0).getAsJsonObject().get("id").getAsString()).isEqualTo("C4-HANDSHAKE-01");
        assertThat(results.get(1).getAsJsonObject().get("transcript").getAsJsonArray())
                .isNotEmpty();
        assertThat(junit)
                .content()
                .contains(
                        " tests=\"2\" failures=\"0\" errors=\"0\" skipped=\"1\"",
                        "<testcase classname=\"C5.ACK\" name=\"" + ACK + " Each event is answered once",
                        "<skipped message=\"known: twice &amp; more\"/>");
    }

    private static JsonObject report(Path json) throws Exception {
        return JsonParser.parseString(Files.readString(json)).getAsJsonObject();
    }
}
