package io.jettio.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** {@link SocketIoServer#run} ends with the process, and says nothing about it. */
class RunUntilTerminatedTest {
    private static final long PATIENCE_SECONDS = 30;

    @TempDir
    private Path folder;

    @RepeatedTest(3) // which of two threads comes first varies
    @Tag("feature:3.5")
    void aProcessThatIsAskedToEndThrowsNothing() throws Exception {
        Path errors = folder.resolve("errors.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName())
                .redirectError(errors.toFile())
                .start();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            boolean running = within(() -> output.lines().anyMatch("running"::equals));
            assertThat(running).isTrue();
            process.toHandle().destroy(); // the process itself would close its output, too
            within(output.lines()::count); // to the end of the process
            assertThat(Files.readString(errors)).doesNotContain("Exception");
        } finally {
            process.destroyForcibly();
        }
    }

    private static <T> T within(Supplier<T> reading) {
        return CompletableFuture.supplyAsync(reading)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    /** Runs a server, and prints a line when it does. */
    static final class Program {
        private Program() {}

        public static void main(String[] args) throws InterruptedException {
            SocketIoServer io = SocketIoServer.create();
            Thread main = Thread.currentThread();
            Thread watcher = new Thread(() -> {
                // Once it listens, it waits for nothing but its end.
                while (!listens(io) || main.getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
                System.out.println("running");
            });
            watcher.setDaemon(true);
            watcher.start();
            io.run("127.0.0.1", 0);
        }

        private static boolean listens(SocketIoServer io) {
            try {
                return io.port() > 0;
            } catch (IllegalStateException e) {
                return false; // not yet
            }
        }
    }
}
