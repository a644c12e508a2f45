package io.jettio.adapter.suite;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** The nodes of a test. The rules extend each other, since a test class has one superclass. */
abstract class SuiteNodes {
    private @Nullable Nodes nodes;

    abstract Backend backend();

    abstract int count();

    /** The nodes of this test, as many as the suite has. */
    Nodes nodes() {
        return noNodes().with(count());
    }

    /** A cluster without nodes as yet. */
    Nodes noNodes() {
        Nodes made = new Nodes(backend());
        nodes = made;
        return made;
    }

    /** Closes the nodes of the test. */
    @AfterEach
    public void closeNodes() {
        if (nodes != null) {
            nodes.close();
        }
    }
}
