package io.jettio.harness.check;

import io.jettio.harness.wire.Endpoint;
import io.jettio.harness.wire.Tape;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.LockSupport;

/**
 * Notices when this machine, or the way to the server, stands still: it asks for something that changes nothing, again
 * and again, and keeps when an answer took long. A case that failed meanwhile has proved nothing about the server,
 * because a pong may have come too late.
 */
final class Pulse implements AutoCloseable {
    private static final Duration BEAT = Duration.ofMillis(25);
    private static final String NOBODY = "EIO=4&transport=polling&sid=nobody";

    /** When something stood still, in terms of {@link System#nanoTime()}. */
    private record Stall(long from, long to) {}

    private final Endpoint endpoint;
    private final long bound;
    private final ConcurrentLinkedDeque<Stall> stalls = new ConcurrentLinkedDeque<>();
    private final Thread thread;
    private volatile long last = System.nanoTime();
    private volatile boolean closed;

    /** Whether this server never answers what a pulse asks, so that nothing can be told from it. */
    private volatile boolean deaf;

    Pulse(Endpoint server, Duration bound) {
        this.endpoint = server.toldTo(Tape.NONE);
        this.bound = bound.toNanos();
        this.thread = new Thread(this::beat, "pulse");
        thread.setDaemon(true);
        thread.start();
    }

    private void beat() {
        boolean answered = false;
        while (!closed) {
            LockSupport.parkNanos(BEAT.toNanos());
            try {
                endpoint.get(NOBODY);
            } catch (AssertionError e) {
                // No answer at all is the cases' business; how long it took is what counts here.
                last = System.nanoTime();
                if (!answered) {
                    deaf = true;
                    return;
                }
                continue;
            }
            answered = true;
            long now = System.nanoTime();
            if (now - last - BEAT.toNanos() > bound) {
                stalls.add(new Stall(last, now));
            }
            last = now;
        }
    }

    /** Whether something stood still at some time since then. */
    boolean stalledSince(long from) {
        return (!deaf && System.nanoTime() - last - BEAT.toNanos() > bound)
                || stalls.stream().anyMatch(stall -> stall.to() > from);
    }

    @Override
    public void close() {
        closed = true;
    }
}
