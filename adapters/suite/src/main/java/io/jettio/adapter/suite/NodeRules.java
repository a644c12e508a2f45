package io.jettio.adapter.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jettio.protocol.socketio.Payload;
import io.jettio.server.adapter.BroadcastOptions;
import io.jettio.server.adapter.ClusterResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nodes that come, go, and speak to each other. */
abstract class NodeRules extends OrderRules {
    private static ClusterResult<Payload> ask(Nodes nodes, int from, String event, Duration timeout) {
        return Nodes.get(nodes.adapter(from).serverSideEmitWithAck(nodes.packet(event, from), timeout));
    }

    private static void listen(Nodes nodes, int i, String event, String answer) {
        nodes.node(i).sockets().listeners.put(event, (packet, ack) -> {
            if (ack != null) {
                ack.accept(nodes.payload(answer));
            }
        });
    }

    private static List<String> told(Nodes nodes, int i) {
        return nodes.node(i).sockets().told.stream()
                .map(packet -> packet.event())
                .toList();
    }

    /** All but the one that says it. */
    @Test
    @Tag("S2")
    public void anEventForNodesComesToAllOthers() {
        Nodes nodes = nodes();
        Nodes.get(nodes.adapter(0).serverSideEmit(nodes.packet("hi", "x")));
        Nodes.eventually(() -> {
            assertEquals(List.of("hi"), told(nodes, 1));
            assertEquals(List.of("hi"), told(nodes, 2));
        });
        nodes.settle();
        assertEquals(List.of(), told(nodes, 0));
    }

    /** Their answers. */
    @Test
    @Tag("S8")
    public void allOtherNodesAnswer() {
        Nodes nodes = nodes();
        listen(nodes, 0, "q", "zero");
        listen(nodes, 1, "q", "one");
        listen(nodes, 2, "q", "two");
        ClusterResult<Payload> result = ask(nodes, 0, "q", Nodes.PATIENCE);
        assertTrue(result.complete());
        assertEquals(2, result.expectedNodes());
        assertEquals(
                Set.of("one", "two"),
                Set.of(
                        result.values().get(0).get(0, Object.class),
                        result.values().get(1).get(0, Object.class)));
    }

    /** Nobody listens there. */
    @Test
    @Tag("S8")
    public void aNodeThatDoesNotListenIsMissingAndNotWaitedFor() {
        Nodes nodes = nodes();
        listen(nodes, 1, "q", "one");
        long begin = System.nanoTime();
        ClusterResult<Payload> result = ask(nodes, 0, "q", Duration.ofMinutes(5));
        assertTrue(System.nanoTime() - begin < Nodes.PATIENCE.toNanos());
        assertEquals(1, result.values().size());
        assertFalse(result.complete());
        assertEquals(1, result.missingNodes().size());
    }

    /** Somebody listens and never answers. */
    @Test
    @Tag("S8")
    public void aNodeThatDoesNotAnswerIsMissingAtTheDeadline() {
        Nodes nodes = nodes();
        listen(nodes, 1, "q", "one");
        nodes.node(2).sockets().listeners.put("q", (packet, ack) -> {});
        ClusterResult<Payload> result = ask(nodes, 0, "q", SHORT);
        assertEquals(1, result.values().size());
        assertFalse(result.complete());
        assertEquals(2, result.expectedNodes());
        assertEquals(1, result.missingNodes().size());
    }

    /** A listener that fails takes nothing with it. */
    @Test
    @Tag("S9")
    public void aListenerThatFailsStopsNothing() {
        Nodes nodes = nodes();
        FakeSocket there = nodes.socket(1, "b");
        nodes.node(1).sockets().listeners.put("bad", (packet, ack) -> {
            throw new IllegalStateException("meant to fail");
        });
        Nodes.get(nodes.adapter(0).serverSideEmit(nodes.packet("bad")));
        nodes.emit(0, BroadcastOptions.ALL, "e");
        nodes.settle();
        assertEquals(List.of("e"), there.events());
    }

    /** A node that takes its leave. */
    @Test
    @Tag("S16")
    public void aNodeThatClosesIsNotCountedAnyMore() {
        Nodes nodes = nodes();
        nodes.closeNode(2);
        nodes.everybodyKnows(2);
        ClusterResult<?> found = Nodes.get(nodes.adapter(0).fetchSockets(BroadcastOptions.ALL, Nodes.PATIENCE));
        assertTrue(found.complete());
        assertEquals(2, found.expectedNodes());
    }

    /** A node that comes later. */
    @Test
    @Tag("S10")
    public void aNodeThatIsReadyGetsWhatIsSentThen() {
        Nodes nodes = nodes();
        Nodes.Node fresh = nodes.add("/");
        FakeSocket there = nodes.socket(3, "d");
        nodes.emit(0, BroadcastOptions.ALL, "e");
        nodes.settle();
        assertEquals(List.of("e"), there.events());
        assertEquals(fresh.sockets(), there.node);
        nodes.everybodyKnows(4);
    }

    /** What a new node asks at once. */
    @Test
    @Tag("S10")
    public void aNodeThatIsReadyFindsTheSocketsOfOthers() {
        Nodes nodes = nodes();
        nodes.socket(0, "a");
        nodes.socket(1, "b");
        Nodes.Node fresh = nodes.add("/");
        ClusterResult<?> found = Nodes.get(fresh.adapter().fetchSockets(BroadcastOptions.ALL, Nodes.PATIENCE));
        assertEquals(2, found.values().size());
        assertEquals(4, found.expectedNodes());
    }

    /** Namespaces do not hear each other. */
    @Test
    @Tag("S9")
    public void namespacesAreApart() {
        Nodes nodes = noNodes();
        nodes.add("/");
        nodes.add("/");
        nodes.everybodyKnows(2);
        Nodes.Node other = nodes.add("/other");
        FakeSocket stranger = nodes.socket(2, "c");
        nodes.emit(0, BroadcastOptions.ALL, "e");
        Nodes.get(nodes.adapter(0).addSockets(BroadcastOptions.ALL, List.of("red")));
        assertEquals(
                2,
                Nodes.get(nodes.adapter(0).fetchSockets(BroadcastOptions.ALL, Nodes.PATIENCE))
                        .expectedNodes());
        assertEquals(1, Nodes.get(other.adapter().serverCount()));
        assertEquals(List.of(), stranger.events());
        assertEquals(Set.of("c"), other.adapter().rooms());
        assertEquals(Map.of(), Map.copyOf(other.sockets().listeners));
    }
}
