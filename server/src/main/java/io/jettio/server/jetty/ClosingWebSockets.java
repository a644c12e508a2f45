package io.jettio.server.jetty;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * The WebSockets whose close the peer has not answered yet. Each is cut after a while, by Jetty's scheduler: it lives as long as the connections do, also when our server is closed and the Jetty in
 * which it was mounted goes on. Thread-safe.
 */
final class ClosingWebSockets {
    /** How long a peer may take to answer a close. */
    static final long PATIENCE_MILLIS = 5_000;

    /** How long a peer that broke the protocol may take to read what it did. */
    static final long LAST_MILLIS = 1_000;

    private final Scheduler scheduler;
    private final Map<JettyWebSocket, Scheduler.Task> closing = new ConcurrentHashMap<>();

    ClosingWebSockets(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** A close is about to be sent; the peer's answer is due from now on. */
    void add(JettyWebSocket webSocket, long patienceMillis) {
        closing.computeIfAbsent(
                webSocket,
                awaited -> scheduler.schedule(
                        () -> {
                            remove(awaited);
                            awaited.cut();
                        },
                        patienceMillis,
                        TimeUnit.MILLISECONDS));
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
        closing.keySet().forEach(JettyWebSocket::cut);
    }
}
