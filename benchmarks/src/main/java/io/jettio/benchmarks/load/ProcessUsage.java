package io.jettio.benchmarks.load;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What a process has used of the processor so far, from Linux's {@code /proc}.
 *
 * <p>There are two clocks. {@code /proc/PID/stat} counts user and system time of all threads that ever lived, in ticks
 * of 10 ms each. {@code /proc/PID/task/N/schedstat} counts nanoseconds of each thread, but forgets those that ended.
 * A difference is taken from the second where the two agree within three ticks, else from the first; so it is good to
 * nanoseconds as a rule, and to 20 ms when a busy thread ended meanwhile.
 *
 * @param userTicks user time
 * @param systemTicks system time
 * @param threadNanos processor time by thread id
 */
public record ProcessUsage(long userTicks, long systemTicks, Map<String, Long> threadNanos) {
    // USER_HZ is 100 on every architecture that Linux and a JVM of today share.
    private static final long TICK_NANOS = 10_000_000;

    /** Keeps a copy of the map. */
    public ProcessUsage {
        threadNanos = Map.copyOf(threadNanos);
    }

    /**
     * What was used between two looks.
     *
     * @param nanos processor time
     * @param userNanos the part in user mode, to 10 ms
     * @param systemNanos the part in the kernel, to 10 ms
     */
    public record Spent(long nanos, long userNanos, long systemNanos) {
        static final Spent NOTHING = new Spent(0, 0, 0);

        Spent plus(Spent other) {
            return new Spent(nanos + other.nanos, userNanos + other.userNanos, systemNanos + other.systemNanos);
        }
    }

    /**
     * {@return what a process has used until now; nothing for process 0}
     *
     * @param pid the process
     * @throws IOException if there is no such process
     */
    public static ProcessUsage of(long pid) throws IOException {
        if (pid == 0) {
            return new ProcessUsage(0, 0, Map.of());
        }
        Path process = Path.of("/proc", Long.toString(pid));
        Map<String, Long> threads = new HashMap<>();
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(process.resolve("task"))) {
            for (Path task : tasks) {
                String thread = task.getFileName().toString();
                threads.put(thread, threadNanos(task));
            }
        }
        String stat = Files.readString(process.resolve("stat"));
        // The second field, a name in brackets, may hold blanks; the state behind it is field 3, user time field 14.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return new ProcessUsage(Long.parseLong(fields[11]), Long.parseLong(fields[12]), threads);
    }

    private static long threadNanos(Path task) throws IOException {
        try {
            String schedstat = Files.readString(task.resolve("schedstat"));
            return Long.parseLong(schedstat.substring(0, schedstat.indexOf(' ')));
        } catch (IOException e) {
            if (Files.exists(task)) {
                throw e;
            }
            return 0; // ended since it was listed, or since it was opened; its time is in the process's ticks
        }
    }

    /**
     * {@return what was used since an earlier look}
     *
     * @param earlier the earlier look
     */
    public Spent since(ProcessUsage earlier) {
        long user = (userTicks - earlier.userTicks) * TICK_NANOS;
        long system = (systemTicks - earlier.systemTicks) * TICK_NANOS;
        long precise = 0;
        for (Map.Entry<String, Long> thread : threadNanos.entrySet()) {
            precise += thread.getValue() - earlier.threadNanos.getOrDefault(thread.getKey(), 0L);
        }
        boolean agree = Math.abs(precise - user - system) <= 3 * TICK_NANOS;
        return new Spent(agree ? precise : user + system, user, system);
    }

    /**
     * {@return the memory of a process that is in the machine's memory, in bytes; 0 for process 0}
     *
     * @param pid the process
     * @throws IOException if there is no such process
     */
    public static long residentBytes(long pid) throws IOException {
        if (pid == 0) {
            return 0;
        }
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
            }
        }
        return 0;
    }
}
