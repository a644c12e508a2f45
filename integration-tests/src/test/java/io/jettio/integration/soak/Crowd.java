package io.jettio.integration.soak;

import io.jettio.integration.proofs.SocketIoPeer.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Clients that come, have a conversation over one of the transports, and go or break off, until they are told to end. */
final class Crowd implements AutoCloseable {
    private static final List<Kind> KINDS = List.of(Kind.values());
    private static final int FEWEST = 5;
    private static final int MOST = 40;
    private static final int BREAKING_OFF = 10;
    private static final long BREATH_MILLIS = 50;

    private final int port;
    private final long paceMillis;
    private final boolean maybeCut;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Thread> clients = new ArrayList<>();
    private volatile boolean ending;

    // Guarded by this.
    private final Map<String, Long> counts = new TreeMap<>();
    private Throwable failure;

    /**
     * @param port the server's, or that of a proxy
     * @param count how many clients
     * @param paceMillis the mean time between two messages of a client
     * @param maybeCut whether a connection may be lost: by a proxy, never by the server
     * @param seed of what is random
     */
    Crowd(int port, int count, long paceMillis, boolean maybeCut, long seed) {
        this.port = port;
        this.paceMillis = paceMillis;
        this.maybeCut = maybeCut;
        for (int i = 0; i < count; i++) {
            String name = "client" + i;
            Random random = new Random(seed + i);
            Thread client = new Thread(() -> live(name, random), name);
            clients.add(client);
            client.start();
        }
    }

    private void live(String name, Random random) {
        try {
            for (int life = 0; !ending; life++) {
                converse(name + "." + life, random);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(e);
        } catch (IOException | RuntimeException | Error e) {
            fail(e);
        }
    }

    private void converse(String name, Random random) throws IOException, InterruptedException {
        Kind kind = KINDS.get(random.nextInt(KINDS.size()));
        int messages = FEWEST + random.nextInt(MOST - FEWEST);
        Conversation conversation = new Conversation(name, kind, messages, paceMillis, random);
        try {
            if (random.nextInt(BREAKING_OFF) == 0) {
                conversation.breakOff(port, threads);
                count("broken off", 1);
            } else {
                conversation.hold(port, threads, () -> ending);
                count(kind.name(), 1);
            }
        } catch (IOException e) {
            if (!maybeCut) {
                throw new IOException(conversation + " lost its connection: " + e, e);
            }
            count("cut", 1);
            Soak.last(BREATH_MILLIS);
        }
        count("messages", conversation.received());
    }

    private synchronized void count(String what, long more) {
        counts.merge(what, more, Long::sum);
    }

    private synchronized void fail(Throwable why) {
        if (failure == null) {
            failure = why;
        }
        ending = true;
    }

    /** Throws what went wrong, if anything did. */
    synchronized void verify() {
        if (failure != null) {
            throw new AssertionError("in the crowd: " + failure, failure);
        }
    }

    /** How many conversations were held, by their kinds, were broken off or cut, and how many messages came. */
    synchronized Map<String, Long> counts() {
        return new TreeMap<>(counts);
    }

    /** Lets all conversations end well, and throws what went wrong, if anything did. */
    void end() {
        close();
        verify();
    }

    @Override
    public void close() {
        ending = true;
        try {
            for (Thread client : clients) {
                client.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
    }
}
