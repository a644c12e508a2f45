package io.jettio.client.internal.concurrent;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Runs tasks one at a time, in the order in which each thread gave them, and tells the time. State that lives on a
 * strand needs no lock. A task never blocks and never calls user code.
 */
public interface Strand extends Executor {
    /**
     * Runs a task soon. After the strand has stopped, tasks are dropped.
     *
     * @param task the task
     */
    @Override
    void execute(Runnable task);

    /**
     * Runs a task on this strand after a delay, unless it is cancelled before. May be called from any thread.
     *
     * @param delay from now on
     * @param task the task
     * @return cancels it
     */
    Timer after(Duration delay, Runnable task);

    /**
     * {@return nanoseconds of a clock that only runs forward, as {@link System#nanoTime()}}
     */
    long nanoTime();

    /** A task that is still to run. */
    @FunctionalInterface
    interface Timer {
        /** Cancels the task; nothing happens if it has run. */
        void cancel();
    }
}
