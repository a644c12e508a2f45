package io.jettio.integration.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.integration.Inbox;
import io.jettio.integration.Patience;
import io.jettio.server.DisconnectReason;
import io.jettio.server.SocketIoServer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the page on the client says of its end, with the class that it shows. */
class ClientStopTest {
    private static final int SIGTERM = 128 + 15;

    @TempDir
    private Path directory;

    @Test
    @Timeout(180)
    @Tag("feature:4.19")
    void clientThatIsToldToEndLeavesItsNamespaceFirst() throws Exception {
        PageClass.compile("client.md", "UntilTold", directory);
        Inbox<String> connects = new Inbox<>("connects at the server");
        Inbox<DisconnectReason> reasons = new Inbox<>("reasons at the server");
        try (SocketIoServer io = SocketIoServer.create(options -> {})) {
            io.onConnection(socket -> {
                socket.onDisconnect(reasons::put);
                connects.put(socket.id());
                socket.emit("said", "welcome");
            });
            io.listen("127.0.0.1", 0);
            Process process = untilTold("http://127.0.0.1:" + io.port());
            try {
                connects.take();
                // Before it is told that it has joined, there is nothing that it could leave.
                assertThat(process.inputReader().readLine()).isEqualTo("welcome");

                process.destroy();

                assertThat(reasons.take()).isEqualTo(DisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
                assertThat(process.waitFor(Patience.LONG.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
                assertThat(process.exitValue()).isEqualTo(SIGTERM);
            } finally {
                process.destroyForcibly();
            }
        }
    }

    @Test
    @Timeout(180)
    @Tag("feature:4.19")
    void clientThatWaitsEndsWithItsLastSocket() throws Exception {
        PageClass.compile("client.md", "UntilTold", directory);
        try (SocketIoServer io = SocketIoServer.create(options -> {})) {
            io.onConnection(socket -> socket.disconnect());
            io.listen("127.0.0.1", 0);
            Process process = untilTold("http://127.0.0.1:" + io.port());
            try {
                assertThat(process.waitFor(Patience.LONG.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
                assertThat(process.exitValue()).isZero();
            } finally {
                process.destroyForcibly();
            }
        }
    }

    private Process untilTold(String url) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        directory + ":" + System.getProperty("java.class.path"),
                        "UntilTold",
                        url)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
