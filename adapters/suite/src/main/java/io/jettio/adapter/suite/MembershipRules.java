package io.jettio.adapter.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jettio.server.adapter.BroadcastOptions;
import io.jettio.server.adapter.ClusterResult;
import io.jettio.server.adapter.Flags;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Joining, leaving and disconnecting by selector, and who knows of rooms. */
abstract class MembershipRules extends TargetRules {
    /** In the order of one thread. */
    @Test
    @Tag("S4")
    public void whoWasMadeToJoinGetsWhatIsSentThen() {
        Nodes nodes = nodes();
        FakeSocket a = nodes.socket(0, "a", "all");
        FakeSocket b = nodes.socket(1, "b", "all");
        FakeSocket c = nodes.socket(2, "c", "all");
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String room = "room-" + i;
            Nodes.get(nodes.adapter(0).addSockets(Nodes.to("all"), List.of(room)));
            nodes.emit(0, Nodes.to(room), room);
            events.add(room);
        }
        nodes.settle();
        assertEquals(events, a.events());
        assertEquals(events, b.events());
        assertEquals(events, c.events());
    }

    /** A socket that joins for itself. */
    @Test
    @Tag("S4")
    public void whoJoinedAndLeftOnItsNodeIsMeantInBetween() {
        Nodes nodes = nodes();
        FakeSocket a = nodes.socket(0, "a");
        Nodes.get(nodes.adapter(0).addAll("a", List.of("red")));
        nodes.emit(1, Nodes.to("red"), "in");
        nodes.settle();
        Nodes.get(nodes.adapter(0).del("a", "red"));
        nodes.emit(1, Nodes.to("red"), "out");
        nodes.settle();
        assertEquals(List.of("in"), a.events());
    }

    /** Leaving. */
    @Test
    @Tag("S3")
    public void whoWasMadeToLeaveGetsNothingMore() {
        Nodes nodes = nodes();
        FakeSocket a = nodes.socket(0, "a", "red", "blue");
        FakeSocket b = nodes.socket(1, "b", "red", "blue");
        Nodes.get(nodes.adapter(0).delSockets(Nodes.to("red"), List.of("red", "blue")));
        nodes.emit(0, Nodes.to("red", "blue"), "e");
        nodes.settle();
        assertEquals(List.of(), a.events());
        assertEquals(List.of(), b.events());
        assertEquals(Set.of("b"), nodes.adapter(1).socketRooms("b"));
    }

    /** The selector holds for moves, too. */
    @Test
    @Tag("S1")
    public void onlyWhoIsMeantIsMoved() {
        Nodes nodes = nodes();
        nodes.socket(0, "a", "red");
        nodes.socket(1, "b", "red", "blue");
        nodes.socket(2, "c");
        Nodes.get(nodes.adapter(0).addSockets(Nodes.to("red").except(List.of("blue")), List.of("new")));
        Nodes.get(nodes.adapter(0).addSockets(Nodes.to("c"), List.of("new")));
        nodes.settle();
        assertEquals(Set.of("a", "red", "new"), nodes.adapter(0).socketRooms("a"));
        assertEquals(Set.of("b", "red", "blue"), nodes.adapter(1).socketRooms("b"));
        assertEquals(Set.of("c", "new"), nodes.adapter(2).socketRooms("c"));
    }

    /** Moves of this node only. */
    @Test
    @Tag("S5")
    public void whatMovesLocallyMovesHereOnly() {
        Nodes nodes = nodes();
        nodes.socket(0, "a");
        FakeSocket there = nodes.socket(1, "b");
        BroadcastOptions here = BroadcastOptions.ALL.with(Flags.NONE.asLocal());
        Nodes.get(nodes.adapter(0).addSockets(here, List.of("red")));
        Nodes.get(nodes.adapter(0).delSockets(here.to(List.of("nobody")), List.of("red")));
        nodes.settle();
        assertEquals(Set.of("a", "red"), nodes.adapter(0).socketRooms("a"));
        boolean same = there.node == nodes.node(0).sockets();
        assertEquals(same ? Set.of("b", "red") : Set.of("b"), nodes.adapter(1).socketRooms("b"));
    }

    /** Disconnecting. */
    @Test
    @Tag("S1")
    public void whoIsMeantIsDisconnectedAndConnectionsEndOnlyIfAsked() {
        Nodes nodes = nodes();
        FakeSocket a = nodes.socket(0, "a", "red");
        FakeSocket b = nodes.socket(1, "b", "red");
        FakeSocket c = nodes.socket(2, "c", "blue");
        FakeSocket d = nodes.socket(1, "d");
        Nodes.get(nodes.adapter(0).disconnectSockets(Nodes.to("red"), false));
        Nodes.get(nodes.adapter(0).disconnectSockets(Nodes.to("blue"), true));
        nodes.settle();
        assertFalse(a.connected || b.connected || c.connected);
        assertFalse(a.closed || b.closed);
        assertTrue(c.closed);
        assertTrue(d.connected);
    }

    /** A socket that is gone. */
    @Test
    @Tag("S1")
    public void whoIsForgottenIsInNoRoom() {
        Nodes nodes = nodes();
        FakeSocket a = nodes.socket(0, "a", "red");
        a.node.disconnected(a);
        nodes.emit(0, BroadcastOptions.ALL, "e");
        nodes.emit(1, Nodes.to("red", "a"), "e");
        nodes.settle();
        assertEquals(List.of(), a.events());
        assertEquals(Set.of(), nodes.adapter(0).rooms());
        Nodes.get(nodes.adapter(0).addAll("a", List.of("red")));
        assertEquals(Set.of(), nodes.adapter(0).rooms());
    }

    /** What a node keeps grows with its own sockets, and not with those of others. */
    @Test
    @Tag("S1")
    public void roomsAreKnownToTheirNodeOnly() {
        Nodes nodes = nodes();
        nodes.socket(0, "a", "red");
        FakeSocket b = nodes.socket(1, "b", "red", "blue");
        nodes.settle();
        if (b.node != nodes.node(0).sockets()) {
            assertEquals(Set.of("a", "red"), nodes.adapter(0).rooms());
            assertEquals(Set.of("b", "red", "blue"), nodes.adapter(1).rooms());
            assertEquals(Set.of("a"), nodes.adapter(0).sids("red"));
        }
        assertEquals(Set.of(), nodes.adapter(2).socketRooms("nobody"));
    }

    /** Asking for the rooms of all. */
    @Test
    @Tag("S8")
    public void allRoomsAreFoundOnce() {
        Nodes nodes = nodes();
        nodes.socket(0, "a", "red");
        nodes.socket(1, "b", "red", "blue");
        ClusterResult<String> found = Nodes.get(nodes.adapter(0).allRooms(Nodes.PATIENCE));
        assertEquals(4, found.values().size());
        assertEquals(Set.of("a", "b", "red", "blue"), Set.copyOf(found.values()));
        assertTrue(found.complete());
        assertEquals(nodes.size(), found.expectedNodes());
    }
}
