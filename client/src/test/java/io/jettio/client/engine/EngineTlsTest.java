package io.jettio.client.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whom the client trusts, and how it shows who it is. */
final class EngineTlsTest {
    @TempDir
    static Path directory;

    private static Certificates server;
    private static Certificates elsewhere;
    private static Certificates client;

    @BeforeAll
    static void make() throws Exception {
        server = new Certificates(directory, "server", "ip:127.0.0.1");
        elsewhere = new Certificates(directory, "elsewhere", "dns:elsewhere.example");
        client = new Certificates(directory, "client", "dns:client.example");
    }

    /** A server with a certificate; where {@code trusted} is not null, clients must show that one. */
    private static PollingPeer peer(Certificates own, Certificates trusted) throws Exception {
        TlsOptions tls = TlsOptions.of(o -> {
            o.identityStore(own.store, Certificates.PASSWORD);
            if (trusted != null) {
                o.trustPem(trusted.certificate);
            }
        });
        return new PollingPeer(new HttpsConfigurator(tls.context()) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters ssl = tls.context().getDefaultSSLParameters();
                ssl.setNeedClientAuth(trusted != null);
                parameters.setSSLParameters(ssl);
            }
        });
    }

    private static void opens(PollingPeer peer, Consumer<EngineOptions.Builder> options) throws Exception {
        assertThat(recorded(peer, options).next()).isEqualTo("open");
    }

    private static Recorder recorded(PollingPeer peer, Consumer<EngineOptions.Builder> options) throws Exception {
        EngineOptions.Builder builder = EngineOptions.builder().transports(TransportType.POLLING);
        options.accept(builder);
        Recorder recorder = new Recorder();
        try (peer;
                EngineClient engine = EngineClient.create(builder.build())) {
            engine.open(peer.uri(), recorder);
            String first = recorder.next();
            recorder.told.clear();
            recorder.told.add(first);
        }
        return recorder;
    }

    @Test
    @Tag("feature:4.20")
    void serverIsTrustedByPem() throws Exception {
        opens(peer(server, null), o -> o.tls(TlsOptions.of(t -> t.trustPem(server.certificate))));
    }

    @Test
    void serverIsTrustedByKeyStore() throws Exception {
        opens(peer(server, null), o -> o.tls(TlsOptions.of(t -> t.trustStore(server.trust, Certificates.PASSWORD))));
    }

    @Test
    void serverIsTrustedByContext() throws Exception {
        var context = TlsOptions.of(t -> t.trustPem(server.certificate)).context();
        opens(peer(server, null), o -> o.sslContext(context));
    }

    @Test
    void unknownServerIsNotTrustedByDefault() throws Exception {
        Recorder recorder = recorded(peer(server, null), o -> {});
        assertThat(recorder.next()).isEqualTo("close transport error");
        assertThat(recorder.failure().stage()).isEqualTo(EngineException.Stage.TLS);
    }

    @Test
    @Tag("feature:4.20")
    void trustedServerWithAnotherHostNameIsRefused() throws Exception {
        Recorder recorder =
                recorded(peer(elsewhere, null), o -> o.tls(TlsOptions.of(t -> t.trustPem(elsewhere.certificate))));
        assertThat(recorder.failure().stage()).isEqualTo(EngineException.Stage.TLS);
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void handshakeOfTlsThatFailsIsNamedOnBothTransports(TransportType transport) throws Exception {
        Recorder recorder = recorded(peer(server, null), o -> o.transports(transport));
        assertThat(recorder.failure().stage()).isEqualTo(EngineException.Stage.TLS);
    }

    @Test
    @Tag("feature:4.20")
    void clientShowsItsCertificateFromPem() throws Exception {
        opens(
                peer(server, client),
                o -> o.tls(TlsOptions.of(
                        t -> t.trustPem(server.certificate).identityPem(client.certificate, client.key))));
    }

    @Test
    void clientShowsItsCertificateFromAKeyStore() throws Exception {
        opens(
                peer(server, client),
                o -> o.tls(TlsOptions.of(
                        t -> t.trustPem(server.certificate).identityStore(client.store, Certificates.PASSWORD))));
    }

    @Test
    void clientWithoutACertificateIsRefusedByAServerThatWantsOne() throws Exception {
        TlsOptions tls = TlsOptions.of(
                o -> o.identityStore(server.store, Certificates.PASSWORD).trustPem(client.certificate));
        Recorder recorder = new Recorder();
        try (SSLServerSocket demanding = (SSLServerSocket) tls.context()
                        .getServerSocketFactory()
                        .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
                EngineClient engine = EngineClient.create(EngineOptions.builder()
                        .transports(TransportType.POLLING)
                        .tls(TlsOptions.of(t -> t.trustPem(server.certificate)))
                        .build())) {
            demanding.setNeedClientAuth(true);
            engine.open(URI.create("https://127.0.0.1:" + demanding.getLocalPort()), recorder);
            try (SSLSocket accepted = (SSLSocket) demanding.accept()) {
                assertThatThrownBy(accepted::startHandshake).isInstanceOf(SSLHandshakeException.class);
            }
            assertThat(recorder.next()).isEqualTo("close transport error");
        }
        assertThat(recorder.failure().stage()).isIn(EngineException.Stage.TLS, EngineException.Stage.TCP);
    }

    @Test
    void filesThatCannotBeUsedAreNamedAtOnce() throws Exception {
        Path empty = Files.writeString(directory.resolve("empty.pem"), "");
        assertThatThrownBy(() -> TlsOptions.of(t -> t.trustPem(empty)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("empty.pem");
        assertThatThrownBy(() -> TlsOptions.of(t -> t.identityPem(client.certificate, client.certificate)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("BEGIN PRIVATE KEY");
        assertThatThrownBy(() -> TlsOptions.of(t -> t.trustStore(directory.resolve("none.p12"), "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none.p12");
        assertThatThrownBy(() -> TlsOptions.of(
                        t -> t.trustPem(server.certificate).trustStore(server.store, Certificates.PASSWORD)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
