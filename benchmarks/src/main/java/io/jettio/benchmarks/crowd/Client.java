package io.jettio.benchmarks.crowd;

import io.jettio.benchmarks.crowd.CrowdPlan.Space;
import io.jettio.benchmarks.load.FrameScanner;
import java.io.IOException;

/**
 * One client: handshake, two namespaces, the rooms in each, then heartbeats and whatever the crowd asks for. Only on the
 * crowd's thread.
 */
abstract class Client implements Line.Owner {
    /** Where a client is. */
    enum Phase {
        AWAY,
        OPENING,
        JOINING,
        READY
    }

    private static final Packet CONNECT_MAIN = new Packet("40");
    private static final Packet CONNECT_CROWD = new Packet("40/crowd,");
    private static final long CONNECTED_CROWD = FrameScanner.head("40/crowd");
    private static final long JOINED_CROWD = FrameScanner.head("43/crowd");
    private static final long ECHOED = FrameScanner.head("432[\"abc");
    private static final long ALL = FrameScanner.head("42[\"all\"");

    private final Crowd crowd;
    private final int number;
    private Phase phase = Phase.AWAY;
    private int joined;
    private int attempts;
    private long heard;
    private int lastRound;

    Client(Crowd crowd, int number) {
        this.crowd = crowd;
        this.number = number;
    }

    final Crowd crowd() {
        return crowd;
    }

    final int number() {
        return number;
    }

    final Phase phase() {
        return phase;
    }

    /** {@return when the client last had something from the server, or began to connect; in nanoseconds} */
    final long heard() {
        return heard;
    }

    /** Whether this is the client's first delivery in a round. */
    final boolean firstIn(int round) {
        boolean first = lastRound != round;
        lastRound = round;
        return first;
    }

    /** {@return how many attempts have failed since the client was connected; the next one is counted} */
    final int nextAttempt() {
        return attempts++;
    }

    /** Whether the client sends one message at a time and needs no second connection for it. */
    abstract boolean isWebSocket();

    /** Begins to connect, and asks for a handshake. */
    abstract void open() throws IOException;

    abstract void send(Packet packet) throws IOException;

    /** Gives up its connections at once. */
    abstract void hangUp();

    final void connect() {
        phase = Phase.OPENING;
        joined = 0;
        heard = System.nanoTime();
        try {
            open();
        } catch (IOException e) {
            broken(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public final void broken(String reason) {
        Phase before = phase;
        phase = Phase.AWAY;
        hangUp();
        crowd.lost(this, before, reason);
    }

    final void heardNow() {
        heard = System.nanoTime();
    }

    /** Sends, where the caller is not reading this client's connection. */
    final void push(Packet packet) {
        try {
            send(packet);
        } catch (IOException e) {
            broken(String.valueOf(e.getMessage()));
        }
    }

    /** Takes an Engine.IO packet: its first eight bytes and its length. */
    final void packet(long head, long length) throws IOException {
        switch ((int) (head >>> 56)) {
            case '0' -> opened();
            case '1' -> throw new IOException("the server closed the session");
            case '2' -> {
                if (length == 1) {
                    send(Packet.PONG);
                }
            }
            case '4' -> message(head);
            case '6' -> {} // ends a GET, and says nothing
            default -> throw new IOException("a packet of a type that no server sends");
        }
    }

    private void opened() throws IOException {
        phase = Phase.JOINING;
        send(CONNECT_MAIN);
        send(CONNECT_CROWD);
    }

    private void message(long head) throws IOException {
        switch ((int) (head >>> 48) & 0xff) {
            case '0' -> join(head == CONNECTED_CROWD ? Space.CROWD : Space.MAIN);
            case '1' -> throw new IOException("the server ended a namespace");
            case '2' -> {
                if (head == ALL) {
                    crowd.delivered(this);
                }
            }
            case '3' -> {
                if (head == ECHOED) {
                    crowd.echoed(this);
                } else {
                    joined(head == JOINED_CROWD ? Space.CROWD : Space.MAIN);
                }
            }
            case '4' -> throw new IOException("the server refused a namespace");
            default -> throw new IOException("a message that nobody asked for");
        }
    }

    private void join(Space space) throws IOException {
        send(new Packet("42" + space.prefix() + "1[\"join\"," + crowd.plan().rooms(number, space) + "]"));
    }

    private void joined(Space space) {
        joined |= space.bit();
        if (joined == Space.ALL && phase == Phase.JOINING) {
            phase = Phase.READY;
            attempts = 0;
            crowd.arrived();
        }
    }
}
