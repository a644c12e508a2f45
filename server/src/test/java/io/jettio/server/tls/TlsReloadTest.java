package io.jettio.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jettio.server.SocketIoServer;
import io.jettio.server.engine.EngineServer;
import io.jettio.server.engine.TlsOptions;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsReloadTest {
    @TempDir
    Path directory;

    private Certificates certificates;
    private Path first;
    private Path second;
    private Path used;
    private SSLContext trusting;

    @BeforeEach
    void makeCertificates() throws Exception {
        certificates = new Certificates(directory);
        first = certificates.selfSigned("first", "EC");
        second = certificates.selfSigned("second", "EC");
        used = directory.resolve("used.p12");
        use(first);
        trusting = Certificates.client(List.of(first, second), null);
    }

    private void use(Path store) throws Exception {
        Files.copy(store, used, StandardCopyOption.REPLACE_EXISTING);
    }

    private static EngineServer listening(TlsOptions tls) {
        return EngineServer.create(options -> options.tls(tls).allowRequest(request -> false))
                .listen("127.0.0.1", 0);
    }

    private X509Certificate shown(EngineServer engine) throws Exception {
        return TlsClient.shown(trusting, engine.port());
    }

    @Test
    void newConnectionsGetTheNewCertificateAndOldOnesGoOn() throws Exception {
        try (EngineServer engine = listening(TlsOptions.keyStore(used, Certificates.PASSWORD))) {
            HttpClient open = TlsClient.client(trusting);
            assertThat(TlsClient.get(open, engine.port(), TlsClient.HANDSHAKE).statusCode())
                    .isEqualTo(403);
            use(second);
            assertThat(shown(engine)).isEqualTo(Certificates.certificate(first));
            engine.reloadTls();
            assertThat(shown(engine)).isEqualTo(Certificates.certificate(second));
            assertThat(TlsClient.get(open, engine.port(), TlsClient.HANDSHAKE)
                            .sslSession()
                            .orElseThrow()
                            .getPeerCertificates()[0])
                    .isEqualTo(Certificates.certificate(first));
        }
    }

    @Test
    void whatCannotBeUsedChangesNothing() throws Exception {
        try (EngineServer engine = listening(TlsOptions.keyStore(used, Certificates.PASSWORD))) {
            Files.writeString(used, "half a file");
            assertThatThrownBy(engine::reloadTls).isInstanceOf(UncheckedIOException.class);
            assertThat(shown(engine)).isEqualTo(Certificates.certificate(first));
            Files.delete(used);
            assertThatThrownBy(engine::reloadTls).isInstanceOf(UncheckedIOException.class);
            assertThat(shown(engine)).isEqualTo(Certificates.certificate(first));
        }
    }

    @Test
    void keyThatDoesNotFitYetChangesNothing() throws Exception {
        Path certificate = certificates.chain(first);
        Path key = certificates.key(first);
        try (EngineServer engine = listening(TlsOptions.pem(certificate, key))) {
            Files.copy(certificates.chain(second), certificate, StandardCopyOption.REPLACE_EXISTING);
            assertThatThrownBy(engine::reloadTls)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("is not the key");
            assertThat(shown(engine)).isEqualTo(Certificates.certificate(first));
            Files.copy(certificates.key(second), key, StandardCopyOption.REPLACE_EXISTING);
            engine.reloadTls();
            assertThat(shown(engine)).isEqualTo(Certificates.certificate(second));
        }
    }

    @Test
    void changedFilesAreFoundAtTheInterval() throws Exception {
        TlsOptions tls = TlsOptions.of(
                options -> options.keyStore(used, Certificates.PASSWORD).reloadEvery(Duration.ofMillis(100)));
        try (EngineServer engine = listening(tls)) {
            assertThat(shown(engine)).isEqualTo(Certificates.certificate(first));
            use(second);
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(shown(engine)).isEqualTo(Certificates.certificate(second)));
            use(first);
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(shown(engine)).isEqualTo(Certificates.certificate(first)));
        }
    }

    @Test
    void onlyAServerThatListensOverTlsReloads() {
        try (SocketIoServer io = SocketIoServer.create()) {
            assertThatThrownBy(io::reloadTls).isInstanceOf(IllegalStateException.class);
            io.listen("127.0.0.1", 0);
            assertThatThrownBy(io::reloadTls)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("TLS");
        }
    }
}
