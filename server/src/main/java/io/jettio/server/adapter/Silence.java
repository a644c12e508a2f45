package io.jettio.server.adapter;

/**
 * Remembers of a series of events the last one, and the last longer silence before it. A client that has been told of
 * nothing for an hour names an offset that has long been dropped; this tells whether anything was sent since.
 *
 * <p>It is certain of silences of a given length. Where that is as long as a lost connection goes unnoticed, whatever
 * was sent into a lost connection comes after the last silence, or so soon after what the client got that the log still
 * reaches back to that. Guarded by the lock of the {@link InMemoryAdapter} that it belongs to.
 */
final class Silence {
    private final long lengthNanos;
    private long before;
    private long after;
    private long last;
    private long lastNanos;

    Silence(long lengthNanos) {
        this.lengthNanos = lengthNanos;
    }

    /** An event of the series was sent; an older one than the last does not count. */
    void sent(long seq, long nanos) {
        if (seq <= last) {
            return;
        }
        if (last == 0 || nanos - lastNanos >= lengthNanos) {
            before = last;
            after = seq;
        }
        last = seq;
        lastNanos = nanos;
    }

    /** Whether it is certain that the series has no event between two numbers, both left out. */
    boolean nothingBetween(long from, long to) {
        return from >= to - 1 || last <= from || (before <= from && after >= to);
    }
}
