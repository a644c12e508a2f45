package io.jettio.integration.soak;

import io.jettio.integration.proofs.RawEngine;
import io.jettio.integration.proofs.Wire;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Requests that come byte by byte: half of them in their heads, half in the bodies of POSTs of sessions that are open. */
final class SlowRequests implements Closeable {
    private static final long BYTE_MILLIS = 250;

    private final List<Closeable> connections = new ArrayList<>();
    private final Thread thread = new Thread(this::drip, "slow-requests");

    // Guarded by this.
    private final List<Wire> going = new ArrayList<>();
    private boolean ending;

    SlowRequests(int port, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            if (i % 2 == 0) {
                Wire wire = new Wire(port);
                connections.add(wire);
                begin(wire, "GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\nX-Slow: ");
            } else {
                RawEngine engine = RawEngine.open(port, "/socket.io/");
                connections.add(engine);
                byte[] whole = engine.postRequest(List.of("4" + "x".repeat(10_000)));
                begin(engine.posts(), new String(whole, StandardCharsets.UTF_8).replaceAll("x+$", ""));
            }
        }
        thread.start();
    }

    private void begin(Wire wire, String start) throws IOException {
        wire.write(start.getBytes(StandardCharsets.US_ASCII));
        going.add(wire);
    }

    private synchronized void drip() {
        try {
            while (!ending) {
                going.removeIf(wire -> !takes(wire));
                notifyAll();
                wait(BYTE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the server has not closed the connection. */
    private static boolean takes(Wire wire) {
        try {
            wire.write(new byte[] {'x'});
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    /** How many the server has not ended. */
    synchronized int going() {
        return going.size();
    }

    /** Waits until the server has ended all of them, but no longer than that, and returns how many go on. */
    synchronized int awaitEnd(long mostMillis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(mostMillis);
        while (!going.isEmpty() && deadline - System.nanoTime() > 0) {
            wait(BYTE_MILLIS);
        }
        return going.size();
    }

    @Override
    public void close() throws IOException {
        synchronized (this) {
            ending = true;
            notifyAll();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Closeable connection : connections) {
            connection.close();
        }
    }
}
