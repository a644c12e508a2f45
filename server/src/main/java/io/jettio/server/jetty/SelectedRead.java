package io.jettio.server.jetty;

import io.jettio.common.run.HandOver;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * The reading of a connection by the thread that selects it, which no handler may block, and what is to happen when that
 * thread has left the connection.
 */
final class SelectedRead {
    private final @Nullable HandOver handOver;

    /** The selecting thread, while it reads. */
    private volatile @Nullable Thread thread;

    /** Of that thread. */
    private @Nullable Runnable next;

    /** @param handOver takes what the selecting thread has for handlers, if it is known */
    SelectedRead(@Nullable HandOver handOver) {
        this.handOver = handOver;
    }

    /** What the calling thread reads, if it selects and brings this request. */
    static @Nullable SelectedRead of(Request request) {
        EndPoint end = request.getConnectionMetaData().getConnection().getEndPoint();
        return end instanceof DelegatingEndPoint own && own.selected().thread == Thread.currentThread()
                ? own.selected()
                : null;
    }

    /** The calling thread, which selects, reads. */
    void run(Runnable reading) {
        thread = Thread.currentThread();
        try {
            if (handOver == null) {
                reading.run();
            } else {
                handOver.during(reading);
            }
        } finally {
            thread = null;
            Runnable behind = next;
            if (behind != null) {
                next = null;
                behind.run();
            }
        }
    }

    /** Has the calling thread, which reads, do something when it has left the connection; once for each read. */
    void behind(Runnable work) {
        if (next != null) {
            throw new IllegalStateException("a read brings one request for others");
        }
        next = work;
    }
}
