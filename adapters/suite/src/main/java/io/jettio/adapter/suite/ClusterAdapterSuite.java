package io.jettio.adapter.suite;

/**
 * What every adapter for several nodes has to do, also where nodes and the broker fail: everything of
 * {@link AdapterSuite} with three nodes, and more.
 */
public abstract class ClusterAdapterSuite extends HostileRules {
    /** For the test classes that extend this. */
    protected ClusterAdapterSuite() {}

    @Override
    protected abstract FaultyBackend newBackend();

    @Override
    protected final int nodeCount() {
        return 3;
    }
}
