package io.jettio.integration.soak;

import io.jettio.integration.proofs.RawEngine;
import io.jettio.integration.proofs.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Clients that end their session by polling twice at once while a POST of theirs still comes, and reset that: it is being
 * read, by one thread, while another answers it and finds that nobody is there any more.
 */
final class ResetPosts implements AutoCloseable {
    private static final int BODY = 1_000;
    private static final int MOST_BEFORE = 5;
    private static final int MOST_BEHIND = 60;
    private static final byte[] BYTE = {'x'};
    private static final byte[] BYTES = {'x', 'x', 'x', 'x'};

    private final int port;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean ending;

    // Guarded by this.
    private long rounds;
    private Throwable failure;

    ResetPosts(int port, int clients, long seed) {
        this.port = port;
        for (int i = 0; i < clients; i++) {
            Random random = new Random(seed + i);
            Thread thread = new Thread(() -> live(random), "reset-posts-" + i);
            threads.add(thread);
            thread.start();
        }
    }

    private void live(Random random) {
        try {
            while (!ending) {
                try (RawEngine engine = RawEngine.open(port, "/socket.io/");
                        Wire second = new Wire(port)) {
                    end(engine, second, random);
                    second.reset();
                    engine.reset();
                }
                done();
            }
        } catch (IOException | RuntimeException e) {
            fail(e);
        }
    }

    /** As much of it as the server takes. */
    private static void end(RawEngine engine, Wire second, Random random) {
        byte[] whole = engine.postRequest(List.of("x".repeat(BODY)));
        try {
            engine.posts().write(Arrays.copyOf(whole, whole.length - BODY + 1));
            engine.polls().write(engine.pollRequest());
            write(engine.posts(), BYTE, random.nextInt(MOST_BEFORE));
            second.write(engine.pollRequest());
            write(engine.posts(), BYTES, random.nextInt(MOST_BEHIND));
            engine.posts().reset();
        } catch (IOException ended) {
            // The server has closed the connection already.
        }
    }

    private static void write(Wire wire, byte[] bytes, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            wire.write(bytes);
        }
    }

    private synchronized void done() {
        rounds++;
    }

    private synchronized void fail(Throwable why) {
        if (failure == null) {
            failure = why;
        }
    }

    /** How often that was done; throws what went wrong, if anything did. */
    synchronized long rounds() {
        if (failure != null) {
            throw new AssertionError("a client was not served: " + failure, failure);
        }
        return rounds;
    }

    @Override
    public void close() {
        ending = true;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
