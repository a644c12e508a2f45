package io.jettio.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AudienceBenchmarkTest {
    @ParameterizedTest
    @EnumSource(AudienceBenchmark.Audience.class)
    void asManySocketsAreMeantAsTheTableSays(AudienceBenchmark.Audience audience) {
        AudienceBenchmark benchmark = new AudienceBenchmark();
        benchmark.means(audience);
        assertThatCode(benchmark::join).doesNotThrowAnyException(); // it checks
    }
}
