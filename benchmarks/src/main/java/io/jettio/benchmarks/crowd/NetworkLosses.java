package io.jettio.benchmarks.crowd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What the machine's network has lost so far, the loopback's included, from Linux's {@code /proc}. A segment that is lost
 * comes again after 200 ms at the earliest, for which time its connection stands still and nobody uses a processor.
 *
 * @param dropped packets that came faster than a processor took them from its queue
 * @param sentAgain TCP segments that were sent again
 */
record NetworkLosses(long dropped, long sentAgain) {
    static NetworkLosses now() throws IOException {
        Path net = Path.of("/proc/net");
        return of(Files.readAllLines(net.resolve("softnet_stat")), Files.readAllLines(net.resolve("snmp")));
    }

    /**
     * {@return what two files say}
     *
     * @param softnet a line for each processor; the second hexadecimal number counts what it dropped
     * @param snmp for each protocol a line of names and a line of numbers
     */
    static NetworkLosses of(List<String> softnet, List<String> snmp) throws IOException {
        long dropped = 0;
        for (String processor : softnet) {
            dropped += Long.parseLong(processor.split(" ", 3)[1], 16);
        }
        List<List<String>> tcp = snmp.stream()
                .filter(line -> line.startsWith("Tcp:"))
                .map(line -> Arrays.asList(line.split(" ", -1)))
                .toList();
        int column = tcp.size() == 2 ? tcp.get(0).indexOf("RetransSegs") : -1;
        if (column < 0) {
            throw new IOException("no count of segments sent again in " + snmp);
        }
        return new NetworkLosses(dropped, Long.parseLong(tcp.get(1).get(column)));
    }

    NetworkLosses since(NetworkLosses earlier) {
        return new NetworkLosses(dropped - earlier.dropped, sentAgain - earlier.sentAgain);
    }

    @Override
    public String toString() {
        return "packets dropped by the machine: " + dropped + ", TCP segments sent again: " + sentAgain;
    }
}
