package io.jettio.client.internal.jetty;

import java.time.Duration;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the carriers of several managers have in common: I/O threads, selectors, timer, buffers. What differs between
 * managers, such as TLS, is each one's own. Started at the first use.
 */
public final class JettySharing {
    private static final Logger LOG = LoggerFactory.getLogger(JettySharing.class);

    private final QueuedThreadPool threads;
    private final Scheduler timer = new ScheduledExecutorScheduler("jettio-io-timer", true);
    private final ByteBufferPool buffers = new ArrayByteBufferPool();
    // Connects nothing itself: it owns the selectors.
    private final ClientConnector selecting = new ClientConnector();
    private final WebSocketComponents components;

    // Guarded by "this".
    private boolean started;
    private boolean stopped;

    /**
     * Makes what is shared; nothing is started yet.
     *
     * @param selectors how many threads select
     */
    public JettySharing(int selectors) {
        this.threads = JettyCarriers.newThreads();
        this.components = new WebSocketComponents(null, null, buffers, null, null, threads);
        selecting.setSelectors(selectors);
        selecting.setExecutor(threads);
        selecting.setScheduler(timer);
        selecting.setByteBufferPool(buffers);
        selecting.setIdleTimeout(Duration.ZERO);
    }

    WebSocketComponents components() {
        return components;
    }

    /** A connector of one manager, which selects with the shared selectors. */
    ClientConnector newConnector() {
        ClientConnector connector = new ClientConnector() {
            @Override
            protected SelectorManager newSelectorManager() {
                return selecting.getSelectorManager();
            }
        };
        connector.setExecutor(threads);
        connector.setScheduler(timer);
        connector.setByteBufferPool(buffers);
        return connector;
    }

    synchronized void started() throws Exception {
        if (stopped) {
            throw new IllegalStateException("the shared threads are closed");
        }
        if (!started) {
            threads.start();
            timer.start();
            selecting.start();
            components.start();
            started = true;
        }
    }

    /** Stops all threads; connections that are still open are cut. */
    public synchronized void stop() {
        if (started && !stopped) {
            try {
                components.stop();
                selecting.stop();
                timer.stop();
                threads.stop();
            } catch (Exception failure) {
                LOG.warn("the shared I/O threads did not stop cleanly", failure);
            }
        }
        stopped = true;
    }
}
