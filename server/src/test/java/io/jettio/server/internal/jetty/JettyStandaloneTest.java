package io.jettio.server.internal.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JettyStandaloneTest {
    @ParameterizedTest
    @CsvSource({"1, 24", "2, 24", "6, 24", "8, 32", "64, 256"})
    void threadsOfJettyAreBoundedByTheProcessors(int processors, int most) {
        assertThat(JettyStandalone.Provider.threads(processors).getMaxThreads()).isEqualTo(most);
    }

    @Test
    void connectionsThatStayKeepNoCacheOfHeaderFields() {
        assertThat(JettyStandalone.Provider.http().getHeaderCacheSize()).isZero();
    }
}
