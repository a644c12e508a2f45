package io.jettio.benchmarks.load;

import java.io.IOException;

/**
 * One Socket.IO connection of the driver, whatever carries it: handshake, requests, replies. Only on the driver's
 * thread.
 */
abstract class Connection {
    /** Where a connection is; it only moves forward. */
    enum Phase {
        CONNECTING,
        UPGRADING,
        OPENING,
        JOINING,
        READY,
        CLOSING,
        CLOSED
    }

    final LoadDriver driver;
    final Requests requests;
    final int index;
    private final long begun = System.nanoTime();
    private Phase phase = Phase.CONNECTING;

    // Requests, counted from the connection's first. times[n % times.length] is when request n was written.
    private final long[] times;
    private long allowed;
    private long replies;
    private int replySlot;

    Connection(LoadDriver driver, Requests requests, int index) {
        this.driver = driver;
        this.requests = requests;
        this.index = index;
        this.times = new long[driver.plan().outstanding()];
    }

    final Phase phase() {
        return phase;
    }

    final void enter(Phase next) {
        phase = next;
    }

    final long replies() {
        return replies;
    }

    /** {@return how many requests may have been sent by now} */
    final long allowed() {
        return allowed;
    }

    /** {@return how many requests have been sent, the one that was begun included} */
    abstract long requestsSent();

    /** Sends what may be sent and can be. */
    abstract void pump() throws IOException;

    /** Says goodbye; the connection is closed when the server has answered. */
    abstract void beginClose() throws IOException;

    /** Closes at once. */
    abstract void abort() throws IOException;

    /** {@return when a request was written} Only the last few are remembered. */
    final long sentAt(long request) {
        return times[(int) (request % times.length)];
    }

    final void sent(long request, long now) {
        times[(int) (request % times.length)] = now;
    }

    /**
     * Lets requests out.
     *
     * @param total how many requests the connection may have sent in its life
     */
    final void allow(long total) throws IOException {
        allowed = total;
        pump();
    }

    final void allowNothing() {
        allowed = 0;
    }

    final void joined() {
        phase = Phase.READY;
        driver.joined(System.nanoTime() - begun);
    }

    final void reply(long head, long length) {
        boolean asExpected =
                head == requests.replyHeads[replySlot] && (requests.replyLength < 0 || length == requests.replyLength);
        replySlot = replySlot + 1 == requests.replyHeads.length ? 0 : replySlot + 1;
        driver.replied(this, replies++, asExpected);
    }
}
