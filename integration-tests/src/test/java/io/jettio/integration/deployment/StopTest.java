package io.jettio.integration.deployment;

import static io.jettio.integration.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.integration.Patience;
import io.jettio.integration.Transports;
import io.jettio.integration.peer.PeerSocket;
import io.jettio.integration.peer.ProcessPeer;
import io.jettio.server.SocketIoServerOptions;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the page on deployment says of SIGTERM, with the class that it shows. */
class StopTest {
    private static final int SIGTERM = 128 + 15;

    @TempDir
    private Path directory;

    @Test
    @Timeout(180)
    void processThatIsAskedToEndDrainsFirst() throws Exception {
        PageClass.compile("deployment.md", "DrainingServer", directory);
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        directory + ":" + System.getProperty("java.class.path"),
                        "DrainingServer")
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("HOST", "127.0.0.1");
        builder.environment().put("PORT", "0");
        Process process = builder.start();
        ProcessPeer node = ProcessPeer.node("socket.io-client");
        try (BufferedReader lines = process.inputReader()) {
            String line = lines.readLine();
            assertThat(line).startsWith("listening on port ");
            Deployment server = new Listening(Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1)));
            PeerSocket client =
                    node.socket(server.origin()).over(Transports.WEBSOCKET).connect();

            process.destroy();

            await().untilAsserted(() -> assertThat(handshake(server).status()).isEqualTo(503));
            assertThat(client.ask("echo", "still here")).containsExactly("still here");
            assertThat(process.isAlive()).isTrue();
            client.disconnect();
            assertThat(process.waitFor(Patience.LONG.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(process.exitValue()).isEqualTo(SIGTERM);
        } finally {
            process.destroyForcibly();
            node.stop();
        }
    }

    private static RawPeer.Answer handshake(Deployment server) throws Exception {
        try (RawPeer peer = new RawPeer(server, null)) {
            RawPeer.Answer answer = peer.get(RawPeer.POLLING).answer();
            if (answer.status() == 200) {
                peer.post(RawPeer.POLLING + "&sid=" + answer.sid(), "1").answer();
            }
            return answer;
        }
    }

    @Test
    void graceOfAContainerIsLongerThanADrain() throws Exception {
        Matcher grace = Pattern.compile("(?m)^terminationGracePeriodSeconds: (\\d+)$")
                .matcher(Files.readString(Path.of("..", "docs", "deployment.md")));
        assertThat(grace.find()).isTrue();
        Duration drain = SocketIoServerOptions.builder().build().engine().drainTimeout();
        assertThat(Duration.ofSeconds(Long.parseLong(grace.group(1)))).isGreaterThan(drain.plusSeconds(5));
    }

    private record Listening(int port) implements Deployment {
        @Override
        public boolean secure() {
            return false;
        }

        @Override
        public void close() {
            // The process is stopped by its own handle.
        }
    }
}
