package io.jettio.server.jetty;

import java.io.Closeable;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;

/**
 * A request for the host's own handlers, which may block, that a selecting thread has brought: it gets a thread of Jetty's, and
 * not before the selecting thread has left the connection, so that all which the host hangs on the request's end runs on
 * its own thread.
 */
record HostRequest(Request.Handler handler, Request request, Response response, Callback callback)
        implements Runnable, Closeable {
    /** Has it run when the calling thread has done the read. */
    void behind(SelectedRead read) {
        read.behind(() -> {
            try {
                threads().execute(this);
            } catch (RejectedExecutionException stopping) {
                callback.failed(stopping);
            }
        });
    }

    /** What gives a blocking handler its thread: virtual ones, where the host has such. */
    private Executor threads() {
        Executor threads = request.getComponents().getExecutor();
        Executor virtual = VirtualThreads.getVirtualThreadsExecutor(threads);
        return virtual == null ? threads : virtual;
    }

    @Override
    public void run() {
        try {
            if (!handler.handle(request, response, callback) && !handleByDefault()) {
                Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
            }
        } catch (Exception | Error e) {
            callback.failed(e); // as Jetty does
        }
    }

    private boolean handleByDefault() throws Exception {
        Server server = request.getConnectionMetaData().getConnector().getServer();
        Handler last = server.getDefaultHandler();
        return last != null && last.handle(request, response, callback);
    }

    /** The threads stop before it was begun. */
    @Override
    public void close() {
        callback.failed(new RejectedExecutionException("the server stops"));
    }
}
