package io.jettio.client.internal;

import io.jettio.common.run.FlushScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Those who wait for a manager: for its sockets to be connected, or for its end. Any thread, where nothing else is said. */
final class Waiters {
    private final ManagerImpl manager;
    private final Set<Connecting> connects = ConcurrentHashMap.newKeySet();
    private final Set<CountDownLatch> awaiting = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    // Strand.
    private final List<CountDownLatch> ends = new ArrayList<>();

    Waiters(ManagerImpl manager) {
        this.manager = manager;
    }

    /** Connects sockets; the future completes on the strand. */
    CompletableFuture<Void> connect(Map<String, SocketImpl> sockets, Duration timeout) {
        Connecting connecting = new Connecting(sockets, manager.strand());
        connects.add(connecting);
        var unused = connecting.result().whenComplete((done, failure) -> connects.remove(connecting));
        manager.strand().execute(() -> connecting.start(timeout));
        if (stopped) {
            connecting.abandon();
        }
        return connecting.result();
    }

    boolean awaitEnd(Duration timeout) throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        awaiting.add(end);
        try {
            return awaitEnd(end, timeout);
        } finally {
            awaiting.remove(end);
        }
    }

    private boolean awaitEnd(CountDownLatch end, Duration timeout) throws InterruptedException {
        manager.strand().execute(() -> {
            ends.add(end);
            if (manager.link().isIdle()) {
                ended();
            }
        });
        if (stopped) {
            return true;
        }
        FlushScope.flushNow();
        boolean over = end.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
        if (!over) {
            manager.strand().execute(() -> ends.remove(end));
        }
        return over;
    }

    /** There is no connection, and none will be by itself. Strand. */
    void ended() {
        ends.forEach(CountDownLatch::countDown);
        ends.clear();
    }

    /** The manager has stopped: for those who came when the strand had stopped already. */
    void stopped() {
        stopped = true;
        connects.forEach(Connecting::abandon);
        awaiting.forEach(CountDownLatch::countDown);
    }
}
