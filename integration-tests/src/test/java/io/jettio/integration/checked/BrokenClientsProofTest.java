package io.jettio.integration.checked;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.integration.proofs.Scale;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code check client} notices a client that is wrong in one way, by the scenarios of that topic and by no others. */
@Timeout(600)
class BrokenClientsProofTest {
    /** What the normal build looks at for each fault, with the fault's own scenario where it takes too long for all. */
    private static final String FEW =
            "C4-HANDSHAKE-01,C4-POLLING-02,C4-UPGRADE-03,C4-PAYLOAD-01,C4-HEARTBEAT-01W,C5-BINARY-02W,C5-ACK-06W,C5-RECONNECT-02";

    /** The fault, the scenario of those in the normal build that notices it, and all that do. */
    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(
                        "never-pongs",
                        "C4-HEARTBEAT-01W",
                        "C4-HEARTBEAT-01P C4-HEARTBEAT-01W C4-HEARTBEAT-02P C4-HEARTBEAT-02W C4-HEARTBEAT-04 C4-UPGRADE-04 C4-UPGRADE-08 C5-BINARY-07"),
                Arguments.of("old-transport", "C4-UPGRADE-03", "C4-UPGRADE-03 C4-UPGRADE-04 C4-UPGRADE-05"),
                Arguments.of("ignores-max-payload", "C4-PAYLOAD-01", "C4-PAYLOAD-01 C4-PAYLOAD-02 C4-PAYLOAD-03"),
                Arguments.of(
                        "swaps-attachments",
                        "C5-BINARY-02W",
                        "C5-BINARY-02P C5-BINARY-02W C5-BINARY-05P C5-BINARY-05W"),
                Arguments.of("no-delay", "C5-RECONNECT-02", "C5-RECONNECT-02 C5-RECONNECT-03 C5-RECONNECT-04"),
                Arguments.of("fixed-delays", "C5-RECONNECT-04", "C5-RECONNECT-04"),
                Arguments.of("acks-twice", "C5-ACK-06W", "C5-ACK-06P C5-ACK-06W"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void faultIsCaughtByTheScenariosOfItsTopicAndByNoOthers(String fault, String one, String all) {
        String said = checked(FEW.contains(one) ? FEW : FEW + "," + one, "src/test/node/clients/broken.mjs", fault);
        Scale.print("%s is caught by %s", fault, failed(said));
        assertThat(failed(said)).as(said).containsExactlyInAnyOrder((Scale.full() ? all : one).split(" ", -1));
        assertThat(said).endsWith("exit 1\n");
    }

    @Test
    void withoutAFaultTheSameScenariosPass() {
        String said = checked(FEW, "src/test/node/clients/official.mjs");
        assertThat(failed(said)).as(said).isEmpty();
        assertThat(said).endsWith("exit 0\n");
    }

    private static String checked(String few, String... program) {
        String[] command =
                Stream.concat(Stream.of("node"), Arrays.stream(program)).toArray(String[]::new);
        return Scale.full()
                ? CheckedClientsProofTest.checked(command, "--expect", "src/test/expect/node-client.txt")
                : CheckedClientsProofTest.checked(command, "--only", few);
    }

    @Test
    void whatDoesNotConnectIsToldBySomethingElseThanFailures() {
        assertThat(CheckedClientsProofTest.checked(new String[] {"node", "-e", "process.exit(3)"}))
                .containsPattern(
                        "does not connect: the command (ended with exit code 3|takes no instructions any more)")
                .endsWith("exit 2\n");
        assertThat(CheckedClientsProofTest.checked(new String[] {"no-such-command"}))
                .endsWith("exit 2\n");
        assertThat(CheckedClientsProofTest.checked(new String[0])).endsWith("exit 2\n");
    }

    private static List<String> failed(String said) {
        return said.lines()
                .filter(line -> line.startsWith("FAIL "))
                .map(line -> line.split(" ", -1)[1])
                .toList();
    }
}
