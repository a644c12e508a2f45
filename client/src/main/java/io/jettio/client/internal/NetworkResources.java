package io.jettio.client.internal;

import io.jettio.client.ManagerOptions;
import io.jettio.client.engine.EngineOptions;
import io.jettio.client.internal.concurrent.Shutdown;
import io.jettio.client.internal.concurrent.Strand;
import io.jettio.client.internal.concurrent.Threads;
import io.jettio.client.internal.engine.Carriers;
import io.jettio.client.internal.engine.SharedNetwork;
import io.jettio.common.run.HandlerThreads;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** What a manager has of a network: its own, which stops with it, or a shared one, of which it waits for its listeners. */
public final class NetworkResources implements Resources {
    private final SharedNetwork.Part part;

    /**
     * Makes resources.
     *
     * @param part threads and carriers
     */
    public NetworkResources(SharedNetwork.Part part) {
        this.part = part;
    }

    /**
     * {@return resources as a manager's options say; nothing is started before it is used}
     *
     * @param options the manager's
     * @param carriers makes carriers of its own, where the options name no network
     */
    public static Resources of(ManagerOptions options, Function<EngineOptions, Carriers> carriers) {
        return new NetworkResources(SharedNetwork.of(
                options.engine(), () -> new Threads("jettio-client", options.handlerThreads()), carriers));
    }

    @Override
    public Strand strand() {
        return part.threads().strand();
    }

    @Override
    public HandlerThreads handlers() {
        return part.threads().handlers();
    }

    @Override
    public Executor tasks() {
        return part.threads().tasks();
    }

    @Override
    public Executor completions() {
        return part.threads().completions();
    }

    @Override
    public boolean isInside() {
        return part.threads().isInside();
    }

    @Override
    public Carriers carriers() {
        return part.carriers();
    }

    @Override
    public void release(ManagerImpl manager) {
        if (part.threads().isBorrowed() && !isInside()) {
            Shutdown.await(manager.listenersDone(), Shutdown.STEP);
        }
        part.carriers().stop(Shutdown.STEP);
        part.threads().stop(Shutdown.STEP);
    }
}
