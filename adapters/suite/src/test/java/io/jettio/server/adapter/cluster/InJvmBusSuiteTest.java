package io.jettio.server.adapter.cluster;

import io.jettio.adapter.suite.ClusterAdapterSuite;
import io.jettio.adapter.suite.FaultyBackend;
import org.junit.jupiter.api.Tag;

/** Three nodes on a bus in this process do what every adapter for several nodes has to do. */
@Tag("feature:5.2")
@Tag("feature:5.12")
@Tag("feature:5.15")
@Tag("feature:5.16")
class InJvmBusSuiteTest extends ClusterAdapterSuite {
    @Override
    protected FaultyBackend newBackend() {
        return new InJvmCluster();
    }
}
