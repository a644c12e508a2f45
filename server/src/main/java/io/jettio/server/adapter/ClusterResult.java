package io.jettio.server.adapter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What several server nodes answered. Nodes that did not answer in time take nothing away from what the others did.
 *
 * @param values the answers; unmodifiable
 * @param expectedNodes how many nodes were asked
 * @param missingNodes those of them that did not answer, as far as they are known; unmodifiable
 * @param complete whether every node answered
 * @param <T> what is answered
 */
public record ClusterResult<T extends @Nullable Object>(
        List<T> values, int expectedNodes, Set<String> missingNodes, boolean complete) {
    /**
     * Copies the collections.
     *
     * @param values the answers, null elements allowed
     * @param expectedNodes how many nodes were asked
     * @param missingNodes those of them that did not answer
     * @param complete whether every node answered
     */
    public ClusterResult {
        values = Collections.unmodifiableList(new ArrayList<>(values));
        missingNodes = Set.copyOf(missingNodes);
    }

    /**
     * {@return the answer of one node, which is all that there are}
     *
     * @param values what it answered
     * @param <T> what is answered
     */
    public static <T extends @Nullable Object> ClusterResult<T> ofOneNode(List<T> values) {
        return new ClusterResult<>(values, 1, Set.of(), true);
    }
}
