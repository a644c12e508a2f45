package io.jettio.server.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jettio.server.hooks.RawPeer;
import io.jettio.server.tls.KeyStores;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.core.ThrowingRunnable;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that poll over TLS, where requests and packets need not end together. */
@Timeout(120)
final class PolledOverTlsTest {
    /** Requests of a connection that is not exchanged yet, one that will be behind the next, and one that is. */
    private static final int[] BEFORE = {3, 8, 20};

    private static KeyStore keys;
    private PolledHost host;

    @BeforeAll
    static void makeKeys(@TempDir Path directory) throws Exception {
        keys = KeyStores.selfSigned(directory);
    }

    @BeforeEach
    void start() throws Exception {
        HttpConfiguration http = new HttpConfiguration();
        http.addCustomizer(new SecureRequestCustomizer(false));
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStore(keys);
        tls.setKeyStorePassword(KeyStores.PASSWORD);
        host = new PolledHost(new SslConnectionFactory(tls, "http/1.1"), new HttpConnectionFactory(http)).start();
    }

    @AfterEach
    void stop() throws Exception {
        host.stop();
    }

    @Test
    void connectionIsExchanged() throws Exception {
        try (PolledPeer peer = session(9, new Packets())) {
            peer.get("/page");
            assertThat(host.seen()).isEqualTo(new PolledHost.Seen(true, host.connector, null, true));
            for (int i = 0; i < 50; i++) {
                peer.echo("echo " + i);
            }
        }
    }

    /** As many clients send them: each part is a record, and both come together. */
    @Test
    void headAndBodyInTwoRecordsOfOnePacketAreOneRequest() throws Exception {
        for (int before : BEFORE) {
            Packets packets = new Packets();
            try (PolledPeer peer = session(before, packets)) {
                String request = peer.postRequest(PolledPeer.event("parts"));
                int head = request.indexOf("\n\n") + 2;
                for (int i = 0; i < 20; i++) {
                    packets.hold();
                    peer.send(request.substring(0, head)).send(request.substring(head));
                    packets.go();
                    assertThat(peer.answer().body()).isEqualTo("ok");
                    assertThat(peer.poll().body()).isEqualTo(PolledPeer.event("parts"));
                }
            }
        }
    }

    @Test
    void requestsInRecordsOfOnePacketAreAnsweredInOrder() throws Exception {
        for (int before : BEFORE) {
            Packets packets = new Packets();
            try (PolledPeer peer = session(before, packets)) {
                packets.hold();
                peer.send(peer.postRequest(PolledPeer.event("first")))
                        .send(PolledPeer.getRequest("/second"))
                        .send(peer.pollRequest())
                        .send(peer.postRequest(PolledPeer.event("fourth")))
                        .send(peer.pollRequest());
                packets.go();
                assertThat(peer.answer().body()).isEqualTo("ok");
                assertThat(peer.answer().body()).isEqualTo("page /second");
                assertThat(peer.answer().body()).isEqualTo(PolledPeer.event("first"));
                assertThat(peer.answer().body()).isEqualTo("ok");
                assertThat(peer.answer().body()).isEqualTo(PolledPeer.event("fourth"));
            }
        }
    }

    @Test
    void requestsInOneRecordAreAnsweredInOrder() throws Exception {
        for (int before : BEFORE) {
            try (PolledPeer peer = session(before, new Packets())) {
                peer.send(peer.postRequest(PolledPeer.event("last")) + PolledPeer.getRequest("/last"));
                assertThat(peer.answer().body()).isEqualTo("ok");
                assertThat(peer.answer().body()).isEqualTo("page /last");
                assertThat(peer.poll().body()).isEqualTo(PolledPeer.event("last"));
            }
        }
    }

    /** A record that is cut off anywhere, and the next one's beginning with it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 5, 30, 200, 300})
    void recordsThatComeInPiecesAreWhole(int cut) throws Exception {
        for (int before : BEFORE) {
            Packets packets = new Packets();
            try (PolledPeer peer = session(before, packets)) {
                for (int i = 0; i < 5; i++) {
                    packets.hold();
                    peer.send(peer.postRequest(PolledPeer.event("cut " + i))).send(peer.pollRequest());
                    long had = bytesIn();
                    packets.go(cut, () -> assertThat(bytesIn()).isEqualTo(had + cut));
                    assertThat(peer.answer().body()).isEqualTo("ok");
                    assertThat(peer.answer().body()).isEqualTo(PolledPeer.event("cut " + i));
                }
            }
        }
    }

    /** How many bytes came over the only connection there is. */
    private long bytesIn() {
        return host.connector
                .getConnectedEndPoints()
                .iterator()
                .next()
                .getConnection()
                .getBytesIn();
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 16_000, 17_000, 40_000, 200_000})
    void bodyOfSeveralRecordsIsWhole(int length) throws Exception {
        for (int before : BEFORE) {
            try (PolledPeer peer = session(before, new Packets())) {
                for (int i = 0; i < 3; i++) {
                    peer.echo("x".repeat(length) + i);
                }
            }
        }
    }

    @Test
    void endBehindARequestIsSeen() throws Exception {
        PolledPeer peer = session(20, new Packets());
        peer.echo("before");
        peer.close();

        awaitNoConnection();
    }

    private void awaitNoConnection() {
        await().untilAsserted(
                        () -> assertThat(host.connector.getConnectedEndPoints()).isEmpty());
    }

    /** A client whose connection is the only one. */
    private PolledPeer session(int requests, Packets packets) throws Exception {
        awaitNoConnection();
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        String alias = keys.aliases().nextElement();
        anchors.setCertificateEntry(alias, keys.getCertificate(alias));
        trust.init(anchors);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        Socket below = packets.connected(host.port());
        Socket tls = context.getSocketFactory().createSocket(below, "localhost", host.port(), true);
        return new PolledPeer(new RawPeer(tls)).joined(requests);
    }

    /** What is sent goes out at once, or together where it was held. */
    private static final class Packets extends OutputStream {
        private final ByteArrayOutputStream held = new ByteArrayOutputStream();
        private OutputStream out = OutputStream.nullOutputStream();
        private boolean holds;

        Socket connected(int port) throws IOException {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port) {
                @Override
                public OutputStream getOutputStream() {
                    return Packets.this;
                }

                OutputStream wire() throws IOException {
                    return super.getOutputStream();
                }

                {
                    out = wire();
                }
            };
            socket.setTcpNoDelay(true);
            return socket;
        }

        void hold() {
            holds = true;
        }

        /** Sends all that was held, in one packet. */
        void go() throws IOException {
            go(0, () -> {});
        }

        /** Sends what was held in two packets, of which the first has so many bytes, and the second when it was read. */
        void go(int first, ThrowingRunnable read) throws IOException {
            holds = false;
            byte[] all = held.toByteArray();
            held.reset();
            out.write(all, 0, first);
            await().pollInterval(Duration.ofMillis(1)).untilAsserted(read);
            out.write(all, first, all.length - first);
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            (holds ? held : out).write(bytes, from, length);
        }
    }
}
