package io.jettio.server.internal.jetty;

import io.jettio.common.time.Deadline;
import io.jettio.common.time.DeadlineQueue;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Cuts connections that take too long to bring a whole request head. The time runs from the opening of a connection, TLS
 * included, and again from each answer; it stands still while a request is handled, and for ever once the connection is
 * a WebSocket. Jetty's idle timeout does not do it: each byte starts it anew. Thread-safe.
 */
final class RequestTimeout extends Handler.Wrapper {
    private static final int SWITCHING_PROTOCOLS = 101;

    private final DeadlineQueue deadlines;
    private final long nanos;
    /** The connections that are open, by their TCP end; entries come and go on Jetty's threads. */
    private final Map<EndPoint, Deadline> open = new ConcurrentHashMap<>();

    RequestTimeout(Duration timeout, DeadlineQueue deadlines, Handler next) {
        super(next);
        this.deadlines = deadlines;
        this.nanos = timeout.toNanos();
    }

    /** A connection was accepted; before anything is read from it. */
    void opened(EndPoint connection) {
        Deadline deadline = deadlines.unarmed(connection::close);
        open.put(connection, deadline);
        await(deadline);
    }

    /** A connection is closed, by whomever. */
    void closed(EndPoint connection) {
        Deadline deadline = open.remove(connection);
        if (deadline != null) {
            deadlines.cancel(deadline);
        }
    }

    /** Closes what is open still. */
    void closeAll() {
        open.keySet().forEach(EndPoint::close);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        EndPoint connection =
                tcp(request.getConnectionMetaData().getConnection().getEndPoint());
        Deadline deadline = open.get(connection);
        if (deadline != null) {
            deadlines.cancel(deadline);
            Request.addCompletionListener(request, failure -> {
                if (response.getStatus() != SWITCHING_PROTOCOLS) {
                    await(deadline);
                    if (!open.containsKey(connection)) {
                        deadlines.cancel(deadline); // it was closed meanwhile, and nobody else will
                    }
                }
            });
        }
        return super.handle(request, response, callback);
    }

    private void await(Deadline deadline) {
        deadlines.reschedule(deadline, deadlines.now() + nanos);
    }

    /** The end below TLS. */
    private static EndPoint tcp(EndPoint end) {
        EndPoint below = end;
        while (below instanceof EndPoint.Wrapper wrapper) {
            below = wrapper.unwrap();
        }
        return below;
    }
}
