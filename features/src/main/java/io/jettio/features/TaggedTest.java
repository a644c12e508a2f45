package io.jettio.features;

import java.util.Set;

/**
 * A test, or a class of tests, that carries tags of its own.
 *
 * @param module the folder of its module, from the top of the repository
 * @param className the class that ran, by its binary name
 * @param method the test's method, or empty where the class carries the tags for all of its tests
 * @param tags its tags, without those that its class carries
 * @param reference whether what it tests is a reference server and not ours
 * @param passed whether something of it ran, and all that ran passed
 */
record TaggedTest(String module, String className, String method, Set<String> tags, boolean reference, boolean passed) {

    /** What comes before a row's id in a tag. */
    static final String FEATURE = "feature:";

    /** The tag of a class whose tests run against a reference implementation, and show nothing of ours. */
    static final String REFERENCE = "reference";

    TaggedTest {
        tags = Set.copyOf(tags);
    }

    /**
     * {@return whether this shows the row}
     *
     * @param row its id
     */
    boolean shows(String row) {
        return passed && !reference && tags.contains(FEATURE + row);
    }

    @Override
    public String toString() {
        return module + ": " + className + (method.isEmpty() ? "" : "#" + method);
    }
}
