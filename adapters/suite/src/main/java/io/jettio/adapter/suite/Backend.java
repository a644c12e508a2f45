package io.jettio.adapter.suite;

import io.jettio.server.adapter.AdapterFactory;

/** What a suite tests: makes the nodes of one cluster. Each test has one of its own, and closes it. */
public interface Backend extends AutoCloseable {
    /**
     * {@return what makes the adapters of one more node, as one server's options have it} The suite makes an adapter for
     * each namespace that it needs, waits for its {@code init()}, and closes it.
     */
    AdapterFactory newNode();

    /** Ends the cluster; called after all adapters are closed. */
    @Override
    void close();
}
