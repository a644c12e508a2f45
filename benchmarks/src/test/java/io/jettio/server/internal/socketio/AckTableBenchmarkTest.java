package io.jettio.server.internal.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AckTableBenchmarkTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1_000})
    void eachRoundEndsTheWaitThatItBegan(int waiting) {
        AckTableBenchmark benchmark = new AckTableBenchmark();
        benchmark.waiting(waiting);
        benchmark.fill();

        long answered = benchmark.withTimeout();
        assertThat(benchmark.withoutTimeout()).isEqualTo(answered + 1);
        assertThat(benchmark.size()).isEqualTo(waiting);
    }
}
