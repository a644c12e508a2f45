package io.jettio.server.internal.jetty;

import io.jettio.common.run.HandOver;
import io.jettio.server.internal.Loggers;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of each connection when it opens and when it is closed. Where Jetty stops while one is being opened it forgets
 * it, and the peer would wait for ever: so those that were accepted and are not open yet are known, too.
 */
final class TimedConnector extends ServerConnector {
    private static final Logger LOG = LoggerFactory.getLogger(Loggers.JETTY);
    private static final int MANY = 1_000;

    /**
     * No threads only to accept: the selectors do it. Such a thread is interrupted when Jetty stops, and what the
     * system call has just accepted is lost then, open for ever, since the JDK throws instead of returning it.
     */
    private static final int ACCEPTORS = 0;

    private final RequestTimeout timeout;
    private final Set<Socket> opening = ConcurrentHashMap.newKeySet();

    TimedConnector(Server jetty, RequestTimeout timeout, ConnectionFactory... factories) {
        super(jetty, null, null, null, ACCEPTORS, -1, factories);
        this.timeout = timeout;
    }

    @Override
    protected SelectorManager newSelectorManager(Executor executor, Scheduler scheduler, int selectors) {
        return new ServerConnectorManager(executor, scheduler, selectors) {
            /** Connections come and go without another thread: nothing of ours blocks then. */
            @Override
            protected void execute(Runnable task) {
                boolean ofConnection = task instanceof Closeable;
                if (ofConnection && task instanceof ManagedSelector.SelectorUpdate) {
                    task.run(); // it is accepted, by the selecting thread
                } else if (!ofConnection || !HandOver.defers(task)) {
                    super.execute(task);
                }
            }
        };
    }

    @Override
    protected void configure(Socket socket) {
        super.configure(socket);
        opening.add(socket);
        if (opening.size() > MANY) {
            opening.removeIf(Socket::isClosed); // those that could not be opened
        }
    }

    /** Closes what was accepted and never opened, or was opened too late to be closed with the others; after the stop. */
    void closeLost() {
        timeout.closeAll();
        for (Socket socket : opening.toArray(Socket[]::new)) {
            try {
                socket.close();
            } catch (IOException e) {
                LOG.debug("a connection could not be closed", e);
            }
        }
    }

    @Override
    protected void onEndPointOpened(EndPoint connection) {
        super.onEndPointOpened(connection);
        timeout.opened(connection);
        if (connection.getTransport() instanceof SocketChannel channel) {
            opening.remove(channel.socket());
        }
    }

    @Override
    protected void onEndPointClosed(EndPoint connection) {
        timeout.closed(connection);
        super.onEndPointClosed(connection);
    }
}
