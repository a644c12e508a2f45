package io.jettio.common.run;

import io.jettio.common.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what a thread that reads many connections in turn has for lanes' handlers, and hands it over together: a thread
 * woken for each would at once take the processor from the one that reads, and to wake it costs as much as most handlers.
 * Work waits for {@link #PATIENCE_NANOS} while more is read, and not once all is read. Thread-safe.
 */
public final class HandOver {
    /** About what the reading of ten short requests takes. */
    static final long PATIENCE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    /** Who gathers what the thread has, while it reads. */
    private static final ThreadLocal<@Nullable HandOver> CURRENT = new ThreadLocal<>();

    private final Runnable whenAllIsRead;

    @GuardedBy("this")
    private List<Piece> gathered = new ArrayList<>();

    @GuardedBy("this")
    private long sinceNanos;

    private record Piece(HandlerThreads threads, Runnable work) {}

    /**
     * Makes one that has nothing yet.
     *
     * @param whenAllIsRead is called by the thread that reads when there is something to hand over, and has to see to it that
     *     {@link #handOver()} is called when that thread has nothing more to read
     */
    public HandOver(Runnable whenAllIsRead) {
        this.whenAllIsRead = whenAllIsRead;
    }

    /** Reads a connection; what that brings for lanes, on the calling thread, is gathered. */
    public void during(Runnable reading) {
        CURRENT.set(this);
        try {
            reading.run();
        } finally {
            CURRENT.remove();
        }
    }

    /** Whether the work was taken, as the calling thread gathers. */
    static boolean takes(HandlerThreads threads, Runnable work) {
        HandOver current = CURRENT.get();
        if (current == null) {
            return false;
        }
        current.add(new Piece(threads, work), System.nanoTime());
        return true;
    }

    private void add(Piece piece, long now) {
        boolean first;
        boolean late;
        synchronized (this) {
            first = gathered.isEmpty();
            if (first) {
                sinceNanos = now;
            }
            gathered.add(piece);
            late = now - sinceNanos > PATIENCE_NANOS;
        }
        if (first) {
            whenAllIsRead.run();
        } else if (late) {
            handOver();
        }
    }

    /** Hands over what there is. */
    public void handOver() {
        List<Piece> pieces;
        synchronized (this) {
            pieces = gathered;
            if (pieces.isEmpty()) {
                return;
            }
            gathered = new ArrayList<>();
        }
        HandlerThreads threads = pieces.get(0).threads();
        List<Runnable> together = new ArrayList<>(pieces.size());
        for (Piece piece : pieces) {
            if (piece.threads() == threads) {
                together.add(piece.work());
            } else {
                piece.threads().executeAll(List.of(piece.work())); // of another server in the same Jetty
            }
        }
        threads.executeAll(together);
    }
}
