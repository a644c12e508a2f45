package io.jettio.benchmarks.clients;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Clients of one library: a closed loop, in which each reply has the client send its next message on the thread that the
 * library replies on.
 */
abstract class Clients implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final LongAdder replies = new LongAdder();
    private final LongAdder wrong = new LongAdder();
    private final AtomicInteger underWay = new AtomicInteger();
    private final Semaphore connected = new Semaphore(0);
    private volatile boolean sending;

    /** Opens some more clients and waits until they are connected. */
    final void open(int count) throws InterruptedException, TimeoutException {
        for (int i = 0; i < count; i++) {
            add();
        }
        if (!connected.tryAcquire(count, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new TimeoutException("not all clients are connected");
        }
    }

    /** Keeps so many messages of each client under way for a time, and waits for the last replies. */
    final long run(int clients, int outstanding, double seconds) throws InterruptedException, TimeoutException {
        long before = replies.sum();
        sending = true;
        for (int client = 0; client < clients; client++) {
            for (int i = 0; i < outstanding; i++) {
                underWay.incrementAndGet();
                send(client);
            }
        }
        TimeUnit.NANOSECONDS.sleep((long) (seconds * 1e9));
        sending = false;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (underWay.get() > 0) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException(underWay + " messages without a reply");
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return replies.sum() - before;
    }

    final long wrong() {
        return wrong.sum();
    }

    /** A client is connected. */
    final void connected() {
        connected.release();
    }

    /** A client has its reply. */
    final void replied(int client, boolean right) {
        replies.increment();
        if (!right) {
            wrong.increment();
        }
        if (sending) {
            send(client);
        } else {
            underWay.decrementAndGet();
        }
    }

    /** Adds a client, which calls {@link #connected} once. */
    abstract void add();

    /** Has a client send a message; {@link #replied} is called with its reply. */
    abstract void send(int client);

    /** Disconnects all clients; the others that are added later get numbers from 0 again. */
    abstract void disconnect();

    @Override
    public abstract void close();
}
