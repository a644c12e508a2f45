package io.jettio.client.internal;

import io.jettio.client.ManagerOptions;
import io.jettio.client.internal.concurrent.Shutdown;
import io.jettio.client.internal.concurrent.Strand;
import io.jettio.client.internal.concurrent.Threads;
import io.jettio.client.internal.engine.Carriers;
import io.jettio.client.internal.jetty.JettyCarriers;
import io.jettio.common.run.HandlerThreads;
import java.util.concurrent.Executor;

/** Threads and an HTTP client as they are for use; who makes them says who stops them. */
abstract class ThreadResources implements Resources {
    private final Threads threads;
    private final Carriers carriers;

    /** Nothing is started before it is used. */
    ThreadResources(String name, ManagerOptions options) {
        this.threads = new Threads(name, options.handlerThreads());
        this.carriers = new JettyCarriers(options.engine());
    }

    @Override
    public final Strand strand() {
        return threads.strand();
    }

    @Override
    public final HandlerThreads handlers() {
        return threads.handlers();
    }

    @Override
    public final Executor tasks() {
        return threads.tasks();
    }

    @Override
    public final Executor completions() {
        return threads.completions();
    }

    @Override
    public final boolean isInside() {
        return threads.isInside();
    }

    @Override
    public final Carriers carriers() {
        return carriers;
    }

    /** Stops everything; waits, unless called by one of the threads. */
    final void stop() {
        carriers.stop(Shutdown.STEP);
        threads.stop(Shutdown.STEP);
    }
}
