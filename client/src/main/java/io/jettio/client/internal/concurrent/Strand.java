package io.jettio.client.internal.concurrent;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Runs tasks one at a time, in the order in which each thread gave them, and tells the time. State that lives on a
 * strand needs no lock. A task never blocks and never calls user code.
 */
public interface Strand extends Executor {
    /**
     * Runs a task soon: what a handler gives, at the latest when its batch has ended or has blocked for two milliseconds.
     * After the strand has stopped, tasks are dropped.
     *
     * @param task the task
     */
    @Override
    void execute(Runnable task);

    /**
     * Runs a task, at once on the calling thread if nothing else runs on this strand. For threads of the network, which
     * wait for nothing and hold no lock that a task takes: it saves waking another one for each message.
     *
     * @param task the task
     */
    default void executeHere(Runnable task) {
        execute(task);
    }

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

    /**
     * {@return milliseconds of the time of day, which also passes while the machine sleeps, and which somebody may set}
     */
    default long wallMillis() {
        return System.currentTimeMillis();
    }

    /**
     * {@return whether tasks are dropped from now on} Any thread.
     */
    boolean hasStopped();

    /**
     * Stops: what is queued does not run any more. Waits for the task that runs, unless called by it.
     *
     * @param timeout how long to wait at the most
     * @throws InterruptedException if the calling thread was interrupted meanwhile; it is stopped nevertheless
     */
    void stop(Duration timeout) throws InterruptedException;

    /** A task that is still to run. */
    @FunctionalInterface
    interface Timer {
        /** Cancels the task; nothing happens if it has run. */
        void cancel();
    }
}
