package io.jettio.integration.proofs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Clients over WebSocket that send one message each, all at once, and again when each has its own back; on one thread,
 * so that the machine's processors are left to the server.
 */
public final class EchoClients implements AutoCloseable {
    private static final String TEXT = "e".repeat(100);

    private final String message;
    private final List<Wire> wires = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "echo-clients");
    private volatile boolean ending;

    // Guarded by this.
    private long[] nanos = new long[1 << 16];
    private int count;
    private long volleys;
    private Throwable failure;

    /** Clients of a server of Engine.IO that sends back what comes. */
    public EchoClients(int port, int clients) throws IOException {
        message = "4" + TEXT;
        for (int i = 0; i < clients; i++) {
            wires.add(RawEngine.webSocket(port, "/engine.io/", 0));
        }
        thread.start();
    }

    /** Clients of a server of Socket.IO that sends back an event. */
    public EchoClients(int port, int clients, String event) throws IOException {
        message = "42[\"" + event + "\",\"" + TEXT + "\"]";
        for (int i = 0; i < clients; i++) {
            Wire wire = RawEngine.webSocket(port, "/socket.io/", 0);
            wire.write(Wire.text("40"));
            String connected = wire.readText();
            if (!connected.startsWith("40{")) {
                throw new IOException("not joined: " + connected);
            }
            wires.add(wire);
        }
        thread.start();
    }

    private void run() {
        long[] sent = new long[wires.size()];
        try {
            while (!ending) {
                for (int i = 0; i < sent.length; i++) {
                    sent[i] = System.nanoTime();
                    wires.get(i).write(Wire.text(message));
                }
                for (int i = 0; i < sent.length; i++) {
                    awaitEcho(wires.get(i));
                    sent[i] = System.nanoTime() - sent[i];
                }
                record(sent);
            }
        } catch (IOException | RuntimeException e) {
            fail(e);
        }
    }

    private void awaitEcho(Wire wire) throws IOException {
        for (String packet = wire.readText(); !packet.equals(message); packet = wire.readText()) {
            if (!packet.equals("2")) {
                throw new IOException("not the echo: " + packet);
            }
            wire.write(Wire.text("3"));
        }
    }

    private synchronized void record(long[] volley) {
        if (count + volley.length > nanos.length) {
            nanos = Arrays.copyOf(nanos, nanos.length * 2);
        }
        System.arraycopy(volley, 0, nanos, count, volley.length);
        count += volley.length;
        volleys++;
        notifyAll();
    }

    private synchronized void fail(Throwable why) {
        failure = why;
        notifyAll();
    }

    /** Waits until every client has got so many echoes more. */
    public synchronized void awaitVolleys(int more) throws InterruptedException {
        long until = volleys + more;
        while (volleys < until && failure == null) {
            wait();
        }
        if (failure != null) {
            throw new AssertionError("one of the other clients has lost its server: " + failure, failure);
        }
    }

    /** Forgets the times so far. */
    public synchronized void restart() {
        count = 0;
    }

    /** The time within which 99 of 100 echoes came since the last restart, in microseconds. */
    public synchronized double p99() {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(count * 0.99) - 1] / 1e3;
    }

    public synchronized long volleys() {
        return volleys;
    }

    @Override
    public void close() throws IOException {
        ending = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Wire wire : wires) {
            wire.close();
        }
    }
}
