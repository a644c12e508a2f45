package io.jettio.server.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SilenceTest {
    private final Silence silence = new Silence(100);

    @Test
    void nothingWasSentBeforeTheFirst() {
        assertThat(silence.nothingBetween(0, 1_000)).isTrue();
        silence.sent(50, 0);
        assertThat(silence.nothingBetween(0, 50)).isTrue();
        assertThat(silence.nothingBetween(0, 51)).isFalse();
        assertThat(silence.nothingBetween(50, 1_000)).isTrue();
    }

    @Test
    void aSilenceIsKnownUntilTheNext() {
        silence.sent(10, 0);
        silence.sent(90, 100); // after a silence
        silence.sent(95, 199); // soon after
        assertThat(silence.nothingBetween(10, 90)).isTrue();
        assertThat(silence.nothingBetween(9, 90)).isFalse();
        assertThat(silence.nothingBetween(10, 91)).isFalse();
        assertThat(silence.nothingBetween(90, 95))
                .as("true, but nobody has noted it")
                .isFalse();
        silence.sent(200, 299);
        assertThat(silence.nothingBetween(95, 200)).isTrue();
        assertThat(silence.nothingBetween(10, 90)).isFalse();
    }

    @Test
    void whatWasSentAgainDoesNotCount() {
        silence.sent(10, 0);
        silence.sent(9, 1_000);
        assertThat(silence.nothingBetween(10, 1_000)).isTrue();
    }
}
