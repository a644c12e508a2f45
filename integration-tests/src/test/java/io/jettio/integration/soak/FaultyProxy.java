package io.jettio.integration.soak;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Stands between clients and a server, and does to each TCP connection what bad networks do. */
final class FaultyProxy implements Closeable {
    /** What becomes of a connection. */
    enum Fault {
        NONE,
        /** Each piece comes late, by a time that changes. */
        DELAY,
        /** 64 kbit/s in each direction. */
        SLOW,
        /** Both sides are told of a reset after some bytes. */
        RESET,
        /** One direction ends after some bytes, and the other goes on. */
        HALF_CLOSE
    }

    private static final List<Fault> FAULTS = List.of(Fault.values());
    private static final int MOST_DELAY = 200;
    private static final int BYTES_PER_MILLI = 8;
    private static final int PIECE = 4 << 10;
    private static final int FEWEST_BYTES = 100;
    private static final int MOST_BYTES = 50_000;

    private final ServerSocket listener = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Map<Fault, LongAdder> counts = new ConcurrentHashMap<>();
    private final int server;
    private final Random random;

    FaultyProxy(int server, long seed) throws IOException {
        this.server = server;
        this.random = new Random(seed);
        threads.execute(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** What was done to how many connections; a reset and a half-close only where it came so far. */
    Map<Fault, Long> counts() {
        Map<Fault, Long> sums = new TreeMap<>();
        counts.forEach((fault, count) -> sums.put(fault, count.sum()));
        return sums;
    }

    private void count(Fault fault) {
        counts.computeIfAbsent(fault, key -> new LongAdder()).increment();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                open.add(client);
                Fault fault = FAULTS.get(random.nextInt(FAULTS.size()));
                int limit = FEWEST_BYTES + random.nextInt(MOST_BYTES);
                Connection connection = new Connection(client, fault, limit, random.nextBoolean());
                threads.execute(connection::begin);
            }
        } catch (IOException closed) {
            // The scenario is over.
        }
    }

    /** One connection of a client, and that to the server. */
    private final class Connection {
        private final Socket client;
        private final Socket upstream = new Socket();
        private final Fault fault;
        private final int limit;
        private final boolean endsToServer;
        private final Random delays = new Random();
        private final AtomicInteger directions = new AtomicInteger(2);
        private final AtomicBoolean broken = new AtomicBoolean();

        Connection(Socket client, Fault fault, int limit, boolean endsToServer) {
            this.client = client;
            this.fault = fault;
            this.limit = limit;
            this.endsToServer = endsToServer;
        }

        void begin() {
            open.add(upstream);
            try {
                client.setTcpNoDelay(true);
                upstream.setTcpNoDelay(true);
                upstream.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server));
            } catch (IOException e) {
                end();
                return;
            }
            if (fault != Fault.RESET && fault != Fault.HALF_CLOSE) {
                count(fault);
            }
            threads.execute(() -> pump(client, upstream, endsToServer));
            pump(upstream, client, !endsToServer);
        }

        private void pump(Socket from, Socket to, boolean ends) {
            byte[] piece = new byte[PIECE];
            int passed = 0;
            try {
                for (int read = from.getInputStream().read(piece);
                        read >= 0;
                        read = from.getInputStream().read(piece)) {
                    if (fault == Fault.DELAY) {
                        Soak.last(delays.nextInt(MOST_DELAY));
                    } else if (fault == Fault.SLOW) {
                        Soak.last(read / BYTES_PER_MILLI);
                    }
                    passed += read;
                    if (passed > limit && ends && fault == Fault.HALF_CLOSE) {
                        count(fault);
                        break;
                    } else if (passed > limit && fault == Fault.RESET && broken.compareAndSet(false, true)) {
                        count(fault);
                        client.setSoLinger(true, 0);
                        upstream.setSoLinger(true, 0);
                        end();
                        return;
                    }
                    to.getOutputStream().write(piece, 0, read);
                }
                to.shutdownOutput();
                if (directions.decrementAndGet() == 0) {
                    end();
                }
            } catch (IOException e) {
                end(); // one side has gone, or this proxy
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                end();
            }
        }

        private void end() {
            discard(client);
            discard(upstream);
        }
    }

    private void discard(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            throw new AssertionError("a socket of the proxy cannot be closed", e);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        open.forEach(this::discard);
        threads.shutdownNow();
    }
}
