package io.jettio.harness.wire;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a polling session on a thread of its own, so that a test that is busy elsewhere, for however long, still answers
 * the server's pings.
 */
final class Attendant implements AutoCloseable {
    private final PollingSession session;
    private final long patience;

    /** What gives a packet, or throws why there are no more. */
    private final BlockingQueue<Supplier<String>> received = new LinkedBlockingQueue<>();

    private volatile boolean closed;

    Attendant(PollingSession session, Endpoint endpoint) {
        this.session = session;
        this.patience = endpoint.access().patience().toMillis();
        Daemon.start("attendant", this::read);
    }

    private void read() {
        try {
            while (!closed) {
                @Nullable String packet = session.packetOfOnePoll();
                if (packet != null) {
                    received.add(() -> packet);
                }
            }
        } catch (AssertionError | RuntimeException e) {
            received.add(() -> {
                throw e;
            });
        }
    }

    /** The next packet that is not a ping. */
    String packet() {
        try {
            @Nullable Supplier<String> packet = received.poll(patience, TimeUnit.MILLISECONDS);
            if (packet == null) {
                throw new AssertionError("nothing but pings within " + patience + " ms");
            }
            return packet.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for a packet", e);
        }
    }

    /** The session ends by its heartbeat, once the poll that waits was answered. */
    @Override
    public void close() {
        closed = true;
    }
}
