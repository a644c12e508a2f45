package io.jettio.server.internal.run;

import io.jettio.server.internal.GuardedBy;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks in the order in which they were added, one at a time, on the handler threads. Any thread may add. A drained
 * batch is one {@link FlushScope}: what its tasks send goes out together at its end.
 */
public final class Lane implements Runnable {
    /** After so many tasks a lane goes to the back of the queue, so that a busy socket cannot keep a thread. */
    private static final int FAIR_SHARE = 256;

    private final HandlerThreads threads;

    @GuardedBy("this")
    private @Nullable Task head;

    @GuardedBy("this")
    private @Nullable Task tail;

    @GuardedBy("this")
    private boolean scheduled;

    private @Nullable Task taken; // only by the run that is scheduled

    /** Makes an empty lane on these threads. */
    public Lane(HandlerThreads threads) {
        this.threads = threads;
    }

    /** Something to run; each instance may be added to one lane once. */
    public abstract static class Task {
        private @Nullable Task next;

        /** Does the work. What it throws is a defect of ours and is logged; application code has its own error hook. */
        protected abstract void run();
    }

    /** Adds a task and returns at once. */
    public void add(Task task) {
        synchronized (this) {
            Task last = tail;
            if (last == null) {
                head = task;
            } else {
                last.next = task;
            }
            tail = task;
            if (scheduled) {
                return;
            }
            scheduled = true;
        }
        threads.execute(this);
    }

    /** Adds a task given as a function. */
    public void add(Runnable work) {
        add(new Task() {
            @Override
            protected void run() {
                work.run();
            }
        });
    }

    /** Drains the lane; called by the handler threads only. */
    @Override
    public void run() {
        FlushScope scope = threads.flushScope();
        scope.enter();
        try {
            drain();
        } finally {
            scope.exit();
        }
    }

    /** Everything that was added meanwhile, or null, and then the lane is not scheduled any more. */
    private synchronized @Nullable Task takeAll() {
        Task first = head;
        head = null;
        tail = null;
        scheduled = first != null;
        return first;
    }

    private void drain() {
        do {
            for (int done = 0; done < FAIR_SHARE; done++) {
                Task task = taken != null ? taken : takeAll();
                if (task == null) {
                    return;
                }
                taken = task.next;
                task.next = null;
                try {
                    task.run();
                } catch (RuntimeException | Error e) {
                    threads.failed(e);
                }
            }
        } while (!threads.offer(this)); // closed threads take nothing new, but finish what waits
    }
}
