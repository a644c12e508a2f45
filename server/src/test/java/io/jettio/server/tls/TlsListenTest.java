package io.jettio.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jettio.server.ListenException;
import io.jettio.server.SocketIoServer;
import io.jettio.server.engine.EngineRequest;
import io.jettio.server.engine.EngineServer;
import io.jettio.server.engine.EngineServerOptions;
import io.jettio.server.engine.TlsOptions;
import io.jettio.server.engine.TlsOptions.ClientAuth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsListenTest {
    @TempDir
    static Path directory;

    private static Certificates certificates;
    private static Path server;
    private static Path client;
    private static SSLContext trusting;

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificates = new Certificates(directory);
        server = certificates.selfSigned("server", "RSA");
        client = certificates.selfSigned("client", "EC");
        trusting = Certificates.client(List.of(server), null);
    }

    /** An engine that answers every handshake with a session which is closed at once, so that nothing is waited for. */
    private static EngineServer listening(TlsOptions tls, Consumer<EngineServerOptions.Builder> configure) {
        EngineServer engine = EngineServer.create(options -> {
            options.tls(tls);
            configure.accept(options);
        });
        engine.onConnection(socket -> socket.close());
        return engine.listen("127.0.0.1", 0);
    }

    private static EngineServer listening(TlsOptions tls) {
        return listening(tls, options -> options.allowRequest(request -> false));
    }

    private static TlsOptions keyStore() {
        return TlsOptions.keyStore(server, Certificates.PASSWORD);
    }

    // ---------------------------------------------------------------- certificates

    @Test
    @Tag("feature:1.52")
    void certificateComesFromAKeyStore() throws Exception {
        try (EngineServer engine = listening(keyStore())) {
            HttpResponse<String> response = TlsClient.get(trusting, engine.port());
            assertThat(response.statusCode()).isEqualTo(403);
            assertThat(response.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
            assertThat(response.headers().firstValue("server")).isEmpty();
        }
    }

    @Test
    void typeOfAKeyStoreMayBeNamed() throws Exception {
        try (EngineServer engine = listening(
                TlsOptions.of(tls -> tls.keyStore(new TlsOptions.Store(server, Certificates.PASSWORD, "PKCS12"))))) {
            assertThat(TlsClient.shown(trusting, engine.port())).isEqualTo(Certificates.certificate(server));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void certificateComesFromPemFilesWhateverItsKey(String algorithm) throws Exception {
        Path store = certificates.selfSigned("pem-" + algorithm, algorithm);
        TlsOptions tls = TlsOptions.pem(certificates.chain(store), certificates.key(store));
        try (EngineServer engine = listening(tls)) {
            SSLContext client = Certificates.client(List.of(store), null);
            assertThat(TlsClient.shown(client, engine.port())).isEqualTo(Certificates.certificate(store));
        }
    }

    @Test
    void certificatesBehindTheServersAreSentToo() throws Exception {
        Path root = certificates.root("root");
        Path store = certificates.signed("signed", root);
        TlsOptions tls = TlsOptions.pem(certificates.chain(store), certificates.key(store));
        try (EngineServer engine = listening(tls)) {
            SSLContext client = Certificates.client(List.of(root), null);
            assertThat(TlsClient.get(client, engine.port())
                            .sslSession()
                            .orElseThrow()
                            .getPeerCertificates())
                    .hasSize(2);
        }
    }

    // ---------------------------------------------------------------- what travels

    @Test
    void socketIoListensOverTlsAndItsHandshakesAreSecure() throws Exception {
        BlockingQueue<EngineRequest> requests = new LinkedBlockingQueue<>();
        try (SocketIoServer io = SocketIoServer.create(
                        options -> options.tls(keyStore()).allowRequest(request -> {
                            requests.add(request);
                            return false;
                        }))
                .listen("127.0.0.1", 0)) {
            TlsClient.get(TlsClient.client(trusting), io.port(), "/socket.io/?EIO=4&transport=polling");
            assertThat(requests.poll(20, TimeUnit.SECONDS).secure()).isTrue();
        }
    }

    @Test
    void webSocketsTravelOverTls() throws Exception {
        CompletableFuture<String> first = new CompletableFuture<>();
        try (EngineServer engine = listening(keyStore(), options -> {})) {
            WebSocket.Listener listener = new WebSocket.Listener() {
                @Override
                public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
                    first.complete(data.toString());
                    webSocket.request(1);
                    return null;
                }
            };
            WebSocket webSocket = TlsClient.client(trusting)
                    .newWebSocketBuilder()
                    .buildAsync(
                            URI.create("wss://127.0.0.1:" + engine.port() + "/engine.io/?EIO=4&transport=websocket"),
                            listener)
                    .get(20, TimeUnit.SECONDS);
            assertThat(first.get(20, TimeUnit.SECONDS)).startsWith("0{\"sid\":");
            webSocket.abort();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void newVersionsAreSpoken(String version) throws Exception {
        try (EngineServer engine = listening(keyStore());
                SSLSocket socket = (SSLSocket)
                        trusting.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), engine.port())) {
            socket.setEnabledProtocols(new String[] {version});
            socket.startHandshake();
            assertThat(socket.getSession().getProtocol()).isEqualTo(version);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void oldVersionsAreRefused(int minor) throws Exception {
        byte[] hello = new byte[5 + 4 + 2 + 32 + 1 + 4 + 2];
        hello[0] = 0x16; // a handshake record
        hello[1] = 3;
        hello[2] = (byte) minor;
        hello[4] = (byte) (hello.length - 5);
        hello[5] = 1; // ClientHello
        hello[8] = (byte) (hello.length - 9);
        hello[9] = 3;
        hello[10] = (byte) minor;
        hello[45] = 2; // one cipher suite
        hello[46] = (byte) 0xc0; // TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA
        hello[47] = 0x13;
        hello[48] = 1; // one compression method: none
        try (EngineServer engine = listening(keyStore());
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), engine.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(hello);
            byte[] answer = socket.getInputStream().readAllBytes();
            assertThat(answer).hasSizeGreaterThanOrEqualTo(7);
            assertThat(answer[0]).as("an alert").isEqualTo((byte) 0x15);
            assertThat(answer[5]).as("fatal").isEqualTo((byte) 2);
        }
    }

    // ---------------------------------------------------------------- certificates of clients

    private static TlsOptions mutual(ClientAuth clientAuth, Consumer<TlsOptions.Builder> trust) {
        return TlsOptions.of(tls -> {
            tls.keyStore(server, Certificates.PASSWORD).clientAuth(clientAuth);
            trust.accept(tls);
        });
    }

    @Test
    @Tag("feature:1.52")
    void clientMayHaveToShowACertificate() throws Exception {
        Path stranger = certificates.selfSigned("stranger", "EC");
        Path ca = certificates.chain(client);
        try (EngineServer engine = listening(mutual(ClientAuth.NEED, tls -> tls.clientCa(ca)))) {
            SSLContext known = Certificates.client(List.of(server), client);
            SSLContext unknown = Certificates.client(List.of(server), stranger);
            assertThat(TlsClient.get(known, engine.port()).statusCode()).isEqualTo(403);
            assertThatThrownBy(() -> TlsClient.get(unknown, engine.port())).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> TlsClient.get(trusting, engine.port())).isInstanceOf(IOException.class);
        }
    }

    @Test
    void clientMayBeAskedForACertificateAndHaveNone() throws Exception {
        try (EngineServer engine =
                listening(mutual(ClientAuth.WANT, tls -> tls.trustStore(client, Certificates.PASSWORD)))) {
            SSLContext known = Certificates.client(List.of(server), client);
            HttpResponse<String> withOwn = TlsClient.get(known, engine.port());
            assertThat(withOwn.sslSession().orElseThrow().getLocalCertificates())
                    .isNotEmpty();
            assertThat(TlsClient.get(trusting, engine.port()).statusCode()).isEqualTo(403);
        }
    }

    // ---------------------------------------------------------------- what cannot be used

    private static void assertUnusable(TlsOptions tls, String why) {
        assertThatThrownBy(() -> listening(tls))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot listen on 127.0.0.1:0")
                .hasMessageContaining(why);
        try (SocketIoServer io = SocketIoServer.create(options -> options.tls(tls))) {
            assertThatThrownBy(() -> io.listen("127.0.0.1", 0)).isInstanceOf(ListenException.class);
        }
    }

    @Test
    void filesThatCannotBeUsedAreReportedWhenListeningBegins() throws Exception {
        Path certificate = certificates.chain(server);
        Path key = certificates.key(server);
        Path missing = directory.resolve("missing");
        Path empty = Files.writeString(directory.resolve("empty"), "");
        Path pkcs1 = Files.writeString(
                directory.resolve("pkcs1"), Certificates.pem("RSA PRIVATE KEY", new byte[] {1, 2, 3}));
        Path noBase64 = Files.writeString(
                directory.resolve("nobase64"), "-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----\n");
        assertUnusable(TlsOptions.keyStore(missing, "x"), "missing");
        assertUnusable(TlsOptions.keyStore(server, "wrong"), "password");
        assertUnusable(TlsOptions.pem(certificate, missing), "missing");
        assertUnusable(TlsOptions.pem(empty, key), "no certificate in");
        assertUnusable(TlsOptions.pem(certificate, certificate), "no private key");
        assertUnusable(TlsOptions.pem(certificate, pkcs1), "openssl pkcs8");
        assertUnusable(TlsOptions.pem(certificate, noBase64), "base64");
        assertUnusable(TlsOptions.pem(certificate, certificates.key(client)), "");
        Path other = certificates.selfSigned("other", "RSA");
        assertUnusable(TlsOptions.pem(certificate, certificates.key(other)), "is not the key of the first certificate");
    }
}
