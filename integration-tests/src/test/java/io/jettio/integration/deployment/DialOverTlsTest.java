package io.jettio.integration.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.interop.Interop;
import io.jettio.server.SocketIoServer;
import io.jettio.server.engine.TlsOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code interop.jar dial} over TLS, at another path and with header lines. */
@Timeout(180)
class DialOverTlsTest {
    @TempDir
    private Path directory;

    @Test
    void certificatesOfAFileAreTrustedAndHeadersAreSentAlong() throws Exception {
        LoopbackTls tls = new LoopbackTls(directory);
        try (SocketIoServer io = SocketIoServer.create(options ->
                options.tls(TlsOptions.pem(tls.certificate(), tls.key())).path("/elsewhere/"))) {
            io.onConnection(socket -> socket.emit("key", socket.handshake().header("X-Key")));
            String url = "wss://127.0.0.1:" + io.listen("127.0.0.1", 0).port();
            String ca = tls.certificate().toString();
            assertThat(dial(url, "--path", "/elsewhere", "--ca", ca, "--header", "X-Key: secret"))
                    .anyMatch(line -> line.contains("\"event\":\"key\",\"args\":[\"secret\"]"))
                    .endsWith("exit 0");
            assertThat(dial(url, "--path", "/elsewhere", "--header", "X-Key: secret"))
                    .hasSize(2)
                    .anyMatch(line -> line.startsWith("{\"what\":\"connect_error\""))
                    .endsWith("exit 1");
        }
    }

    private static List<String> dial(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Interop.class.getName(),
                "dial"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var instructions = process.outputWriter(StandardCharsets.UTF_8)) {
            instructions.write("wait key\n");
        } catch (IOException e) {
            // where it could not connect it does not read
        }
        try {
            List<String> told = new ArrayList<>(
                    process.inputReader(StandardCharsets.UTF_8).lines().toList());
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            told.add("exit " + process.exitValue());
            return told;
        } finally {
            process.destroyForcibly();
        }
    }
}
