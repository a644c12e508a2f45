package io.jettio.integration.checked;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.integration.proofs.Scale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code check client} notices a client that is wrong in one way, by the scenarios of that topic and by no others. */
@Timeout(180)
class BrokenClientsProofTest {
    /** Topics with what each broken client could fail; values of events are left out, which none of them touches. */
    private static final String TOPICS = Scale.full()
            ? "C4-PAYLOAD-*,C4-UPGRADE-0*,C4-HEARTBEAT-*,C5-BINARY-*,C5-ACK-0*,C5-RECONNECT-*,C4-HANDSHAKE-01"
            : "C5-ACK-0*,C4-HANDSHAKE-01";

    /** The fault, the scenarios that must notice it, and those that may. */
    static Stream<Arguments> faults() {
        Arguments acks = Arguments.of("acks-twice", "C5-ACK-06P C5-ACK-06W", "C5-ACK-0.*");
        if (!Scale.full()) {
            return Stream.of(acks);
        }
        return Stream.of(
                acks,
                Arguments.of(
                        "never-pongs",
                        "C4-HEARTBEAT-01P C4-HEARTBEAT-01W C4-HEARTBEAT-02P C4-HEARTBEAT-02W",
                        "C4-HEARTBEAT-.*|C4-UPGRADE-0[48]|C5-BINARY-07"),
                Arguments.of("old-transport", "C4-UPGRADE-03 C4-UPGRADE-04", "C4-UPGRADE-0."),
                Arguments.of("ignores-max-payload", "C4-PAYLOAD-01 C4-PAYLOAD-02 C4-PAYLOAD-03", "C4-PAYLOAD-0."),
                Arguments.of(
                        "swaps-attachments",
                        "C5-BINARY-02P C5-BINARY-02W C5-BINARY-05P C5-BINARY-05W",
                        "C5-BINARY-0.."),
                Arguments.of("no-delay", "C5-RECONNECT-02 C5-RECONNECT-03", "C5-RECONNECT-0[234]"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void faultIsCaughtByTheScenariosOfItsTopic(String fault, String expected, String sensible) {
        String said = CheckedClientsProofTest.checked(
                new String[] {"node", "src/test/node/clients/broken.mjs", fault}, "--only", TOPICS);
        assertThat(said).endsWith("exit 1\n");
        Set<String> failed = failed(said);
        assertThat(failed)
                .as(said)
                .containsAll(Arrays.asList(expected.split(" ", -1)))
                .allMatch(id -> id.matches(sensible));
    }

    @Test
    void withoutAFaultTheSameScenariosPass() {
        String said = CheckedClientsProofTest.checked(
                new String[] {"node", "src/test/node/clients/official.mjs"}, "--only", TOPICS);
        assertThat(said).endsWith(" passed, 0 failed\nexit 0\n");
    }

    @Test
    void whatDoesNotConnectIsToldBySomethingElseThanFailures() {
        assertThat(CheckedClientsProofTest.checked(new String[] {"node", "-e", "process.exit(3)"}))
                .contains("does not connect: the command ended")
                .endsWith("exit 2\n");
        assertThat(CheckedClientsProofTest.checked(new String[] {"no-such-command"}))
                .endsWith("exit 2\n");
        assertThat(CheckedClientsProofTest.checked(new String[0])).endsWith("exit 2\n");
    }

    private static Set<String> failed(String said) {
        List<String> ids = new ArrayList<>();
        said.lines().filter(line -> line.startsWith("FAIL ")).forEach(line -> ids.add(line.split(" ", -1)[1]));
        return new TreeSet<>(ids);
    }
}
