package io.jettio.server.jetty;

import io.jettio.common.GuardedBy;
import io.jettio.common.run.HandOver;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadPendingException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.jspecify.annotations.Nullable;

/**
 * An end point whose connection of HTTP/1.1 is read on only when nobody is reading: it knows who does, since whoever waits
 * for bytes is called through it. It also spares a request that is answered later what Jetty does behind the answer: a
 * thread that looks for the next request, finds nothing and waits for it, which the selecting thread is woken for. Here
 * the thread that answers does it without a look, and the selecting thread has known since the request came. Thread-safe.
 */
final class OrderedEndPoint extends DelegatingEndPoint {
    private final Callback events = new Events();
    private final Reads reads;

    /** How many threads are in the connection; one that is about to leave and has asked for more bytes may be a second. */
    @GuardedBy("this")
    private int inside;

    /** What reads on once they have left. */
    @GuardedBy("this")
    private @Nullable Waiting waiting;

    /** Whoever waits for bytes. */
    @GuardedBy("this")
    private @Nullable Callback reader;

    /** Whether the end point below tells when bytes come, perhaps before anybody waits for them. */
    @GuardedBy("this")
    private boolean told;

    /** How the end point below was told to call, when it was told to tell. */
    private volatile InvocationType asTold = InvocationType.BLOCKING;

    /** Whether the selecting thread is to read what comes next. */
    private volatile boolean bySelecting;

    /** Whether the request that came is answered by another thread, so that nothing more comes before. */
    @GuardedBy("this")
    private boolean answeredLater;

    /** Who came into the connection last, until all have left; written under the lock. */
    private volatile @Nullable Thread visitor;

    /** The reader now or before, for how it is to be called. */
    @GuardedBy("this")
    private @Nullable Callback known;

    /** The connection that is read in order; what follows it by an upgrade has an order of its own. */
    private volatile @Nullable Connection http;

    private record Waiting(Visit visit, boolean rests, Executor executor) {}

    /**
     * For a connection that is not open yet.
     *
     * @param handOver takes what the selecting thread has for handlers, if it is known
     */
    OrderedEndPoint(EndPoint below, @Nullable HandOver handOver) {
        super(below, handOver);
        this.reads = new Reads(below);
    }

    // ---------------------------------------------------------------- one after the other

    /** From now on this connection is the one that is read in order. */
    void order(Connection connection) {
        http = connection;
    }

    /** Whether a job reads a connection on in whose order that has to come; then it does. */
    static boolean readsOn(Runnable job, Executor executor) {
        if (job instanceof Connection connection
                && connection.getEndPoint() instanceof OrderedEndPoint end
                && end.http == connection) {
            end.readOn(job, executor);
            return true;
        }
        return false;
    }

    /**
     * Runs what reads on, and not before those have left who read now: here, where it will only wait, or by an executor. Where
     * somebody waits for bytes already, that is who reads on.
     */
    void readOn(Runnable job, Executor executor) {
        boolean open = !below.isInputShutdown() && !below.isOutputShutdown();
        Waiting next;
        synchronized (this) {
            if (reader != null) {
                return;
            }
            next = new Waiting(new Visit(job), reads.leftNothing() && open, executor);
            if (inside > 0) {
                waiting = next;
                return;
            }
        }
        readOn(next);
    }

    private void readOn(Waiting next) {
        if (next.rests()) {
            next.visit().run(true);
            return;
        }
        try {
            next.executor().execute(next.visit());
        } catch (RejectedExecutionException stopping) {
            below.close(stopping);
            next.visit().run(); // finds the end, and gives its buffer back
        }
    }

    /** Somebody reads on, or is closed by an executor that stops before. */
    private final class Visit implements Runnable, Closeable {
        private final Runnable job;

        Visit(Runnable job) {
            this.job = job;
        }

        @Override
        public void run() {
            run(false);
        }

        void run(boolean rests) {
            synchronized (OrderedEndPoint.this) {
                enter();
            }
            reads.begin(rests);
            try {
                job.run();
            } finally {
                leave();
            }
        }

        @Override
        public void close() {
            below.close();
        }
    }

    @GuardedBy("this")
    private void enter() {
        inside++;
        visitor = Thread.currentThread();
        answeredLater = false;
    }

    private void leave() {
        boolean open = !below.isInputShutdown();
        Waiting next;
        synchronized (this) {
            inside--;
            if (inside > 0) {
                return;
            }
            visitor = null;
            reads.end();
            next = waiting;
            waiting = null;
            if (reader != null) {
                return;
            }
            if (next == null) {
                if (!answeredLater || !reads.leftNothing() || !open || told) {
                    return;
                }
                told();
            }
        }
        if (next != null) {
            readOn(next);
        } else {
            below.fillInterested(events);
        }
    }

    /**
     * The calling thread brings a request of ours, all of which it has read if the socket was empty then. Others may be handled
     * for so long that more comes, which has to be found behind them.
     *
     * @param whole whether its body has been read, too, or there is none
     */
    void bringsOurs(boolean whole) {
        reads.areOurs(whole);
    }

    /** The end point of a request's connection, if it is such a one. */
    static @Nullable OrderedEndPoint of(Request request) {
        EndPoint end = request.getConnectionMetaData().getConnection().getEndPoint();
        return end instanceof OrderedEndPoint ordered ? ordered : null;
    }

    /**
     * Says who reads from the next request on: the selecting thread, even where the host has handlers that block, as the request
     * is likely to be one of ours and nothing of the host's is around them; or whoever Jetty has do it.
     */
    void readBySelecting(boolean selecting) {
        bySelecting = selecting && http != null;
    }

    /** The request that the calling thread brings will be answered by another one, and is not an upgrade. */
    synchronized void answeredLater() {
        answeredLater = visitor == Thread.currentThread() && http != null;
    }

    /** Is told of bytes, and tells whoever waits for them; where nobody does, the end point below will tell again. */
    private final class Events implements Callback {
        @Override
        public void succeeded() {
            boolean selects = asTold == InvocationType.NON_BLOCKING;
            Callback called = called();
            if (called != null) {
                try {
                    if (selects) {
                        selected().run(called::succeeded);
                    } else {
                        called.succeeded();
                    }
                } finally {
                    leave();
                }
            }
        }

        @Override
        public void failed(Throwable failure) {
            Callback called = called();
            if (called != null) {
                try {
                    called.failed(failure);
                } finally {
                    leave();
                }
            }
        }

        private @Nullable Callback called() {
            synchronized (OrderedEndPoint.this) {
                told = false;
                Callback called = reader;
                if (called != null) {
                    reader = null;
                    enter();
                }
                return called;
            }
        }

        @Override
        public InvocationType getInvocationType() {
            return asTold;
        }
    }

    // ---------------------------------------------------------------- what the connection asks for

    /** Whatever follows, such as HTTP/2, has an order of its own, and what it brings is not known here. */
    @Override
    public void upgrade(Connection next) {
        http = null;
        bySelecting = false;
        super.upgrade(next);
    }

    @Override
    public void fillInterested(Callback callback) {
        synchronized (this) {
            if (reader != null) {
                throw new ReadPendingException();
            }
            reader = callback;
            known = callback;
            reads.endWithRequest();
            if (told) {
                return;
            }
            told();
        }
        below.fillInterested(events);
    }

    @GuardedBy("this")
    private void told() {
        told = true;
        asTold = bySelecting ? InvocationType.NON_BLOCKING : Invocable.getInvocationType(known);
    }

    /** For a request's body, whose reader nobody reads beside. */
    @Override
    public boolean tryFillInterested(Callback callback) {
        reads.end();
        synchronized (this) {
            if (told && reader == null) {
                reader = callback;
                known = callback;
                return true;
            }
        }
        return below.tryFillInterested(callback);
    }

    /** Also whether somebody waits for a request's body, whom the end point below knows. */
    @Override
    public synchronized boolean isFillInterested() {
        return reader != null || (!told && below.isFillInterested());
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        return reads.fill(buffer);
    }

    /** Jetty asks for it behind what it has parsed, before it gives the buffer away, and behind a request that is answered. */
    @Override
    public Connection getConnection() {
        reads.areParsed();
        if (visitor == Thread.currentThread()) {
            notLater();
        }
        return below.getConnection();
    }

    private synchronized void notLater() {
        answeredLater = false;
    }
}
