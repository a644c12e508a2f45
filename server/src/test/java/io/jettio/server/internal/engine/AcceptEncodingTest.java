package io.jettio.server.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.internal.engine.ResponseCompression.Coding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptEncodingTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip",
                "GZIP",
                "x-gzip",
                "deflate, gzip",
                "gzip;q=1.0, identity; q=0.5, *;q=0",
                "*",
                "deflate;q=0.5, gzip ; q=0.8",
                "br, zstd, gzip;q=0.001",
                "identity, gzip"
            })
    void gzipIsChosen(String header) {
        assertThat(ResponseCompression.accepted(header)).isEqualTo(Coding.GZIP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"deflate", "gzip;q=0, deflate", "gzip;q=0.1, deflate;q=0.2", "gzip;q=0, *", "gzip;q=x, deflate"})
    void deflateIsChosen(String header) {
        assertThat(ResponseCompression.accepted(header)).isEqualTo(Coding.DEFLATE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ",", "br", "identity", "*;q=0", "gzip;q=0", "gzip;q=0.3, identity;q=0.9", "gzip;q=", ";;;"})
    void nothingIsChosen(String header) {
        assertThat(ResponseCompression.accepted(header)).isNull();
    }

    @Test
    void headerThatIsMissingOrTooLongChoosesNothing() {
        assertThat(ResponseCompression.accepted(null)).isNull();
        assertThat(ResponseCompression.accepted("gzip," + "a,".repeat(1_000))).isNull();
    }
}
