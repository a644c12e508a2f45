package io.jettio.common.run;

import io.jettio.common.GuardedBy;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks in the order in which they were added, one at a time, on the handler threads. Any thread may add. A drained
 * batch is one {@link FlushScope}: what its tasks send goes out together at its end.
 */
public final class Lane implements Runnable, Executor {
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
    private boolean holding; // only by the run that is scheduled: whether a look at the hold is worth a lock

    @GuardedBy("this")
    private @Nullable Hold hold;

    /** What ended the hold goes before everything else. */
    @GuardedBy("this")
    private @Nullable Task resumedBy;

    /** Whether the lane stands at its hold, and no run is scheduled. */
    @GuardedBy("this")
    private boolean standing;

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

    /** As {@link #add(Runnable)}, for who only knows that something runs tasks. */
    @Override
    public void execute(Runnable work) {
        add(work);
    }

    /** A stop behind the task that asked for it. It ends once. */
    public final class Hold {
        private Hold() {}

        /**
         * Lets the lane go on, with a task before everything that waits. Where the hold was broken meanwhile, the task
         * goes behind what waits. Any thread may call this, once.
         */
        public void resume(Task first) {
            if (!end(this, first)) {
                add(first);
            }
        }

        /** Lets the lane go on; nothing happens where it does already. */
        public void release() {
            end(this, null);
        }
    }

    /** Called by a task on the lane: nothing runs after it until the hold ends. */
    public Hold hold() {
        Hold own = new Hold();
        holding = true;
        synchronized (this) {
            hold = own;
        }
        return own;
    }

    /** Ends whatever hold there is: what it waits for does not matter any more. */
    public void breakHold() {
        end(null, null);
    }

    /** Ends a hold, or any; whether it stood. */
    private boolean end(@Nullable Hold expected, @Nullable Task first) {
        synchronized (this) {
            if (hold == null || (expected != null && hold != expected)) {
                return false;
            }
            hold = null;
            resumedBy = first;
            if (!standing) {
                return true;
            }
            standing = false;
        }
        threads.execute(this);
        return true;
    }

    /** Whether the lane stops here; if not, what ended the hold comes next. */
    private boolean stops() {
        Task first;
        synchronized (this) {
            if (hold != null) {
                standing = true;
                return true;
            }
            first = resumedBy;
            resumedBy = null;
        }
        holding = false;
        if (first != null) {
            first.next = taken;
            taken = first;
        }
        return false;
    }

    /** Drains the lane; called by the handler threads only. */
    @Override
    public void run() {
        threads.inOneFlush(this::drain);
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
                if (holding && stops()) {
                    return;
                }
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
