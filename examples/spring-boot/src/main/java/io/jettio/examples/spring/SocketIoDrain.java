package io.jettio.examples.spring;

import io.jettio.server.SocketIoServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Drains the server when the context stops. The default phase is the last to start and the first to stop: before Boot's
 * graceful shutdown, which would wait for held polls and know nothing of WebSockets.
 */
@Component
class SocketIoDrain implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(SocketIoDrain.class);

    private final SocketIoServer io;
    private volatile boolean running;

    SocketIoDrain(SocketIoServer io) {
        this.io = io;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop(Runnable stopped) {
        running = false;
        LOG.info("draining {} connections", io.connections());
        io.drain().whenComplete((closed, failure) -> {
            if (failure != null) {
                LOG.error("draining failed", failure);
            } else {
                LOG.info("drained; {} connections had to be closed", closed);
            }
            stopped.run();
        });
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
