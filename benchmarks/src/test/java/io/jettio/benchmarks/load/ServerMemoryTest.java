package io.jettio.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ServerMemoryTest {
    @Test
    void usedHeapOfOneCollectorIsOneNumber() {
        String info = """
                4711:
                 garbage-first heap   total 1048576K, used 4321K [0x00000000c0000000, 0x0000000100000000)
                  region size 1024K, 2 young (2048K), 0 survivors (0K)
                 Metaspace       used 1000K, committed 1088K, reserved 1114112K
                  class space    used 100K, committed 128K, reserved 1048576K
                """;
        assertThat(ServerMemory.usedHeap(info)).isEqualTo(4321L << 10);
        assertThat(ServerMemory.usedHeap(" ZHeap           used 12M, capacity 64M, max capacity 1024M"))
                .isEqualTo(12L << 20);
    }

    @Test
    void usedHeapOfGenerationsIsTheirSum() {
        String info = """
                 PSYoungGen      total 300K, used 20K [0x1, 0x2, 0x3)
                  eden space 200K, 3% used [0x1,0x2,0x3)
                 ParOldGen       total 700K, used 5K [0x1, 0x2, 0x3)
                """;
        assertThat(ServerMemory.usedHeap(info)).isEqualTo(25L << 10);
    }

    @Test
    void whatNamesNoHeapIsAnError() {
        assertThatThrownBy(() -> ServerMemory.usedHeap("4711:\n Metaspace       used 1000K"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
