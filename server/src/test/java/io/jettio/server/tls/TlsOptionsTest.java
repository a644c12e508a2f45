package io.jettio.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jettio.server.engine.TlsOptions;
import io.jettio.server.engine.TlsOptions.ClientAuth;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TlsOptionsTest {
    private static final Path FILE = Path.of("some.file");

    private static void assertRefused(Consumer<TlsOptions.Builder> configure, String why) {
        assertThatThrownBy(() -> TlsOptions.of(configure))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void oneCertificateIsNeeded() {
        assertRefused(tls -> {}, "either a key store or PEM files");
        assertRefused(tls -> tls.keyStore(FILE, "x").pem(FILE, FILE), "either a key store or PEM files");
    }

    @Test
    void clientsAreJudgedByCertificatesThatAreNamed() {
        assertRefused(tls -> tls.keyStore(FILE, "x").clientAuth(ClientAuth.NEED), "NEED needs a trust store");
        assertRefused(tls -> tls.keyStore(FILE, "x").clientAuth(ClientAuth.WANT), "WANT needs a trust store");
        assertRefused(tls -> tls.keyStore(FILE, "x").clientCa(FILE), "NONE does not use");
        assertRefused(
                tls -> tls.keyStore(FILE, "x")
                        .clientCa(FILE)
                        .trustStore(FILE, "x")
                        .clientAuth(ClientAuth.NEED),
                "not both");
    }

    @Test
    void intervalIsNotTooShort() {
        assertRefused(tls -> tls.keyStore(FILE, "x").reloadEvery(Duration.ofMillis(99)), "at least 100 ms");
    }

    @Test
    void passwordIsNotPrinted() {
        assertThat(TlsOptions.keyStore(FILE, "secret").keyStore().orElseThrow().toString())
                .isEqualTo("Store[some.file]");
    }
}
