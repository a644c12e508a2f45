package io.jettio.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jettio.client.ManagerOptions;
import io.jettio.client.ReconnectPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The delays of the JavaScript client. */
final class BackoffTest {
    private ReconnectPolicy policy = ReconnectPolicy.DEFAULTS;

    private Backoff backoff(ReconnectPolicy begin, double random) {
        policy = begin;
        return new Backoff(() -> policy, () -> random);
    }

    @Test
    @Tag("feature:4.3")
    void whatChangesHoldsFromTheNextDelayOn() {
        Backoff backoff = backoff(policy.withRandomizationFactor(0), 0.5);
        assertThat(backoff.next()).hasMillis(1000);
        policy = policy.withDelays(Duration.ofMillis(10), Duration.ofMillis(25)).withAttempts(3);
        assertThat(backoff.next()).hasMillis(20);
        assertThat(backoff.next()).hasMillis(25);
        assertThat(backoff.mayGoOn()).isFalse();
        policy = policy.withAttempts(4);
        assertThat(backoff.mayGoOn()).isTrue();
        policy = policy.withEnabled(false);
        assertThat(backoff.mayGoOn()).isFalse();
    }

    private static ManagerOptions.Builder options() {
        return ManagerOptions.builder();
    }

    @Test
    @Tag("feature:4.3")
    void delayDoublesUpToTheMaximum() {
        Backoff backoff = backoff(policy.withRandomizationFactor(0), 0.5);
        for (int millis : new int[] {1000, 2000, 4000, 5000, 5000}) {
            assertThat(backoff.next()).hasMillis(millis);
        }
        assertThat(backoff.attempts()).isEqualTo(5);
        backoff.reset();
        assertThat(backoff.next()).hasMillis(1000);
    }

    // The tenth of the random number that is even makes the delay shorter, the odd one longer.
    @ParameterizedTest
    @CsvSource({"0.0, 1000", "0.1, 1050", "0.29, 855", "0.35, 1175", "0.99, 1495", "0.85, 575"})
    @Tag("feature:4.3")
    void randomPartBendsTheDelayEitherWay(double random, long millis) {
        assertThat(backoff(policy, random).next()).hasMillis(millis);
    }

    @Test
    void endlessAttemptsNeverBecomeABusyLoop() {
        Backoff backoff = backoff(policy, 0.85);
        Duration least = Duration.ofDays(1);
        for (int i = 0; i < 10_000; i++) {
            Duration delay = backoff.next();
            least = delay.compareTo(least) < 0 ? delay : least;
        }
        assertThat(least).isGreaterThanOrEqualTo(Duration.ofMillis(500));
    }

    @Test
    @Tag("feature:4.28")
    void optionsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> options().reconnectionDelay(Duration.ZERO).build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        options().reconnectionDelayMax(Duration.ofMillis(1)).build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options().randomizationFactor(1.1).build())
                .isInstanceOf(IllegalArgumentException.class);
    }
}
