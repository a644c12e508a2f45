package io.jettio.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A fault in the engine's upgrade fails over the kit as it does over a network: nothing of the engine is left out there. */
@Tag("feature:7.1")
class PlantedUpgradeTest {
    private static final Path UPGRADE =
            Path.of("../server/src/main/java/io/jettio/server/internal/engine/Upgrade.java");

    /** A check that a fault keeps from getting on fails after that; one that is only slow may fail, too. */
    private static final int STUCK_SECONDS = 5;

    /** A check that has nothing to wait for. */
    private static final int PASSING_SECONDS = 60;

    /** A fault: what stands in the engine's upgrade once, and what is put in its place. */
    enum Fault {
        PACKET_BEHIND_THE_UPGRADE_IS_LOST(
                "session.receiver().onPacket(packet);",
                "if (lost) { session.receiver().onPacket(packet); } else { lost = true; }",
                "private State state = State.WAITING;",
                "private State state = State.WAITING; private boolean lost;"),
        PROBE_IS_NOT_ANSWERED("from.sendProbe(new EnginePacket(EnginePacketType.PONG, PROBE));", ""),
        UPGRADE_IS_NEVER_COMPLETED("return move(State.SWITCHING, State.DONE);", "return false;");

        @SuppressWarnings("ImmutableEnumChecker") // from List.of, which cannot be changed
        private final List<String> changes;

        Fault(String... changes) {
            this.changes = List.of(changes);
        }

        String plantedIn(String source) {
            String planted = source;
            for (int i = 0; i < changes.size(); i += 2) {
                assertThat(planted.split(java.util.regex.Pattern.quote(changes.get(i)), -1))
                        .as("what stands there once: " + changes.get(i))
                        .hasSize(2);
                planted = planted.replace(changes.get(i), changes.get(i + 1));
            }
            return planted;
        }
    }

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void fails(Fault fault) throws Exception {
        Path source = folder.resolve("Upgrade.java");
        Files.writeString(source, fault.plantedIn(Files.readString(UPGRADE)));
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-proc:none",
                                "-cp",
                                classPath(),
                                "-d",
                                folder.toString(),
                                source.toString()))
                .isZero();
        assertThat(checks(folder + File.pathSeparator + classPath(), STUCK_SECONDS))
                .hasSize(2)
                .allMatch(line -> line.startsWith("failed "));
    }

    @Test
    void engineWithoutAFaultPasses() throws Exception {
        assertThat(checks(classPath(), PASSING_SECONDS)).hasSize(2).allMatch(line -> line.startsWith("passed "));
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }

    private List<String> checks(String classPath, int patienceSeconds) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-cp",
                        classPath,
                        UpgradeChecks.class.getName(),
                        String.valueOf(patienceSeconds))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(180, TimeUnit.SECONDS)).as("it ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(output, StandardCharsets.UTF_8);
        List<String> lines = said.lines()
                .filter(line -> line.startsWith("passed ") || line.startsWith("failed "))
                .toList();
        assertThat(process.exitValue()).as(said).isZero();
        return lines;
    }
}
