package io.jettio.adapter.suite;

/**
 * What every adapter has to do, whether for one node or for several. To be extended by a test class of JUnit, which says
 * what makes the adapters.
 */
public abstract class AdapterSuite extends LookUpRules {
    /** For the test classes that extend this. */
    protected AdapterSuite() {}

    /**
     * {@return a new cluster without nodes} Called once for each test.
     */
    protected abstract Backend newBackend();

    /**
     * {@return how many nodes a cluster has; 1 for an adapter that has no other nodes, else at least 3} Default 1.
     */
    protected int nodeCount() {
        return 1;
    }

    @Override
    final Backend backend() {
        return newBackend();
    }

    @Override
    final int count() {
        return nodeCount();
    }
}
