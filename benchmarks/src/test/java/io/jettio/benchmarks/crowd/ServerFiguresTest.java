package io.jettio.benchmarks.crowd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class ServerFiguresTest {
    @Test
    void heapOfG1IsReadWithoutMetaspace() throws Exception {
        assertThat(ServerFigures.usedHeapBytes("""
                         garbage-first heap   total 131072K, used 2048K [0x1, 0x2)
                          region size 1024K, 3 young (3072K), 0 survivors (0K)
                         Metaspace       used 711K, committed 896K, reserved 1114112K
                          class space    used 61K, committed 128K, reserved 1048576K
                        """)).isEqualTo(2 << 20);
    }

    @Test
    void heapOfTwoGenerationsIsTheirSum() throws Exception {
        assertThat(ServerFigures.usedHeapBytes("""
                         def new generation   total 39296K, used 1024K [0x1, 0x2)
                          eden space 34944K,   8% used [0x1, 0x2)
                         tenured generation   total 87424K, used 3072K [0x1, 0x2)
                         Metaspace       used 711K, committed 896K, reserved 1114112K
                        """)).isEqualTo(4 << 20);
    }

    @Test
    void ownProcessHasThreadsDescriptorsAndALimit() throws Exception {
        long pid = ProcessHandle.current().pid();
        assertThat(ServerFigures.threads(pid).others()).isPositive();
        assertThat(ServerFigures.descriptors(pid)).isPositive().isLessThan(ServerFigures.descriptorLimit("self"));
    }

    @Test
    void headIsReadWhenItIsThereAsAWhole() throws Exception {
        String response = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX: y\r\n\r\nok";
        for (int length = 0; length < response.length() - 2; length++) {
            ByteBuffer part = bytes(response.substring(0, length));
            assertThat(ResponseHead.read(part)).isNull();
            assertThat(part.position()).isZero();
        }
        ByteBuffer whole = bytes(response);
        assertThat(ResponseHead.read(whole)).isEqualTo(new ResponseHead(200, 2));
        assertThat(StandardCharsets.US_ASCII.decode(whole).toString()).isEqualTo("ok");
    }

    @Test
    void responseWithoutALengthIsRefused() {
        assertThatThrownBy(() -> ResponseHead.read(bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void stopsMakeATableAndAPlot() throws Exception {
        List<Growth> rows =
                List.of(new Growth(1000, 1 << 20, 2048, 12, 3.456, 1), new Growth(30_000, 2 << 20, 1024, 14, 4, 20));
        assertThat(Growth.csv(rows)).contains("1000,1048576,2048,12.00,3.46,1.0");
        String plot = GrowthPlot.of(rows);
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(plot.getBytes(StandardCharsets.UTF_8)))
                        .getElementsByTagName("circle")
                        .getLength())
                .isEqualTo(3 * rows.size());
        assertThat(plot).contains(">30,000<").doesNotContain(">1,000<");
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
