package io.jettio.integration.checked;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.harness.CheckClientCommand;
import io.jettio.integration.proofs.Scale;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

/** {@code check client} finds nothing in our client, and in others what is known of them: no more, and no less. */
@Timeout(600)
class CheckedClientsProofTest {
    private static final Path EXPECTED = Path.of("src/test/expect");

    /** What is looked at in a build; the whole takes minutes. */
    private static final String FEW = "C4-HANDSHAKE-0*,C5-ACK-0*,C5-EVENT-23";

    @Test
    void oursKeepsEveryRule() {
        assertThat(checked(java(OurProgram.class)))
                .contains(" passed, 0 failed")
                .endsWith("exit 0\n");
    }

    @Test
    @Tag("reference")
    void nodesFailsWhereItIsKnownTo() {
        holds("node-client.txt", "node", "src/test/node/clients/official.mjs");
    }

    @Test
    @Tag("reference")
    void theOfficialJavaClientFailsWhereItIsKnownTo() {
        holds("java-client.txt", java(OfficialProgram.class));
    }

    @Test
    @Tag("reference")
    void pythonsFailsWhereItIsKnownTo() {
        holds("python-client.txt", "/usr/bin/python3", "src/test/python/checked.py");
    }

    private static void holds(String expected, String... command) {
        assertThat(checked(command, "--expect", EXPECTED.resolve(expected).toString()))
                .contains(" passed, ")
                .endsWith("exit 0\n");
    }

    private static String[] java(Class<?> program) {
        return new String[] {
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            program.getName()
        };
    }

    static String checked(String[] command, String... options) {
        List<String> arguments = new ArrayList<>(List.of(options));
        if (!Scale.full() && !arguments.contains("--only")) {
            arguments.addAll(List.of("--only", FEW));
        }
        arguments.add("--");
        arguments.addAll(Arrays.asList(command));
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        int exit = new CommandLine(new CheckClientCommand())
                .setOut(out)
                .setErr(out)
                .execute(arguments.toArray(String[]::new));
        said.toString()
                .lines()
                .filter(line -> line.contains(" passed, "))
                .forEach(line -> Scale.print("%s: %s", command[command.length - 1], line));
        return said + "exit " + exit + "\n";
    }
}
