package io.jettio.benchmarks.load;

/** What the connections do, and what a message is whose rate and cost are reported. */
public enum Scenario {
    /** {@code echo} with an ack, a string: a message is a request and its ack. */
    ACK(100, 8, 32),
    /** {@code echo} without an ack, a string: a message is a request and the event that comes back. */
    ECHO(1000, 1, 32),
    /** {@code bcast} by one connection: a message is one delivery, a latency that of the last delivery of a broadcast. */
    BCAST(1000, 1, 128),
    /** {@code bin} with one attachment: a message is a request and the event that comes back. */
    BIN(50, 1, 1024),
    /** {@code typed} with an ack, a record of six fields, about 200 bytes; the payload's size does not matter. */
    TYPED(100, 8, 200),
    /**
     * Connections are opened, some at a time, and stay open until the last is there: a message is a connection, from
     * the TCP connect to the namespace's CONNECT (for a raw server to the 101).
     */
    CONNECT(1000, 32, 0),
    /**
     * {@code echo} without an ack over long polling: each connection has one GET under way, and a message is a POST and
     * the event that comes back with a poll.
     */
    POLL(100, 1, 32),
    /**
     * {@code echo} with an ack at a fixed rate, while the handlers of the first connections block: a message is one of
     * the other connections, and its latency counts from when it was due.
     */
    BLOCKED(1000, 1, 32),
    /** Connections that only stay; no message, but memory. The outstanding are the handshakes at once. */
    IDLE(10_000, 64, 0);

    private final int connections;
    private final int outstanding;
    private final int payload;

    Scenario(int connections, int outstanding, int payload) {
        this.connections = connections;
        this.outstanding = outstanding;
        this.payload = payload;
    }

    /**
     * {@return whether a server that only echoes WebSocket messages can take part}
     */
    public boolean raw() {
        return this != POLL && this != BLOCKED;
    }

    /** Whether it can be an open loop: its messages do not depend on one another. */
    boolean open() {
        return this != BCAST && this != CONNECT && this != IDLE;
    }

    /**
     * {@return how many connections it has unless told}
     */
    public int connections() {
        return connections;
    }

    /**
     * {@return how many requests of a connection (broadcasts, handshakes) are under way at once unless told}
     */
    public int outstanding() {
        return outstanding;
    }

    /**
     * {@return how many characters or bytes the argument has unless told}
     */
    public int payload() {
        return payload;
    }
}
