package io.jettio.adapter.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jettio.server.adapter.BroadcastOptions;
import io.jettio.server.adapter.ClusterResult;
import io.jettio.server.adapter.SocketDetails;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nodes that hang, and nodes that die. */
abstract class FailingNodeRules extends NodeRules {
    private static CompletableFuture<ClusterResult<SocketDetails>> fetch(Nodes nodes, Duration timeout) {
        return nodes.adapter(0).fetchSockets(BroadcastOptions.ALL, timeout).toCompletableFuture();
    }

    /** A node that hangs costs its part of the answer, at the deadline. */
    @Test
    @Tag("S8")
    public void aNodeThatHangsIsMissingFromAPartialResult() {
        Nodes nodes = nodes();
        nodes.socket(0, "a");
        nodes.socket(1, "b");
        nodes.socket(2, "c");
        nodes.faulty().pause(2);
        ClusterResult<SocketDetails> found = Nodes.get(fetch(nodes, AckRules.SHORT));
        assertEquals(
                Set.of("a", "b"),
                Set.copyOf(found.values().stream().map(SocketDetails::id).toList()));
        assertFalse(found.complete());
        assertEquals(3, found.expectedNodes());
        assertEquals(1, found.missingNodes().size());
        nodes.faulty().resume(2);
        nodes.settle();
    }

    /** What a node missed while it hung comes when it goes on. */
    @Test
    @Tag("S3")
    public void aNodeThatGoesOnGetsEverythingInOrder() {
        Nodes nodes = nodes();
        FakeSocket there = nodes.socket(2, "c");
        nodes.faulty().pause(2);
        for (int i = 0; i < 20; i++) {
            nodes.emit(i % 2, BroadcastOptions.ALL, "from-" + i % 2, i);
        }
        nodes.faulty().resume(2);
        nodes.settle();
        assertEquals(20, there.got.size());
        for (String event : List.of("from-0", "from-1")) {
            List<Object> values = there.got.stream()
                    .filter(one -> one.packet().event().equals(event))
                    .<Object>map(one -> one.packet().arguments().get(0, Object.class))
                    .toList();
            assertEquals(values.stream().sorted().toList(), values);
        }
    }

    /** Who says goodbye ends a request, and is not missing. */
    @Test
    @Tag("S8")
    public void aNodeThatLeavesMeanwhileIsNotWaitedFor() {
        Nodes nodes = nodes();
        nodes.socket(1, "b");
        nodes.node(2).sockets().listeners.put("q", (packet, ack) -> {});
        var asked = nodes.adapter(0)
                .serverSideEmitWithAck(nodes.packet("q"), AckRules.LONG)
                .toCompletableFuture();
        Nodes.eventually(() -> assertEquals(1, nodes.node(2).sockets().told.size()));
        assertFalse(asked.isDone());
        nodes.closeNode(2);
        assertTrue(Nodes.get(asked).expectedNodes() <= 1, "the one that is left");
    }

    /** Who dies ends a request too, when it was silent for long enough, and is missing. */
    @Test
    @Tag("S8")
    public void aNodeThatDiesMeanwhileIsMissingBeforeTheDeadline() {
        Nodes nodes = nodes();
        nodes.socket(1, "b");
        nodes.socket(2, "c");
        nodes.faulty().kill(2);
        ClusterResult<SocketDetails> found = Nodes.get(fetch(nodes, AckRules.LONG));
        assertEquals(1, found.values().size());
        assertFalse(found.complete());
        assertEquals(1, found.missingNodes().size());
    }

    /** Who died is forgotten. */
    @Test
    @Tag("S16")
    public void aNodeThatDiedIsNotCountedAnyMore() {
        Nodes nodes = nodes();
        nodes.faulty().kill(2);
        Nodes.eventually(() -> {
            assertEquals(2, Nodes.get(nodes.adapter(0).serverCount()));
            assertEquals(2, Nodes.get(nodes.adapter(1).serverCount()));
        });
        ClusterResult<SocketDetails> found = Nodes.get(fetch(nodes, AckRules.LONG));
        assertTrue(found.complete());
        assertEquals(2, found.expectedNodes());
    }

    /** The clients of a node that died do not answer. */
    @Test
    @Tag("S7")
    public void theClientsOfANodeThatDiedAreNotWaitedFor() {
        Nodes nodes = nodes();
        FakeSocket b = nodes.socket(1, "b");
        FakeSocket c = nodes.socket(2, "c");
        AckLog log = new AckLog();
        var unused = nodes.adapter(0).broadcastWithAck(nodes.packet("q"), BroadcastOptions.ALL, AckRules.LONG, log);
        Nodes.eventually(() -> assertEquals(2, log.asked.get()));
        b.answer("b");
        nodes.faulty().kill(2);
        log.awaitEnd(false);
        assertEquals(List.of("b"), log.answers);
        assertEquals(1, log.gone.size());
        assertTrue(c.connected);
    }
}
