package io.jettio.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.internal.fixture.Eventually;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** {@link SocketIoServer#run} ends with the process after a drain, and says nothing about it. */
class RunUntilTerminatedTest {
    private static final long PATIENCE_SECONDS = 30;

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @RepeatedTest(3) // which of two threads comes first varies
    @Tag("feature:3.5")
    void aProcessThatIsAskedToEndDrainsAndThrowsNothing() throws Exception {
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
            String running = within(() -> firstLine(output));
            assertThat(running).startsWith("running on ");
            URI handshake = URI.create("http://127.0.0.1:" + running.substring("running on ".length())
                    + "/socket.io/?EIO=4&transport=polling");
            String sid = open(handshake).orElseThrow();
            process.toHandle().destroy(); // the process itself would close its output, too
            Eventually.eventually(() -> {
                Optional<String> another = open(handshake);
                another.ifPresent(late -> leave(handshake, late));
                assertThat(another).isEmpty();
            });
            assertThat(process.isAlive()).isTrue();
            leave(handshake, sid);
            within(output.lines()::count); // to the end of the process
            assertThat(Files.readString(errors)).doesNotContain("Exception");
        } finally {
            process.destroyForcibly();
        }
    }

    /** Opens a session; its id, or none where the server drains. */
    private Optional<String> open(URI handshake) {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(handshake));
        if (answer.statusCode() == 503) {
            return Optional.empty();
        }
        String body = answer.body();
        return Optional.of(body.substring(body.indexOf("sid\":\"") + 6, body.indexOf("\",\"upgrades")));
    }

    private void leave(URI handshake, String sid) {
        HttpRequest.Builder close = HttpRequest.newBuilder(URI.create(handshake + "&sid=" + sid))
                .POST(HttpRequest.BodyPublishers.ofString("1"));
        assertThat(send(close).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private static String firstLine(BufferedReader output) {
        try {
            return output.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T within(Supplier<T> reading) {
        return CompletableFuture.supplyAsync(reading, task -> new Thread(task, "reading").start())
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
                System.out.println("running on " + io.port());
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
