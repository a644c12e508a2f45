package io.jettio.testing.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a connection without a network: hands over messages in order, one at a time, while the receiver
 * reads. Thread-safe; receivers are called outside the lock.
 */
final class Pipe {
    /** Something under way. Exactly one of {@link #arrive} and {@link #lost} is called, or neither where it vanishes. */
    interface Message {
        /** It arrives; whether the receiver reads on. */
        boolean arrive();

        /** Whether it may arrive twice. */
        default boolean isRepeatable() {
            return false;
        }

        /** The sender need not keep it any more: it has arrived, or has vanished without anybody's knowing. */
        default void taken() {}

        /** The connection was cut before it arrived. */
        default void lost() {}
    }

    private record Entry(Message message, long due) {}

    private final KitTime time;
    private final Executor workers;
    private final Faults.Direction faults;
    private final Deque<Entry> waiting = new ArrayDeque<>();
    private boolean handingOver;
    private boolean resumedEarly;
    private boolean reading = true;
    private boolean cut;
    private volatile boolean losing;
    private @Nullable Runnable alarm;

    Pipe(KitTime time, Executor workers, Faults.Direction faults) {
        this.time = time;
        this.workers = workers;
        this.faults = faults;
    }

    void send(Message message) {
        boolean lost;
        synchronized (this) {
            lost = cut;
            if (!lost) {
                waiting.add(new Entry(message, time.nanoTime() + faults.delayNanos()));
            }
        }
        if (lost) {
            message.lost();
        } else {
            move();
        }
    }

    /** The receiver reads on, or stops after what it is handed now. */
    void reading(boolean reads) {
        synchronized (this) {
            if (reads && handingOver) {
                resumedEarly = true;
            }
            reading = reads;
        }
        move();
    }

    /** Nothing arrives any more. */
    void cut() {
        List<Entry> lost;
        synchronized (this) {
            if (cut) {
                return;
            }
            cut = true;
            lost = new ArrayList<>(waiting);
            waiting.clear();
            if (alarm != null) {
                alarm.run();
            }
        }
        lost.forEach(entry -> entry.message().lost());
    }

    /** Has everything vanish from now on. */
    void lose() {
        losing = true;
        move();
    }

    /** Goes on, where something may arrive. */
    void move() {
        synchronized (this) {
            if (handingOver || next(false) == null) {
                return;
            }
            handingOver = true;
        }
        workers.execute(this::handOver);
    }

    /** What may arrive now; where it has to wait for its time, that is seen to. */
    private @Nullable Message next(boolean take) {
        Entry head = waiting.peek();
        if (head == null || !reading || faults.isStopped()) {
            return null;
        }
        if (head.due() - time.nanoTime() > 0) {
            if (alarm == null) {
                alarm = time.after(Duration.ofNanos(head.due() - time.nanoTime()), this::due);
            }
            return null;
        }
        if (take) {
            waiting.remove();
        }
        return head.message();
    }

    private void due() {
        synchronized (this) {
            alarm = null;
        }
        move();
    }

    private synchronized @Nullable Message nextOrEnd() {
        Message next = next(true);
        handingOver = next != null;
        resumedEarly = false;
        return next;
    }

    private void handOver() {
        for (Message next = nextOrEnd(); next != null; next = nextOrEnd()) {
            boolean readOn = true;
            if (!losing) {
                readOn = next.arrive();
                if (next.isRepeatable() && faults.duplicates()) {
                    readOn &= next.arrive();
                }
            }
            next.taken();
            synchronized (this) {
                reading = reading && (readOn || resumedEarly);
            }
            faults.arrived();
        }
    }
}
