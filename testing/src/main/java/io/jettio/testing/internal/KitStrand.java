package io.jettio.testing.internal;

import io.jettio.client.internal.concurrent.Strand;
import java.time.Duration;
import java.util.concurrent.Executor;

/** A client's strand on the kit's threads and time. */
final class KitStrand implements Strand {
    private final KitTime time;
    private final Sequence sequence;
    private volatile boolean stopped;

    KitStrand(KitTime time, Executor workers) {
        this.time = time;
        this.sequence = new Sequence(workers);
    }

    @Override
    public void execute(Runnable task) {
        if (!stopped) {
            sequence.execute(task);
        }
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        return time.after(delay, () -> execute(task))::run;
    }

    @Override
    public long nanoTime() {
        return time.nanoTime();
    }

    @Override
    public long wallMillis() {
        return time.nanoTime() / 1_000_000;
    }

    @Override
    public boolean hasStopped() {
        return stopped;
    }

    @Override
    public void stop(Duration timeout) {
        stopped = true;
    }
}
