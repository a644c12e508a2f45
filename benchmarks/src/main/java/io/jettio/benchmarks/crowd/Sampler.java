package io.jettio.benchmarks.crowd;

import io.jettio.benchmarks.load.ProcessUsage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.DirectoryIteratorException;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

/** Prints a line of figures every ten seconds, and remembers the most threads that it saw in any second. */
final class Sampler implements AutoCloseable {
    private static final int LINE_SECONDS = 10;

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "sampler");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicLong pid;
    private final IntSupplier connected;
    private final PrintStream out;
    private final long begun = System.nanoTime();
    private final AtomicInteger mostThreads = new AtomicInteger();

    // Only on the sampler's thread.
    private long lookedAt;
    private long seconds;
    private long lastNanos = System.nanoTime();
    private ProcessUsage last = new ProcessUsage(0, 0, Map.of());

    /**
     * Begins.
     *
     * @param pid the server; 0 while there is none
     * @param connected how many clients are connected
     * @param out where the lines go
     */
    Sampler(AtomicLong pid, IntSupplier connected, PrintStream out) {
        this.pid = pid;
        this.connected = connected;
        this.out = out;
        var unused = executor.scheduleAtFixedRate(this::look, 0, 1, TimeUnit.SECONDS);
    }

    /** {@return the most threads at once, beside those of handlers} */
    int mostThreads() {
        return mostThreads.get();
    }

    private void look() {
        long server = pid.get();
        try {
            if (server != 0) {
                mostThreads.accumulateAndGet(ServerFigures.threads(server).others(), Math::max);
                if (server != lookedAt || seconds % LINE_SECONDS == 0) {
                    print(server);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            if (server == pid.get()) { // else it was killed while we looked
                out.println("no figures: " + e.getMessage());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        seconds++;
    }

    private void print(long server) throws IOException, InterruptedException {
        ProcessUsage usage = ProcessUsage.of(server);
        long now = System.nanoTime();
        if (server == lookedAt) {
            out.printf(
                    "%4d s  connected %5d  %s%n",
                    (now - begun) / 1_000_000_000,
                    connected.getAsInt(),
                    ServerFigures.line(server, last, usage, now - lastNanos));
        }
        lookedAt = server;
        last = usage;
        lastNanos = now;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
