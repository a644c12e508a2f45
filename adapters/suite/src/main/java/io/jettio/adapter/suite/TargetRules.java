package io.jettio.adapter.suite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jettio.protocol.handler.EmitResult;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.adapter.BroadcastOptions;
import io.jettio.server.adapter.Flags;
import io.jettio.server.adapter.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who gets a broadcast, and what. */
abstract class TargetRules extends SuiteNodes {
    /** Everybody, once each, whoever sends. */
    @Test
    @Tag("S1")
    @Tag("S2")
    public void everySocketGetsWhatIsForAllOnce() {
        Nodes nodes = nodes();
        List<FakeSocket> all =
                List.of(nodes.socket(0, "a"), nodes.socket(1, "b"), nodes.socket(2, "c"), nodes.socket(0, "d"));
        for (int i = 0; i < nodes.size(); i++) {
            nodes.emit(i, BroadcastOptions.ALL, "from-" + i);
        }
        nodes.settle();
        for (FakeSocket one : all) {
            assertEquals(
                    nodes.size(),
                    one.events().stream()
                            .filter(event -> event.startsWith("from-"))
                            .distinct()
                            .count());
            assertEquals(nodes.size(), one.got.size());
        }
    }

    /** Members of a room, wherever they are. */
    @Test
    @Tag("S1")
    public void onlyMembersOfTheRoomAreMeant() {
        Nodes nodes = nodes();
        FakeSocket a = nodes.socket(0, "a", "red");
        FakeSocket b = nodes.socket(1, "b", "red");
        FakeSocket c = nodes.socket(2, "c", "blue");
        nodes.emit(0, Nodes.to("red"), "e");
        nodes.settle();
        assertEquals(List.of("e"), a.events());
        assertEquals(List.of("e"), b.events());
        assertEquals(List.of(), c.events());
    }

    /** The union of rooms. */
    @Test
    @Tag("S1")
    public void aSocketInSeveralOfTheRoomsGetsItOnce() {
        Nodes nodes = nodes();
        FakeSocket a = nodes.socket(0, "a", "red", "blue", "green");
        FakeSocket b = nodes.socket(1, "b", "red", "blue");
        FakeSocket c = nodes.socket(2, "c", "green");
        nodes.emit(0, Nodes.to("red", "blue", "green", "b"), "e");
        nodes.settle();
        assertEquals(List.of("e"), a.events());
        assertEquals(List.of("e"), b.events());
        assertEquals(List.of("e"), c.events());
    }

    /** What is left out wins. */
    @Test
    @Tag("S1")
    public void membersOfAnyRoomThatIsLeftOutGetNothing() {
        Nodes nodes = nodes();
        FakeSocket a = nodes.socket(0, "a", "red");
        FakeSocket b = nodes.socket(1, "b", "red", "blue");
        FakeSocket c = nodes.socket(2, "c", "red", "green");
        FakeSocket d = nodes.socket(1, "d");
        nodes.emit(0, Nodes.to("red").except(List.of("blue", "green")), "some");
        nodes.emit(0, Nodes.except("red"), "others");
        nodes.settle();
        assertEquals(List.of("some"), a.events());
        assertEquals(List.of(), b.events());
        assertEquals(List.of(), c.events());
        assertEquals(List.of("others"), d.events());
    }

    /** A room that nobody is in. */
    @Test
    @Tag("S1")
    public void anUnknownRoomMeansNobody() {
        Nodes nodes = nodes();
        FakeSocket a = nodes.socket(0, "a", "red");
        FakeSocket b = nodes.socket(1, "b");
        nodes.emit(0, Nodes.to("nowhere"), "e");
        nodes.emit(1, Nodes.to("nowhere"), "e");
        nodes.settle();
        assertEquals(List.of(), a.events());
        assertEquals(List.of(), b.events());
    }

    /** The room of a socket's own id, which may be left out, too. */
    @Test
    @Tag("S1")
    @Tag("S15")
    public void aSocketsIdIsARoomOnEveryNode() {
        Nodes nodes = nodes();
        FakeSocket a = nodes.socket(0, "aaaaaaaaaaaaaaaaaaaa");
        FakeSocket b = nodes.socket(1, "bbbbbbbbbbbbbbbbbbbb");
        nodes.emit(0, Nodes.to(b.id()), "to-b");
        nodes.emit(1, Nodes.to(a.id()), "to-a");
        nodes.emit(0, Nodes.except(a.id()), "not-a");
        nodes.settle();
        assertEquals(List.of("to-a"), a.events());
        assertEquals(List.of("to-b", "not-a"), b.events());
    }

    /** Names that brokers or languages could take for something else. */
    @Test
    @Tag("S15")
    public void roomsMayHaveAnyName() {
        Nodes nodes = nodes();
        List<String> names = List.of(
                "42", "#", "a#b", "*", "[a]", "a b", "$x", "\\", "ü", "\uD83D\uDE00", "x".repeat(20), "y".repeat(1024));
        List<FakeSocket> members = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            members.add(nodes.socket(i, "member-" + i, names.get(i)));
        }
        for (int i = 0; i < names.size(); i++) {
            nodes.emit(0, Nodes.to(names.get(i)), "e" + i);
        }
        nodes.settle();
        for (int i = 0; i < names.size(); i++) {
            assertEquals(List.of("e" + i), members.get(i).events(), names.get(i));
        }
    }

    /** Nobody else is told. */
    @Test
    @Tag("S5")
    public void whatIsLocalStays() {
        Nodes nodes = nodes();
        FakeSocket here = nodes.socket(0, "a", "red");
        FakeSocket there = nodes.socket(1, "b", "red");
        nodes.emit(0, Nodes.to("red").with(Flags.NONE.asLocal()), "e");
        nodes.settle();
        assertEquals(List.of("e"), here.events());
        assertEquals(there.node == here.node ? List.of("e") : List.of(), there.events());
    }

    /** Own sockets are served when the call returns. */
    @Test
    @Tag("S2")
    public void ownSocketsAreServedAtOnceAndCounted() {
        Nodes nodes = nodes();
        FakeSocket a = nodes.socket(0, "a", "red");
        FakeSocket b = nodes.socket(0, "b", "red");
        var stage =
                nodes.adapter(0).broadcast(nodes.packet("e"), Nodes.to("red")).toCompletableFuture();
        assertTrue(stage.isDone(), "an emit says at once what became of it here");
        Receipt receipt = stage.join();
        assertEquals(new EmitResult(2, 0, 0), receipt.local());
        assertFalse(receipt.queued());
        assertEquals(List.of("e"), a.events());
        assertEquals(List.of("e"), b.events());
        assertEquals(EmitResult.NOBODY, nodes.emit(0, Nodes.to("nowhere"), "e").local());
    }

    /** A cluster without sockets. */
    @Test
    @Tag("S1")
    public void whereNobodyIsNothingHappens() {
        Nodes nodes = nodes();
        assertEquals(EmitResult.NOBODY, nodes.emit(0, BroadcastOptions.ALL, "e").local());
        nodes.settle();
    }

    /** Values, as a handler sees them. */
    @Test
    @Tag("S17")
    public void argumentsArriveEqual() {
        Nodes nodes = nodes();
        FakeSocket here = nodes.socket(0, "a");
        FakeSocket there = nodes.socket(1, "b");
        byte[] bytes = {0, -1, 127};
        Map<String, Object> nested = Map.of("list", List.of(1, List.of(bytes), "\uD83D\uDE00\u0000\u2028"));
        nodes.emit(0, BroadcastOptions.ALL, "e", null, 9007199254740991L, -1, 1.5, "", true, nested, bytes);
        nodes.settle();
        for (FakeSocket one : List.of(here, there)) {
            Payload got = one.got.get(0).packet().arguments();
            assertEquals(8, got.size());
            assertNull(got.get(0, Object.class));
            assertEquals(9007199254740991L, got.get(1, Long.class));
            assertEquals(-1L, got.get(2, Object.class));
            assertEquals(1.5, got.get(3, Object.class));
            assertEquals("", got.get(4, Object.class));
            assertEquals(true, got.get(5, Object.class));
            Map<?, ?> map = got.get(6, Map.class);
            assertNotNull(map);
            List<?> list = (List<?>) map.get("list");
            assertNotNull(list);
            assertEquals(1L, list.get(0));
            assertEquals("\uD83D\uDE00\u0000\u2028", list.get(2));
            assertArrayEquals(bytes, got.get(7, byte[].class));
        }
    }

    /** How it is to be sent. */
    @Test
    @Tag("S6")
    public void flagsHoldOnEveryNode() {
        Nodes nodes = nodes();
        FakeSocket here = nodes.socket(0, "a");
        FakeSocket there = nodes.socket(1, "b");
        nodes.emit(0, BroadcastOptions.ALL.with(Flags.NONE.asVolatile().withCompress(false)), "e");
        nodes.emit(0, BroadcastOptions.ALL, "plain");
        nodes.settle();
        for (FakeSocket one : List.of(here, there)) {
            assertTrue(one.got.get(0).flags().isVolatile());
            assertFalse(one.got.get(0).flags().compress());
            assertFalse(one.got.get(1).flags().isVolatile());
            assertTrue(one.got.get(1).flags().compress());
        }
    }
}
