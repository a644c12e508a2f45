package io.jettio.server.adapter.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class AwaitedNodesTest {
    private final AwaitedNodes nodes = new AwaitedNodes();

    @Test
    void whoFellSilentBeforeTheRequestBeganIsNotMissing() {
        nodes.silence("dead");
        nodes.expect(Expected.of(Set.of("b")));
        assertThat(nodes.isOver()).isFalse();
        assertThat(nodes.report("b")).isTrue();
        assertThat(nodes.isOver()).isTrue();
        assertThat(nodes.isComplete()).isTrue();
        assertThat(nodes.expected()).isEqualTo(1);
        assertThat(nodes.missing()).isEmpty();
    }

    @Test
    void whoFallsSilentMeanwhileIsMissingAndNotWaitedFor() {
        nodes.expect(Expected.of(Set.of("b", "c")));
        assertThat(nodes.report("b")).isTrue();
        nodes.silence("c");
        assertThat(nodes.isOver()).isTrue();
        assertThat(nodes.isComplete()).isFalse();
        assertThat(nodes.missing()).containsExactly("c");
        assertThat(nodes.report("c")).as("too late").isFalse();
    }

    @Test
    void whoFallsSilentIsMissingWhereOnlyTheNumberIsKnown() {
        nodes.expect(Expected.of(2));
        assertThat(nodes.report("b")).isTrue();
        nodes.silence("c");
        assertThat(nodes.isOver()).isTrue();
        assertThat(nodes.isComplete()).isFalse();
    }

    @Test
    void whoSaysThatItWasNotReachedIsMissingEvenIfNobodyExpectedIt() {
        nodes.expect(Expected.of(Set.of("b")));
        nodes.miss("late");
        assertThat(nodes.report("b")).isTrue();
        assertThat(nodes.isComplete()).isFalse();
        assertThat(nodes.missing()).containsExactly("late");
    }
}
