package io.jettio.common.run;

import io.jettio.common.GuardedBy;
import io.jettio.common.Loggers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers what a thread that reads many connections in turn has for lanes' handlers, and hands it over together: a thread
 * woken for each would at once take the processor from the one that reads, and to wake it costs as much as most handlers.
 * Work waits for {@link #PATIENCE_NANOS} while more is read, and not once all is read. Thread-safe.
 */
public final class HandOver {
    private static final Logger LOG = LoggerFactory.getLogger(Loggers.COMMON);

    /** About what the reading of ten short requests takes. */
    static final long PATIENCE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    /** Who gathers what the thread has, while it reads. */
    private static final ThreadLocal<@Nullable HandOver> CURRENT = new ThreadLocal<>();

    private final Runnable whenAllIsRead;
    private final LongSupplier nanoTime;

    @GuardedBy("this")
    private List<Piece> gathered = new ArrayList<>();

    @GuardedBy("this")
    private long sinceNanos;

    @GuardedBy("this")
    private List<Runnable> deferred = new ArrayList<>();

    /** Whether {@link #finish()} will be called. */
    @GuardedBy("this")
    private boolean told;

    private record Piece(HandlerThreads threads, Runnable work) {}

    /**
     * Makes one that has nothing yet.
     *
     * @param whenAllIsRead is called by the thread that reads when there is something to hand over or to do, and has to see
     *     to it that {@link #finish()} is called when that thread has nothing more to read
     */
    public HandOver(Runnable whenAllIsRead) {
        this(whenAllIsRead, System::nanoTime);
    }

    HandOver(Runnable whenAllIsRead, LongSupplier nanoTime) {
        this.whenAllIsRead = whenAllIsRead;
        this.nanoTime = nanoTime;
    }

    /** Reads a connection; what that brings for lanes, on the calling thread, is gathered. */
    public void during(Runnable reading) {
        CURRENT.set(this);
        try {
            reading.run();
        } finally {
            CURRENT.set(null); // and not removed: the next connection is read soon
        }
    }

    /** Whether the work was taken, as the calling thread gathers. */
    static boolean takes(HandlerThreads threads, Runnable work) {
        HandOver current = CURRENT.get();
        if (current == null) {
            return false;
        }
        current.add(new Piece(threads, work));
        return true;
    }

    private void add(Piece piece) {
        long now = nanoTime.getAsLong();
        boolean late;
        synchronized (this) {
            if (gathered.isEmpty()) {
                sinceNanos = now;
            }
            gathered.add(piece);
            late = now - sinceNanos > PATIENCE_NANOS;
        }
        if (late) {
            handOver();
        } else {
            tell();
        }
    }

    /**
     * Has the calling thread do something when it has read all that there is to read now, if it is one that gathers. It must
     * not block.
     *
     * @param work what it does
     * @return whether it will
     */
    public static boolean defers(Runnable work) {
        HandOver current = CURRENT.get();
        if (current == null) {
            return false;
        }
        synchronized (current) {
            current.deferred.add(work);
        }
        current.tell();
        return true;
    }

    private void tell() {
        synchronized (this) {
            if (told) {
                return;
            }
            told = true;
        }
        whenAllIsRead.run();
    }

    /** All is read: does what was deferred, and hands over what there is then. */
    public void finish() {
        List<Runnable> works;
        synchronized (this) {
            told = false;
            works = deferred;
            if (!works.isEmpty()) {
                deferred = new ArrayList<>();
            }
        }
        for (Runnable work : works) {
            try {
                during(work);
            } catch (RuntimeException | Error e) {
                LOG.error("a connection's work failed", e);
            }
        }
        handOver();
    }

    /** Hands over what there is. */
    private void handOver() {
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
