package io.jettio.adapter.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jettio.server.adapter.BroadcastOptions;
import io.jettio.server.adapter.ClusterResult;
import io.jettio.server.adapter.Flags;
import io.jettio.server.adapter.SocketDetails;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Looking sockets up. */
abstract class LookUpRules extends AckRules {
    private static ClusterResult<SocketDetails> fetch(Nodes nodes, int from, BroadcastOptions options) {
        return Nodes.get(nodes.adapter(from).fetchSockets(options, Nodes.PATIENCE));
    }

    private static Set<String> ids(ClusterResult<SocketDetails> found) {
        Set<String> ids = new TreeSet<>();
        found.values().forEach(one -> assertTrue(ids.add(one.id()), "once"));
        return ids;
    }

    /** Everybody, from any node. */
    @Test
    @Tag("S8")
    public void allSocketsAreFoundFromEachNode() {
        Nodes nodes = nodes();
        nodes.socket(0, "a");
        nodes.socket(1, "b");
        nodes.socket(1, "c");
        for (int i = 0; i < nodes.size(); i++) {
            ClusterResult<SocketDetails> found = fetch(nodes, i, BroadcastOptions.ALL);
            assertEquals(Set.of("a", "b", "c"), ids(found));
            assertTrue(found.complete());
            assertEquals(nodes.size(), found.expectedNodes());
            assertEquals(Set.of(), found.missingNodes());
        }
    }

    /** A choice. */
    @Test
    @Tag("S1")
    @Tag("S8")
    public void onlyWhoIsMeantIsFound() {
        Nodes nodes = nodes();
        nodes.socket(0, "a", "red");
        nodes.socket(1, "b", "red");
        nodes.socket(2, "c", "red", "blue");
        nodes.socket(2, "d");
        assertEquals(Set.of("a", "b"), ids(fetch(nodes, 0, Nodes.to("red").except(List.of("blue")))));
        assertEquals(Set.of("d"), ids(fetch(nodes, 1, Nodes.to("d", "nowhere"))));
        assertEquals(Set.of(), ids(fetch(nodes, 2, Nodes.to("nowhere"))));
    }

    /** This node's. */
    @Test
    @Tag("S5")
    public void localFindsOwnSocketsAtOnce() {
        Nodes nodes = nodes();
        nodes.socket(0, "a", "here");
        nodes.socket(1, "b");
        var found = nodes.adapter(0)
                .fetchSockets(Nodes.to("here").with(Flags.NONE.asLocal()), Nodes.PATIENCE)
                .toCompletableFuture();
        assertTrue(found.isDone());
        assertEquals(Set.of("a"), ids(found.join()));
        assertEquals(1, found.join().expectedNodes());
    }

    /** Everything that is known of a socket. */
    @Test
    @Tag("S14")
    public void detailsAreTheSameOnEveryNode() {
        Nodes nodes = nodes();
        FakeSocket b = nodes.socket(1, "b", "red", "ü#*");
        b.data.put("user", Map.of("name", "ann", "n", 7));
        SocketDetails own = fetch(nodes, 1, Nodes.to("b")).values().get(0);
        SocketDetails found = fetch(nodes, 0, Nodes.to("b")).values().get(0);
        assertEquals(own.request(), found.request());
        assertEquals(Instant.ofEpochMilli(1_700_000_000_123L), found.request().time());
        assertEquals(Set.of("b", "red", "ü#*"), found.rooms());
        assertEquals(Map.of("token", "t-b"), found.auth().get(0, Object.class));
        Map<?, ?> user = (Map<?, ?>) found.data().get("user");
        assertTrue(user != null && user.get("name") != null && "ann".equals(user.get("name")));
        assertEquals(1, found.data().size());
    }

    /** Data that has no form outside of its process costs nothing but itself. */
    @Test
    @Tag("S17")
    public void dataThatCannotTravelIsLeftOut() {
        Nodes nodes = nodes();
        FakeSocket b = nodes.socket(1, "b");
        b.data.put("thread", Thread.currentThread());
        b.data.put("name", "ann");
        SocketDetails found = fetch(nodes, 0, Nodes.to("b")).values().get(0);
        assertEquals("ann", found.data().get("name"));
        if (nodes.size() > 1) {
            assertNull(found.data().get("thread"));
        }
    }

    /** A node that has none. */
    @Test
    @Tag("S8")
    public void nodesWithoutSocketsAnswer() {
        Nodes nodes = nodes();
        ClusterResult<SocketDetails> found = fetch(nodes, 0, BroadcastOptions.ALL);
        assertEquals(List.of(), found.values());
        assertTrue(found.complete());
    }

    /** How many nodes there are. */
    @Test
    @Tag("S16")
    public void nodesAreCounted() {
        Nodes nodes = nodes();
        for (int i = 0; i < nodes.size(); i++) {
            assertEquals(nodes.size(), Nodes.get(nodes.adapter(i).serverCount()));
        }
    }
}
