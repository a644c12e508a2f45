package io.jettio.client.internal;

import io.jettio.client.internal.concurrent.Strand;
import io.jettio.client.internal.engine.Carriers;
import io.jettio.common.run.HandlerThreads;
import java.util.concurrent.Executor;

/** The threads and the HTTP client of a manager, its own or shared. Thread-safe. */
public interface Resources {
    /**
     * {@return where the state of managers and sockets lives}
     */
    Strand strand();

    /**
     * {@return run the lanes of listeners}
     */
    HandlerThreads handlers();

    /**
     * {@return runs suppliers, which may block}
     */
    Executor tasks();

    /**
     * {@return completes futures; listeners cannot exhaust it}
     */
    Executor completions();

    /**
     * {@return whether the calling thread is one of these}
     */
    boolean isInside();

    /**
     * {@return carry the bytes}
     */
    Carriers carriers();

    /**
     * A manager is done with them, its connections having ended. Waits for its listeners, unless called by one of the
     * threads.
     *
     * @param manager the manager
     */
    void release(ManagerImpl manager);
}
