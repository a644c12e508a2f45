package io.jettio.harness.server;

import io.jettio.harness.check.Case;
import io.jettio.harness.check.Level;
import io.jettio.harness.check.Needs;
import io.jettio.harness.check.Result;
import io.jettio.harness.check.Section;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToIntFunction;

/** The server's process, where it runs on this machine and Linux tells of it; and whether a run left something in it. */
public final class ServerProcess {
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Case.Script<ServerTrial> AFTERWARDS = trial -> {
        throw new IllegalStateException("this is seen of the process after a run");
    };

    private static final Case<ServerTrial> DESCRIPTORS = leak("01", "A run leaves no descriptors open.");
    private static final Case<ServerTrial> THREADS = leak("02", "A run leaves no threads running.");

    /**
     * What a process has and has used.
     *
     * @param cpu the time of all its threads so far
     * @param resident its memory, in bytes
     */
    public record Holding(Duration cpu, long resident, int descriptors, int threads) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "CPU %.2f s, resident %d MiB, %d descriptors, %d threads",
                    cpu.toMillis() / 1000.0,
                    resident >> 20,
                    descriptors,
                    threads);
        }
    }

    private final long pid;
    private final int allowance;
    private final Holding before;

    /**
     * Looks at a process for the first time.
     *
     * @param allowance how many descriptors, and how many threads, more than now a run may leave
     * @throws IOException if there is none, or nothing can be seen of it
     */
    public ServerProcess(long pid, int allowance) throws IOException {
        this.pid = pid;
        this.allowance = allowance;
        this.before = look();
    }

    /** {@return the cases that only a process can fail} */
    public static List<Case<ServerTrial>> cases() {
        return List.of(DESCRIPTORS, THREADS);
    }

    private static Case<ServerTrial> leak(String number, String rule) {
        return new Case<>(
                "E4-PROCESS-" + number, Section.PROCESS, Level.ADVISORY, Needs.NOTHING, rule, AFTERWARDS, true);
    }

    /** {@return what it had at first} */
    public Holding before() {
        return before;
    }

    /**
     * Looks at it now.
     *
     * @throws IOException if it is gone
     */
    public Holding look() throws IOException {
        Path proc = Path.of("/proc", Long.toString(pid));
        long resident = 0;
        int threads = 0;
        for (String line : Files.readAllLines(proc.resolve("status"))) {
            String[] words = line.split("\\s+", -1);
            if (words[0].equals("VmRSS:")) {
                resident = Long.parseLong(words[1]) << 10;
            } else if (words[0].equals("Threads:")) {
                threads = Integer.parseInt(words[1]);
            }
        }
        int descriptors = 0;
        try (DirectoryStream<Path> open = Files.newDirectoryStream(proc.resolve("fd"))) {
            for (Path ignored : open) {
                descriptors++;
            }
        }
        Duration cpu = ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
        return new Holding(cpu, resident, descriptors, threads);
    }

    /**
     * Waits until the sessions of a run can be over, as long as something is left, and judges what is.
     *
     * @param lifetime of a session that nobody answers for
     * @throws IOException if the process is gone
     */
    public Result judged(Case<ServerTrial> subject, Duration lifetime) throws IOException {
        ToIntFunction<Holding> counted = subject.equals(THREADS) ? Holding::threads : Holding::descriptors;
        long begun = System.nanoTime();
        long patience = lifetime.multipliedBy(2).plus(PATIENCE).toNanos();
        Holding now = look();
        while (counted.applyAsInt(now) - counted.applyAsInt(before) > allowance
                && System.nanoTime() - begun < patience) {
            LockSupport.parkNanos(LOOK.toNanos());
            now = look();
        }
        int left = counted.applyAsInt(now) - counted.applyAsInt(before);
        String failure =
                left > allowance ? left + " more than before, when all sessions were over; allowed " + allowance : "";
        List<String> transcript = failure.isEmpty() ? List.of() : List.of("before: " + before, "after: " + now);
        return new Result(subject, failure, transcript, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun), 1);
    }
}
