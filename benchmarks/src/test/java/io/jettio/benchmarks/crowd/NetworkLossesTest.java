package io.jettio.benchmarks.crowd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkLossesTest {
    private static final List<String> SOFTNET = List.of("26e79208 00000925 00000023", "27396f61 0000110b 00000021");
    private static final List<String> SNMP = List.of(
            "Ip: Forwarding DefaultTTL", "Ip: 2 64", "Tcp: InSegs OutSegs RetransSegs InErrs", "Tcp: 70 80 90 1");

    @Test
    void processorsAreSummedUpAndSegmentsFoundByTheirName() throws IOException {
        assertThat(NetworkLosses.of(SOFTNET, SNMP)).isEqualTo(new NetworkLosses(0x925 + 0x110b, 90));
    }

    @Test
    void whatThisMachineLostUntilNowIsKnown() throws IOException {
        NetworkLosses before = NetworkLosses.now();
        NetworkLosses since = NetworkLosses.now().since(before);

        assertThat(before.dropped()).isNotNegative();
        assertThat(before.sentAgain()).isNotNegative();
        assertThat(since.dropped()).isNotNegative();
        assertThat(since.sentAgain()).isNotNegative();
    }

    @Test
    void countThatIsNotThereIsNotZero() {
        assertThatThrownBy(() -> NetworkLosses.of(SOFTNET, SNMP.subList(0, 2)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("sent again");
    }
}
