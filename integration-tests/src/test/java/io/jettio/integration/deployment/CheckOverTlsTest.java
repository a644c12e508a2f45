package io.jettio.integration.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.harness.CheckCommand;
import io.jettio.server.SocketIoServer;
import io.jettio.server.SocketIoServerOptions;
import io.jettio.server.engine.TlsOptions;
import io.jettio.server.jetty.SocketIoHandler;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code check server} against servers with TLS, and behind what lets in only requests with a header of its own. */
@Timeout(180)
class CheckOverTlsTest {
    /** HTTP, WebSocket and connections written byte by byte, which reach a server in three ways. */
    private static final String[] CASES = {
        "--no-contract", "--only", "E4-HANDSHAKE-*,E4-POLLING-0*,E4-WEBSOCKET-0*,E4-FRAME-*,E4-UPGRADE-0*,S5-CONNECT-0*"
    };

    @TempDir
    private static Path directory;

    private static LoopbackTls tls;

    @BeforeAll
    static void certify() throws Exception {
        tls = new LoopbackTls(directory);
    }

    @Test
    void serverWithTlsIsCheckedByTheCertificatesOfAFile() {
        try (SocketIoServer io = withTls()) {
            String url = "wss://127.0.0.1:" + io.listen("127.0.0.1", 0).port();
            assertThat(check(url, "--ca", tls.certificate().toString()))
                    .contains("https://127.0.0.1:", " passed, 0 failed")
                    .endsWith("exit 0\n");
        }
    }

    @Test
    void certificateThatNobodyTrustsIsNoServer() {
        try (SocketIoServer io = withTls()) {
            String url = "https://127.0.0.1:" + io.listen("127.0.0.1", 0).port();
            assertThat(check(url)).contains("no handshake").endsWith("exit 2\n");
        }
    }

    @Test
    void fileWithoutCertificatesIsAWrongOption() throws Exception {
        Path empty = Files.writeString(directory.resolve("empty.pem"), "");
        assertThat(check("wss://127.0.0.1:1", "--ca", empty.toString()))
                .contains("--ca: empty.pem holds no certificate")
                .endsWith("exit 2\n");
    }

    @Test
    void headersAreLinesOfEveryRequestOverTls() throws Exception {
        try (SocketIoServer io = SocketIoServer.create(CheckOverTlsTest::quick);
                HostJetty host = HostJetty.start(next -> new Guard(new SocketIoHandler(io, next)), tls)) {
            String url = "wss://127.0.0.1:" + host.port();
            String ca = tls.certificate().toString();
            assertThat(check(url, "--ca", ca, "--header", "X-Key: secret"))
                    .contains(" passed, 0 failed")
                    .endsWith("exit 0\n");
            assertThat(check(url, "--ca", ca)).contains("no handshake").endsWith("exit 2\n");
            assertThat(check(url, "--ca", ca, "--header", "secret"))
                    .contains("--header wants 'Name: value'")
                    .endsWith("exit 2\n");
        }
    }

    private static SocketIoServer withTls() {
        return SocketIoServer.create(options -> {
            quick(options);
            options.tls(TlsOptions.pem(tls.certificate(), tls.key()));
        });
    }

    /** The times of the contract, so that cases which wait for a ping wait for a short time. */
    private static void quick(SocketIoServerOptions.Builder options) {
        options.pingInterval(Duration.ofMillis(300))
                .pingTimeout(Duration.ofMillis(200))
                .connectTimeout(Duration.ofSeconds(1))
                .upgradeTimeout(Duration.ofSeconds(1));
    }

    private static String check(String url, String... options) {
        List<String> arguments = new ArrayList<>(List.of(CASES));
        arguments.addAll(List.of(options));
        arguments.add(url);
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        int exit =
                new CommandLine(new CheckCommand()).setOut(out).setErr(out).execute(arguments.toArray(String[]::new));
        return said + "exit " + exit + "\n";
    }

    /** Lets nobody in without the key. */
    private static final class Guard extends Handler.Wrapper {
        Guard(Handler behind) {
            super(behind);
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            if ("secret".equals(request.getHeaders().get("X-Key"))) {
                return super.handle(request, response, callback);
            }
            Response.writeError(request, response, callback, 401);
            return true;
        }
    }
}
