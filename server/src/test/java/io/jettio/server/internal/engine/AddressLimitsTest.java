package io.jettio.server.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.common.time.DeadlineQueue;
import io.jettio.server.engine.EngineServerOptions;
import org.junit.jupiter.api.Test;

class AddressLimitsTest {
    private final AddressLimits limits = new AddressLimits(
            EngineServerOptions.of(o -> o.perAddress(1, 0)), new DeadlineQueue(() -> 1_000L, () -> {}));

    @Test
    void theTableIsBoundedAndKeepsWhoIsConnected() {
        assertThat(limits.opened("192.0.2.1")).isTrue();
        for (int i = 0; i < 250_000; i++) {
            String address = "10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255);
            assertThat(limits.opened(address)).isTrue();
            limits.closed(address);
        }
        assertThat(limits.size()).isLessThanOrEqualTo(100_001);
        assertThat(limits.opened("192.0.2.1")).isFalse();
    }

    @Test
    void whatWasNeverOpenedCannotBeClosed() {
        limits.closed("192.0.2.1");
        assertThat(limits.opened("192.0.2.1")).isTrue();
        assertThat(limits.opened("192.0.2.1")).isFalse();
    }
}
