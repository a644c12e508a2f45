package io.jettio.integration.soak;

import io.jettio.integration.proofs.SocketIoPeer;
import io.jettio.integration.proofs.SocketIoPeer.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Clients over polling that join, answer pings and send an echo when they are told to. */
final class PollingClients implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<SocketIoPeer> peers = new ArrayList<>();

    // Guarded by this.
    private int joined;
    private int echoes;
    private Throwable failure;

    PollingClients(int port, int clients) throws IOException, InterruptedException {
        for (int i = 0; i < clients; i++) {
            peers.add(SocketIoPeer.join(Kind.POLLING, port, "/socket.io/", threads, this::came, this::failed));
        }
        synchronized (this) {
            await(() -> joined == clients);
        }
    }

    private synchronized void came(String packet) {
        if (packet.startsWith("0{")) {
            joined++;
        } else if (packet.equals("2[\"echo\",\"e\"]")) {
            echoes++;
        } else {
            throw new AssertionError("not expected: " + packet);
        }
        notifyAll();
    }

    private synchronized void failed(Throwable why) {
        failure = why;
        notifyAll();
    }

    private interface Condition {
        boolean holds();
    }

    private void await(Condition condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.holds()) {
            long left = deadline - System.nanoTime();
            if (failure != null || left <= 0) {
                throw new AssertionError("a client lost its server: " + failure, failure);
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /** Lets each client send an event and wait until it comes back. */
    synchronized void echo() throws InterruptedException {
        int until = echoes + peers.size();
        peers.forEach(peer -> peer.send("2[\"echo\",\"e\"]"));
        await(() -> echoes == until);
    }

    @Override
    public void close() throws IOException {
        for (SocketIoPeer peer : peers) {
            peer.close();
        }
        threads.shutdownNow();
    }
}
