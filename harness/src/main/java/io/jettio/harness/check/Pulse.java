package io.jettio.harness.check;

import io.jettio.harness.wire.Daemon;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Notices when this machine, or the way to a server, stands still: it does something that changes nothing, again and
 * again, and keeps when that took long. A case that failed meanwhile has proved nothing, because a pong may have come too
 * late.
 */
public final class Pulse implements AutoCloseable {
    private static final Duration BEAT = Duration.ofMillis(25);

    /** When something stood still, in terms of {@link System#nanoTime()}. */
    private record Stall(long from, long to) {}

    private final BooleanSupplier beat;
    private final long bound;
    private final ConcurrentLinkedDeque<Stall> stalls = new ConcurrentLinkedDeque<>();
    private volatile long last = System.nanoTime();
    private volatile boolean closed;

    /** Whether there never was an answer, so that nothing can be told from it. */
    private volatile boolean deaf;

    /**
     * Begins to beat, on a thread of its own.
     *
     * @param bound how much longer than the time between two beats one may take
     * @param beat what is done; whether there was an answer, without which how long it took says nothing
     */
    public Pulse(Duration bound, BooleanSupplier beat) {
        this.bound = bound.toNanos();
        this.beat = beat;
        Daemon.start("pulse", this::run);
    }

    private void run() {
        boolean answered = false;
        while (!closed) {
            LockSupport.parkNanos(BEAT.toNanos());
            boolean answers = beat.getAsBoolean();
            long now = System.nanoTime();
            if (answers) {
                answered = true;
                if (late(now)) {
                    stalls.add(new Stall(last, now));
                }
            } else if (!answered) {
                deaf = true;
                return;
            }
            last = now;
        }
    }

    private boolean late(long now) {
        return now - last - BEAT.toNanos() > bound;
    }

    /** Whether something stood still at some time since then. */
    boolean stalledSince(long from) {
        return (!deaf && late(System.nanoTime())) || stalls.stream().anyMatch(stall -> stall.to() > from);
    }

    @Override
    public void close() {
        closed = true;
    }
}
