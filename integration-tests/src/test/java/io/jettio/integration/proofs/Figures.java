package io.jettio.integration.proofs;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.management.JMException;
import javax.management.ObjectName;

/** What a process knows of itself. */
final class Figures {
    private static final Path STATUS = Path.of("/proc/self/status");

    private Figures() {}

    /** Bytes of the heap after a collection, and of the resident set, now and at its largest, where /proc tells them. */
    static void memory(Map<String, Long> figures) throws IOException {
        System.gc();
        figures.put(
                "heap", ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        if (Files.isReadable(STATUS)) {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith("VmRSS:") || line.startsWith("VmHWM:")) {
                    String kilobytes = line.replaceAll("[^0-9]", "");
                    figures.put(line.startsWith("VmRSS:") ? "rss" : "rssMost", Long.parseLong(kilobytes) << 10);
                }
            }
        }
    }

    /** The number of threads by their names, and of live instances of each class of Jettio's and of Jetty's connections. */
    static void objects(Map<String, Long> figures) throws JMException {
        String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        for (String line : histogram.lines().toList()) {
            // "  12:    345     6789  io.jettio.Some (module)"
            String[] columns = line.strip().split("\\s+", -1);
            if (columns.length >= 4 && (isOurs(columns[3]) || isConnection(columns[3]))) {
                figures.merge(columns[3].replace('=', '_'), Long.parseLong(columns[1]), Long::sum);
            }
        }
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            // "jettio-handler-7" and "jettio-handler-12" are threads of one kind.
            figures.merge("thread:" + thread.getName().replaceAll("[^A-Za-z]+", "-"), 1L, Long::sum);
        }
    }

    private static boolean isOurs(String name) {
        return name.startsWith("io.jettio.") && !name.startsWith("io.jettio.integration.");
    }

    private static boolean isConnection(String name) {
        return name.startsWith("org.eclipse.jetty.")
                && (name.endsWith("WebSocketCoreSession")
                        || name.endsWith(".HttpConnection")
                        || name.endsWith("SocketChannelEndPoint"));
    }
}
