package io.jettio.benchmarks.crowd;

import io.jettio.benchmarks.load.ProcessUsage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a look at the server's process shows: Linux's {@code /proc}, and {@code jcmd} for the heap. */
final class ServerFigures {
    // A thread's name is cut at 15 characters.
    private static final String HANDLER = "jettio-handler-";
    private static final Pattern USED = Pattern.compile("used (\\d+)K");
    private static final Pattern LIMIT = Pattern.compile("(?m)^Max open files\\s+(\\d+)");

    private ServerFigures() {}

    /**
     * Threads of a process.
     *
     * @param handlers those that run the application's handlers
     * @param others all that there are beside
     */
    record Threads(int handlers, int others) {}

    static Threads threads(long pid) throws IOException {
        int handlers = 0;
        int others = 0;
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path task : tasks) {
                if (name(task).startsWith(HANDLER)) {
                    handlers++;
                } else {
                    others++;
                }
            }
        }
        return new Threads(handlers, others);
    }

    private static String name(Path task) throws IOException {
        try {
            return Files.readString(task.resolve("comm"));
        } catch (IOException e) {
            if (Files.exists(task)) {
                throw e;
            }
            return ""; // ended since it was listed, or since it was opened
        }
    }

    static int descriptors(long pid) throws IOException {
        int count = 0;
        try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (Path ignored : open) {
                count++;
            }
        }
        return count;
    }

    /** {@return how many descriptors a process may have} */
    static int descriptorLimit(String process) throws IOException {
        Matcher limit = LIMIT.matcher(Files.readString(Path.of("/proc", process, "limits")));
        return limit.find() ? Integer.parseInt(limit.group(1)) : Integer.MAX_VALUE;
    }

    static long usedHeapBytes(long pid) throws IOException, InterruptedException {
        return usedHeapBytes(jcmd(pid, "GC.heap_info"));
    }

    /** {@return what is left after a full collection} */
    static long liveHeapBytes(long pid) throws IOException, InterruptedException {
        return usedHeapBytes(jcmd(pid, "GC.run\nGC.heap_info"));
    }

    static long usedHeapBytes(String heapInfo) throws IOException {
        long kibibytes = 0;
        for (String line : heapInfo.split("\n", -1)) {
            Matcher used = USED.matcher(line);
            if (!line.contains("Metaspace") && !line.contains("class space") && used.find()) {
                kibibytes += Long.parseLong(used.group(1));
            }
        }
        if (kibibytes == 0) {
            throw new IOException("no heap in " + heapInfo);
        }
        return kibibytes * 1024;
    }

    static String jcmd(long pid, String command) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder("jcmd", Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        String output = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (jcmd.waitFor() != 0) {
            throw new IOException("jcmd " + command + ": " + output.strip());
        }
        return output;
    }

    /** {@return one line of figures}
     *
     * @param pid the server
     * @param before what it had used of the processor when the interval began
     * @param after what it has used now
     * @param nanos the interval
     */
    static String line(long pid, ProcessUsage before, ProcessUsage after, long nanos)
            throws IOException, InterruptedException {
        Threads threads = threads(pid);
        return String.format(
                "heap %4d MB  rss %4d MB  threads %3d (handlers %3d)  descriptors %5d  cpu %3.0f %%",
                usedHeapBytes(pid) >> 20,
                ProcessUsage.residentBytes(pid) >> 20,
                threads.others(),
                threads.handlers(),
                descriptors(pid),
                100.0 * after.since(before).nanos() / nanos);
    }
}
