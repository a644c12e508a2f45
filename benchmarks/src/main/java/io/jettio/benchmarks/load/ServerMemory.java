package io.jettio.benchmarks.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server keeps in memory: of a JVM the used heap after two full collections, of any other program what is
 * resident. Linux only, and the JVM must be of the same user.
 *
 * @param heap whether it is a JVM's heap
 * @param bytes how many
 */
public record ServerMemory(boolean heap, long bytes) {
    // "garbage-first heap   total 262144K, used 4321K [0x...", and "used 4M" of ZGC. "eden space 100K, 3% used" is
    // none.
    private static final Pattern USED = Pattern.compile("\\bused (\\d+)([KMG])");

    /**
     * {@return what a process keeps}
     *
     * @param pid the process
     * @throws IOException if it cannot be asked
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public static ServerMemory of(long pid) throws IOException, InterruptedException {
        Path program = Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "exe"));
        if (!program.endsWith("java")) {
            return new ServerMemory(false, ProcessUsage.residentBytes(pid));
        }
        Path jcmd = program.resolveSibling("jcmd");
        String tool = Files.exists(jcmd) ? jcmd.toString() : System.getProperty("java.home") + "/bin/jcmd";
        run(tool, pid, "GC.run");
        run(tool, pid, "GC.run");
        return new ServerMemory(true, usedHeap(run(tool, pid, "GC.heap_info")));
    }

    /** {@return the sum of what the heap's generations use, in bytes} */
    static long usedHeap(String heapInfo) {
        long bytes = 0;
        for (String line : heapInfo.lines().toList()) {
            Matcher used = USED.matcher(line);
            if (!line.contains("Metaspace") && !line.contains("class space") && used.find()) {
                bytes += Long.parseLong(used.group(1)) << shift(used.group(2));
            }
        }
        if (bytes == 0) {
            throw new IllegalArgumentException("no used heap in: " + heapInfo);
        }
        return bytes;
    }

    private static int shift(String unit) {
        return switch (unit) {
            case "K" -> 10;
            case "M" -> 20;
            default -> 30;
        };
    }

    private static String run(String jcmd, long pid, String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(jcmd, Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("jcmd " + pid + " " + command + ": " + output);
        }
        return output;
    }
}
