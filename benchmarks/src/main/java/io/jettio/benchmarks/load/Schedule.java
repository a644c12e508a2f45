package io.jettio.benchmarks.load;

/**
 * When the messages of an open loop are due: number k at the start plus k / rate, on connection k modulo their number.
 * Whether the server keeps up changes nothing in it, so that a message which had to wait has the wait in its latency.
 */
final class Schedule {
    private static final double SECOND = 1e9;

    private final double rate;
    private final int connections;
    private final long start;
    private long released;

    /**
     * A schedule.
     *
     * @param rate messages per second over all connections
     * @param connections how many take turns
     * @param start when message 0 is due, of {@link System#nanoTime}
     */
    Schedule(double rate, int connections, long start) {
        this.rate = rate;
        this.connections = connections;
        this.start = start;
    }

    /** {@return when message {@code number} of a connection is due} */
    long dueAt(int connection, long number) {
        return due(number * connections + connection);
    }

    private long due(long message) {
        return start + (long) (message / rate * SECOND);
    }

    /** {@return when the next message is due that was not released} */
    long next() {
        return due(released);
    }

    /** {@return the connection of the next message that was not released} */
    int connection() {
        return (int) (released % connections);
    }

    /** Counts the next message as released. */
    void release() {
        released++;
    }

    /** {@return how many messages of a connection have been released} */
    long released(int connection) {
        return (released - connection + connections - 1) / connections;
    }

    /** {@return how many messages of a connection are due before a time} */
    long dueBefore(int connection, long time) {
        long low = 0;
        long high = released(connection);
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (dueAt(connection, middle) < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
