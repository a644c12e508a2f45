package io.jettio.harness.client;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Notices when this machine stands still: it wakes up again and again, and keeps when it woke late. A scenario that
 * failed meanwhile has proved nothing about the client.
 */
final class Standstill implements AutoCloseable {
    private static final Duration BEAT = Duration.ofMillis(25);
    private static final Duration LATE = Duration.ofMillis(500);

    private volatile long last = System.nanoTime();
    private volatile long late = System.nanoTime() - LATE.toNanos();
    private volatile boolean closed;

    Standstill() {
        Thread thread = new Thread(this::beat, "standstill");
        thread.setDaemon(true);
        thread.start();
    }

    private void beat() {
        while (!closed) {
            LockSupport.parkNanos(BEAT.toNanos());
            long now = System.nanoTime();
            if (now - last > LATE.toNanos()) {
                late = now;
            }
            last = now;
        }
    }

    /** Whether it stood still at some time since then. */
    boolean since(long from) {
        return late - from > 0 || System.nanoTime() - last > LATE.toNanos();
    }

    @Override
    public void close() {
        closed = true;
    }
}
