package io.jettio.adapter.suite;

import io.jettio.server.adapter.AdapterFactory;
import io.jettio.server.adapter.InMemoryAdapter;
import org.junit.jupiter.api.Tag;

/** The adapter of one node does what every adapter has to do. */
@Tag("feature:5.1")
class InMemoryAdapterSuiteTest extends AdapterSuite {
    @Override
    protected Backend newBackend() {
        return new Backend() {
            @Override
            public AdapterFactory newNode() {
                return InMemoryAdapter::new;
            }

            @Override
            public void close() {}
        };
    }
}
