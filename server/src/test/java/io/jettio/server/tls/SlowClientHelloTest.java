package io.jettio.server.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.engine.EngineServer;
import io.jettio.server.engine.EngineServerOptions;
import io.jettio.server.engine.TlsOptions;
import io.jettio.server.hooks.RawPeer;
import io.jettio.server.internal.engine.DefaultEngineServer;
import io.jettio.server.internal.fixture.SteppedTime;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The time that a request's head has counts from the opening of the connection, so that TLS gives nobody more. */
class SlowClientHelloTest {
    private static final int TIMEOUT = 30;
    /** A record of 512 bytes that begins a ClientHello of 508. */
    private static final byte[] HELLO = {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3};

    @TempDir
    Path directory;

    private final SteppedTime time = new SteppedTime();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 11})
    @Tag("feature:1.51")
    void clientHelloThatComesByteByByteIsCutAtTheTimeout(int begun) throws Exception {
        Certificates certificates = new Certificates(directory);
        Path store = certificates.selfSigned("server", "EC");
        try (EngineServer engine = new DefaultEngineServer(
                EngineServerOptions.of(options -> options.tls(TlsOptions.keyStore(store, Certificates.PASSWORD))
                        .requestTimeout(Duration.ofSeconds(TIMEOUT))
                        .allowRequest(request -> false)),
                time.queue())) {
            engine.listen("127.0.0.1", 0);
            HttpClient witness = TlsClient.client(Certificates.client(List.of(store), null));
            try (RawPeer slow = new RawPeer(engine.port())) {
                slow.send(Arrays.copyOf(HELLO, begun));
                assertThat(seconds(engine, witness, slow, begun)).isGreaterThanOrEqualTo(TIMEOUT);
                assertThat(slow.readToEnd()).isEmpty();
            }
        }
    }

    /** Sends a byte in each second of the server's clock until the connection is cut, while another is answered. */
    private int seconds(EngineServer engine, HttpClient witness, RawPeer slow, int begun) throws Exception {
        for (int seconds = 0; seconds < 400; seconds++) {
            assertThat(TlsClient.get(witness, engine.port(), TlsClient.HANDSHAKE)
                            .statusCode())
                    .isEqualTo(403);
            if (slow.hasAnswerOrEnd()) {
                return seconds;
            }
            try {
                int next = begun + seconds;
                slow.send(new byte[] {next < HELLO.length ? HELLO[next] : 0});
            } catch (UncheckedIOException e) {
                return seconds; // cut
            }
            time.advance(Duration.ofSeconds(1));
        }
        throw new AssertionError("the connection is still there");
    }
}
