package io.jettio.testing.internal;

import io.jettio.testing.Wire;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** What goes wrong on the way between one client and its servers. Thread-safe. */
final class Faults implements Wire {
    /** Something that can be cut. */
    interface Link {
        /** Ends it at once; both ends notice. */
        void cut();

        /** What it carries vanishes, and neither end is told. */
        void lose();

        /** Moves what was held back. */
        void move();
    }

    private final Direction up = new Direction();
    private final Direction down = new Direction();
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private volatile boolean refusing;
    private volatile boolean losing;

    /** What goes wrong in one direction. */
    final class Direction {
        private final AtomicInteger count = new AtomicInteger();
        private final AtomicInteger duplicates = new AtomicInteger();
        private final List<Integer> cuts = new CopyOnWriteArrayList<>();
        private volatile long delay;
        private volatile boolean stopped;

        long delayNanos() {
            return delay;
        }

        boolean isStopped() {
            return stopped;
        }

        boolean duplicates() {
            return duplicates.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        }

        void arrived() {
            if (cuts.remove(Integer.valueOf(count.incrementAndGet()))) {
                cut();
            }
        }

        private void cutAfter(int messages) {
            if (messages < 1) {
                throw new IllegalArgumentException("expected at least one message, not " + messages);
            }
            cuts.add(count.get() + messages);
        }
    }

    Direction up() {
        return up;
    }

    Direction down() {
        return down;
    }

    boolean refuses() {
        return refusing;
    }

    /** A connection begins. */
    void add(Link link) {
        links.add(link);
        if (losing) {
            link.lose();
        }
    }

    void remove(Link link) {
        links.remove(link);
    }

    @Override
    public void cut() {
        links.forEach(Link::cut);
    }

    @Override
    public void cutAfterSent(int messages) {
        up.cutAfter(messages);
    }

    @Override
    public void cutAfterReceived(int messages) {
        down.cutAfter(messages);
    }

    @Override
    public void delay(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("expected a delay, not " + time);
        }
        up.delay = time.toNanos();
        down.delay = time.toNanos();
    }

    @Override
    public void duplicateNextSent() {
        up.duplicates.incrementAndGet();
    }

    @Override
    public void duplicateNextReceived() {
        down.duplicates.incrementAndGet();
    }

    @Override
    public void halfOpen() {
        losing = true;
        links.forEach(Link::lose);
    }

    @Override
    public void refuse() {
        refusing = true;
    }

    @Override
    public void restore() {
        refusing = false;
        losing = false;
        up.delay = 0;
        down.delay = 0;
        readOn();
    }

    @Override
    public void stopReading() {
        down.stopped = true;
    }

    @Override
    public void readOn() {
        down.stopped = false;
        links.forEach(Link::move);
    }

    @Override
    public int sent() {
        return up.count.get();
    }

    @Override
    public int received() {
        return down.count.get();
    }

    @Override
    public int connections() {
        return links.size();
    }
}
