package io.jettio.server.jetty;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * The WebSockets whose close the peer has not answered yet. Jetty itself would wait for ever; here each is cut after a
 * while, by Jetty's scheduler: it lives as long as the connections do, also when our server is closed and the Jetty in
 * which it was mounted goes on. Thread-safe.
 */
final class ClosingWebSockets {
    private static final long PATIENCE_SECONDS = 5;

    private final Scheduler scheduler;
    private final Map<JettyWebSocket, Scheduler.Task> closing = new ConcurrentHashMap<>();

    ClosingWebSockets(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** A close is about to be sent; the peer's answer is due from now on. */
    void add(JettyWebSocket webSocket) {
        closing.computeIfAbsent(
                webSocket,
                awaited -> scheduler.schedule(
                        () -> {
                            remove(awaited);
                            awaited.abort();
                        },
                        PATIENCE_SECONDS,
                        TimeUnit.SECONDS));
    }

    /** Nothing is due any more. */
    void remove(JettyWebSocket webSocket) {
        Scheduler.Task task = closing.remove(webSocket);
        if (task != null) {
            task.cancel();
        }
    }

    /** Cuts all of them now. */
    void abort() {
        closing.keySet().forEach(JettyWebSocket::abort);
    }
}
