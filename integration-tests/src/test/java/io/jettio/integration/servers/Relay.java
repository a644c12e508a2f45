package io.jettio.integration.servers;

import static io.jettio.integration.Patience.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * Stands between a client and a server that may be exchanged for another, and cuts, freezes, holds or refuses their TCP
 * connections.
 */
public final class Relay implements AutoCloseable {
    private enum Door {
        OPEN,
        /** Connections are accepted, and nothing else happens to them until it is open. */
        HELD,
        /** Connections are ended as soon as they are there. */
        REFUSED,
        /** The next connection is ended as soon as it is there, and others pass. */
        REFUSED_ONCE
    }

    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "relay");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private volatile int target;
    private Door door = Door.OPEN; // guarded by this

    /** A relay on a free port; where it leads to is said later. */
    public Relay() {
        try {
            listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new AssertionError("no port for a relay", e);
        }
        threads.execute(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Leads new connections to a port. */
    public void leadTo(int port) {
        target = port;
    }

    private void accept() {
        try {
            while (true) {
                Link link = new Link(listener.accept());
                links.add(link);
                begin(link);
            }
        } catch (IOException closed) {
            // The relay is.
        }
    }

    private void begin(Link link) {
        try {
            threads.execute(link::begin);
        } catch (RejectedExecutionException closed) {
            link.end(false); // a connection that came while this relay was being closed
        }
    }

    /** Resets all connections, on both sides. */
    public void cut() {
        links.forEach(link -> link.end(true));
    }

    /** Nothing passes any more over the connections that there are, and nobody is told. */
    public void freeze() {
        links.forEach(Link::freeze);
    }

    /** From now on, connections are accepted and wait. */
    public synchronized void hold() {
        door = Door.HELD;
    }

    /** Waits until a client has sent something over a connection. */
    public void awaitRequest() {
        await().until(() -> links.stream().anyMatch(Link::hasRequest));
    }

    /**
     * Waits until the last that passed over some connection came from a client and is no POST, whose answer may only be late:
     * a poll that the server holds.
     */
    public void awaitPoll() {
        await().until(() -> links.stream().anyMatch(Link::holdsPoll));
    }

    /** From now on, connections end at once. */
    public synchronized void refuse() {
        door = Door.REFUSED;
    }

    /** The next connection ends at once, and those after it pass. */
    public synchronized void refuseOnce() {
        door = Door.REFUSED_ONCE;
    }

    /** Lets connections pass again, and those that wait. */
    public synchronized void open() {
        door = Door.OPEN;
        notifyAll();
    }

    /** Writes bytes of its own to the client over each connection that it has not closed, behind what the server sent. */
    public void inject(byte[] bytes) {
        if (links.stream().filter(link -> link.inject(bytes)).count() == 0) {
            throw new AssertionError("the client has gone already");
        }
    }

    private synchronized boolean passes() throws InterruptedException {
        while (door == Door.HELD) {
            wait();
        }
        boolean passes = door == Door.OPEN;
        if (door == Door.REFUSED_ONCE) {
            door = Door.OPEN;
        }
        return passes;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        links.forEach(link -> link.end(false));
        threads.shutdownNow();
    }

    /** Is told how a piece begins. */
    private interface FirstByte {
        void of(byte first);
    }

    /** One connection of a client, and that to the server. */
    private final class Link {
        private final Socket client;
        private final Socket server = new Socket();
        private volatile boolean frozen;
        // Pieces from the client: those that were read, those that were passed on, and those before the last answer.
        private volatile int asked;
        private volatile int passed;
        private volatile int answered;
        private volatile boolean posts;

        Link(Socket client) {
            this.client = client;
        }

        void begin() {
            try {
                if (!passes()) {
                    end(false);
                    return;
                }
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
                threads.execute(() -> pump(client, server, this::asks, () -> passed = asked));
                pump(server, client, first -> answered = asked, () -> {});
            } catch (IOException | RejectedExecutionException e) {
                end(false); // there is no server, or the client has gone, or this relay
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                end(false);
            }
        }

        private void asks(byte first) {
            posts = first == 'P' || (posts && first != 'G'); // a POST may come in pieces
            asked = passed + 1;
        }

        private void pump(Socket from, Socket to, FirstByte before, Runnable after) {
            byte[] piece = new byte[1 << 16];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                    if (!frozen) {
                        before.of(piece[0]);
                        synchronized (to) {
                            out.write(piece, 0, read);
                        }
                        after.run();
                    }
                }
                if (!frozen) {
                    end(false);
                }
            } catch (IOException e) {
                end(false); // one side has gone, or this relay
            }
        }

        /** What has passed last came from the client, and is no POST. */
        boolean holdsPoll() {
            return passed > answered && !posts;
        }

        boolean hasRequest() {
            try {
                return client.getInputStream().available() > 0;
            } catch (IOException e) {
                return false; // it has gone
            }
        }

        void freeze() {
            frozen = true;
        }

        /** Whether the client had not closed this connection. */
        boolean inject(byte[] bytes) {
            try {
                synchronized (client) {
                    client.getOutputStream().write(bytes);
                }
                return true;
            } catch (IOException closed) {
                return false;
            }
        }

        void end(boolean reset) {
            links.remove(this);
            discard(client, reset);
            discard(server, reset);
        }

        private void discard(Socket socket, boolean reset) {
            try {
                if (reset && !socket.isClosed()) {
                    socket.setSoLinger(true, 0);
                }
            } catch (SocketException closed) {
                // by the other direction, which is as good
            }
            try {
                socket.close();
            } catch (IOException e) {
                throw new AssertionError("a socket of the relay cannot be closed", e);
            }
        }
    }
}
