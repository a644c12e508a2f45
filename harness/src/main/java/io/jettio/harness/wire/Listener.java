package io.jettio.harness.wire;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Accepts connections on the loopback interface, and has each served by a thread of its own. */
public final class Listener implements Closeable {
    /** Serves a connection, which is closed behind it; its end, on either side, is nothing to tell. */
    @FunctionalInterface
    public interface Conversation {
        void with(Socket client) throws IOException, InterruptedException;
    }

    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /**
     * Listens; nobody is served yet.
     *
     * @param port where, 0 for a free port
     * @param backlog how many connections wait to be accepted
     * @throws IOException if it cannot listen
     */
    public Listener(int port, int backlog) throws IOException {
        this.listener = new ServerSocket(port, backlog, InetAddress.getLoopbackAddress());
    }

    /**
     * Serves connections from now on, until it is closed.
     *
     * @param thread the name of the threads
     */
    public void serve(String thread, Conversation conversation) {
        Daemon.start(thread, () -> accept(thread, conversation));
    }

    /** {@return where it listens} */
    public int port() {
        return listener.getLocalPort();
    }

    /** {@return the connections that are open, which others may be added to that belong to them; a live view} */
    public Set<Socket> open() {
        return open;
    }

    private void accept(String thread, Conversation conversation) {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                open.add(client);
                Daemon.start(thread, () -> serve(client, conversation));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket client, Conversation conversation) {
        try (client) {
            client.setTcpNoDelay(true);
            conversation.with(client);
        } catch (IOException | UncheckedIOException e) {
            // The end of a connection is its peers' business.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    /** Accepts no more; what is open stays so. */
    @Override
    public void close() throws IOException {
        listener.close();
    }
}
