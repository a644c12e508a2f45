package io.jettio.conformance.dial;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a run of {@code interop.jar dial} said.
 *
 * @param exit its exit code
 * @param told the lines of standard output, ids replaced
 * @param errors standard error
 */
record Dialled(int exit, List<String> told, String errors) {
    private static final long PATIENCE_SECONDS = 60;

    /** Runs it to its end, its whole input there from the beginning. */
    static Dialled with(String input, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(java(), "-jar", jar(), "dial"));
        command.addAll(List.of(arguments));
        return of(command, input);
    }

    /** The same by the words of a page, which name {@code interop.jar}. */
    static Dialled asWritten(String line) throws IOException, InterruptedException {
        return of(List.of("bash", "-c", line.replace("java -jar interop.jar", java() + " -jar " + jar())), "");
    }

    private static Dialled of(List<String> command, String input) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("dial", ".txt");
        Path output = Files.createTempFile("dial", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectError(errors.toFile())
                .redirectOutput(output.toFile())
                .start();
        try (Writer instructions = process.outputWriter(StandardCharsets.UTF_8)) {
            instructions.write(input);
        } catch (IOException e) {
            // it may have ended before it read; what it said tells
        }
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("dial did not end: " + Files.readString(output) + Files.readString(errors));
            }
            List<String> told = Files.readString(output)
                    .replaceAll("\"sid\":\"[^\"]+\"", "\"sid\":\"…\"")
                    .replaceAll("(connected to \\S+ as) \\S+", "$1 …")
                    .lines()
                    .toList();
            return new Dialled(process.exitValue(), told, Files.readString(errors));
        } finally {
            process.destroyForcibly();
            Files.delete(errors);
            Files.delete(output);
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
}
