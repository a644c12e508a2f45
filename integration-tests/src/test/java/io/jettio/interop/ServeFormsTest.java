package io.jettio.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is there to be measured, as processes, in each form of deployment. */
@Timeout(180)
class ServeFormsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void loadAcknowledgesInEveryForm(Form form) throws Exception {
        Process server = serve("load", "--form", form.toString());
        try (BufferedReader output = server.inputReader()) {
            URI url = listening(server, output);
            assertThat(url.getScheme()).isEqualTo(form.isSecure() ? "https" : "http");
            Peer peer = Peer.open(url, "/socket.io/?EIO=4&transport=websocket");
            assertThat(peer.text()).startsWith("0{");
            assertThat(peer.send("40").text()).startsWith("40{");
            assertThat(peer.send("427[\"echo\",\"over here\"]").text()).isEqualTo("437[\"over here\"]");
            String order =
                    "{\"id\":7,\"customer\":\"Ada\",\"items\":[\"a\",\"b\"],\"total\":1.5,\"paid\":true,\"note\":\"\"}";
            assertThat(peer.send("428[\"typed\"," + order + "]").text()).isEqualTo("438[" + order + "]");
            endsQuietly(server);
        } finally {
            server.destroyForcibly();
        }
    }

    @ParameterizedTest
    @CsvSource({"standalone, http", "tls, https"})
    void rawEchoesPlainAndWithTls(String form, String scheme) throws Exception {
        Process server = serve("raw", "--form", form);
        try (BufferedReader output = server.inputReader()) {
            URI url = listening(server, output);
            assertThat(url.getScheme()).isEqualTo(scheme);
            assertThat(Peer.open(url, "/").send("over here").text()).isEqualTo("over here");
            endsQuietly(server);
        } finally {
            server.destroyForcibly();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "socket, --form, tls, socket is served standalone only",
        "js-client, --times, steady, js-client has no other times"
    })
    void otherContractsRefuseWhatTheyDoNotHave(String contract, String option, String value, String said)
            throws Exception {
        Process refused = serve(contract, option, value);
        assertThat(refused.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(refused.exitValue()).isEqualTo(2);
        assertThat(folder.resolve("errors.txt")).content().contains(said);
    }

    private Process serve(String contract, String... options) throws IOException {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        List<String> command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Djava.io.tmpdir=" + temporary,
                                "-cp",
                                System.getProperty("java.class.path"),
                                Interop.class.getName(),
                                "serve",
                                contract,
                                "--port",
                                "0"),
                        Stream.of(options))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(folder.resolve("errors.txt").toFile());
        builder.environment().remove("JETTIO_LOG");
        return builder.start();
    }

    /** Reads both lines; whatever the certificate was made in is gone by then. */
    private URI listening(Process server, BufferedReader output) throws IOException {
        assertThat(output.readLine()).isEqualTo("pid " + server.pid());
        String line = output.readLine();
        assertThat(line).startsWith("listening on ");
        assertThat(folder.resolve("tmp")).isEmptyDirectory();
        return URI.create(line.substring("listening on ".length()));
    }

    private void endsQuietly(Process server) throws InterruptedException {
        server.destroy();
        assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(server.exitValue()).isIn(0, 143);
        assertThat(folder.resolve("errors.txt")).isEmptyFile();
    }

    /** A WebSocket that trusts every certificate. */
    private static final class Peer implements WebSocket.Listener {
        private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();
        private WebSocket socket;

        static Peer open(URI url, String target) throws Exception {
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, new TrustManager[] {new Trusting()}, null);
            URI address = URI.create(url.toString().replaceFirst("http", "ws") + target);
            Peer peer = new Peer();
            peer.socket = HttpClient.newBuilder()
                    .sslContext(tls)
                    .build()
                    .newWebSocketBuilder()
                    .buildAsync(address, peer)
                    .get(40, TimeUnit.SECONDS);
            return peer;
        }

        Peer send(String message) throws Exception {
            socket.sendText(message, true).get(40, TimeUnit.SECONDS);
            return this;
        }

        String text() throws InterruptedException {
            return texts.poll(40, TimeUnit.SECONDS);
        }

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                texts.add(text.toString());
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }
    }

    private static final class Trusting extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
