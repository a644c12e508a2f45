package io.jettio.integration;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What one side of a test has received, taken out in order. Thread-safe.
 *
 * @param <T> what is received
 */
public final class Inbox<T> {
    private static final long PATIENCE_SECONDS = Patience.LONG.toSeconds();

    private final String name;
    private final LinkedBlockingQueue<T> received = new LinkedBlockingQueue<>();

    public Inbox(String name) {
        this.name = name;
    }

    public void put(T item) {
        received.add(item);
    }

    /** The next one, waiting for it for a bounded time. */
    public T take() {
        try {
            T item = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (item == null) {
                throw new AssertionError("nothing came within " + PATIENCE_SECONDS + " s: " + name);
            }
            return item;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + name, e);
        }
    }

    public List<T> take(int count) {
        List<T> items = new ArrayList<>(count);
        while (items.size() < count) {
            items.add(take());
        }
        return items;
    }

    /** What is there now; waits for nothing. */
    public List<T> present() {
        return List.copyOf(received);
    }

    @Override
    public String toString() {
        return name + received;
    }
}
