package io.jettio.adapter.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jettio.server.adapter.AckSink.Gone;
import io.jettio.server.adapter.BroadcastOptions;
import io.jettio.server.adapter.Cancellable;
import io.jettio.server.adapter.Flags;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Broadcasts with ack. */
abstract class AckRules extends MembershipRules {
    /** Long enough that nothing but what a test does ends a wait. */
    static final Duration LONG = Duration.ofMinutes(5);

    /** Short enough to wait for, and longer than a pause of the machine's: what does not fail must arrive within it. */
    static final Duration SHORT = Duration.ofSeconds(4);

    private static AckLog ask(Nodes nodes, int from, BroadcastOptions options, Duration timeout) {
        AckLog log = new AckLog();
        Cancellable unused = nodes.adapter(from).broadcastWithAck(nodes.packet("q", "?"), options, timeout, log);
        return log;
    }

    private static void awaitQuestion(FakeSocket... sockets) {
        for (FakeSocket socket : sockets) {
            Nodes.eventually(() -> assertTrue(!socket.got.isEmpty(), socket.id()));
        }
    }

    /** All answer. */
    @Test
    @Tag("S7")
    public void theAnswersOfAllAreGathered() {
        Nodes nodes = nodes();
        FakeSocket a = nodes.socket(0, "a", "red");
        FakeSocket b = nodes.socket(1, "b", "red");
        FakeSocket c = nodes.socket(2, "c", "red");
        FakeSocket d = nodes.socket(2, "d");
        AckLog log = ask(nodes, 0, Nodes.to("red"), LONG);
        awaitQuestion(a, b, c);
        b.answer("b");
        a.answer("a");
        c.answer("c");
        log.awaitEnd(true);
        assertEquals(3, log.asked.get());
        assertEquals(Set.of("a", "b", "c"), Set.copyOf(log.answers));
        assertEquals(List.of(), d.events());
    }

    /** Nobody answers. */
    @Test
    @Tag("S7")
    public void whoDoesNotAnswerIsGivenUpAtTheDeadline() {
        Nodes nodes = nodes();
        nodes.socket(0, "a");
        FakeSocket b = nodes.socket(1, "b");
        FakeSocket c = nodes.socket(2, "c");
        AckLog log = ask(nodes, 0, BroadcastOptions.ALL, SHORT);
        awaitQuestion(b, c);
        c.answer("c");
        log.awaitEnd(false);
        assertEquals(3, log.asked.get());
        assertEquals(List.of("c"), log.answers);
        assertEquals(List.of(Gone.TIMEOUT, Gone.TIMEOUT), log.gone);
    }

    /** What each node keeps ends with the deadline, without anybody's help. */
    @Test
    @Tag("S7")
    public void noNodeKeepsAWaitBeyondTheDeadline() {
        Nodes nodes = nodes();
        List<FakeSocket> all = List.of(nodes.socket(0, "a"), nodes.socket(1, "b"), nodes.socket(2, "c"));
        AckLog log = ask(nodes, 0, BroadcastOptions.ALL, SHORT);
        awaitQuestion(all.toArray(FakeSocket[]::new));
        log.awaitEnd(false);
        Nodes.eventually(() -> all.forEach(one -> assertEquals(List.of(), one.owed)));
    }

    /** Too late. */
    @Test
    @Tag("S7")
    public void anAnswerAfterTheDeadlineChangesNothing() {
        Nodes nodes = nodes();
        FakeSocket b = nodes.socket(1, "b");
        AckLog log = ask(nodes, 0, BroadcastOptions.ALL, SHORT);
        awaitQuestion(b);
        FakeAcks.Owed owed = b.owed.get(0);
        log.awaitEnd(false);
        owed.settle(nodes.payload("late"), null);
        nodes.settle();
        assertEquals(List.of(), log.answers);
        assertEquals(List.of(), log.late);
    }

    /** Twice. */
    @Test
    @Tag("S7")
    public void eachClientAnswersOnce() {
        Nodes nodes = nodes();
        FakeSocket a = nodes.socket(0, "a");
        FakeSocket b = nodes.socket(1, "b");
        AckLog log = ask(nodes, 0, BroadcastOptions.ALL, LONG);
        awaitQuestion(a, b);
        FakeAcks.Owed owed = b.owed.get(0);
        owed.settle(nodes.payload("b"), null);
        owed.settle(nodes.payload("b again"), null);
        a.answer("a");
        log.awaitEnd(true);
        assertEquals(Set.of("a", "b"), Set.copyOf(log.answers));
        assertEquals(2, log.answers.size());
    }

    /** Leaving instead of answering. */
    @Test
    @Tag("S7")
    public void aClientThatLeavesIsNotWaitedFor() {
        Nodes nodes = nodes();
        FakeSocket a = nodes.socket(0, "a");
        FakeSocket b = nodes.socket(1, "b");
        AckLog log = ask(nodes, 0, BroadcastOptions.ALL, LONG);
        awaitQuestion(a, b);
        a.answer("a");
        b.node.disconnected(b);
        log.awaitEnd(false);
        assertEquals(List.of(Gone.DISCONNECTED), log.gone);
        assertEquals(List.of("a"), log.answers);
    }

    /** For as long as somebody is connected. */
    @Test
    @Tag("S7")
    public void withoutATimeoutTheWaitEndsWithTheClient() {
        Nodes nodes = nodes();
        FakeSocket b = nodes.socket(1, "b");
        AckLog log = ask(nodes, 0, BroadcastOptions.ALL, Duration.ZERO);
        awaitQuestion(b);
        b.answer("b");
        log.awaitEnd(true);
        assertEquals(List.of("b"), log.answers);
    }

    /** Own clients only. */
    @Test
    @Tag("S5")
    @Tag("S7")
    public void localAsksOwnClientsAndNeedsNobodyElse() {
        Nodes nodes = nodes();
        FakeSocket a = nodes.socket(0, "a", "here");
        FakeSocket b = nodes.socket(1, "b");
        AckLog log = ask(nodes, 0, Nodes.to("here").with(Flags.NONE.asLocal()), LONG);
        a.answer("a");
        assertEquals(List.of(true), log.ends, "at once");
        nodes.settle();
        assertEquals(1, log.asked.get());
        assertEquals(List.of(), b.events());
    }

    /** Nobody to ask. */
    @Test
    @Tag("S7")
    public void whereNobodyIsMeantItIsDone() {
        Nodes nodes = nodes();
        nodes.socket(0, "a");
        AckLog log = ask(nodes, 0, Nodes.to("nowhere"), LONG);
        log.awaitEnd(true);
        assertEquals(0, log.asked.get());
    }

    /** Who asks may lose interest. */
    @Test
    @Tag("S7")
    public void whatIsGivenUpEnds() {
        Nodes nodes = nodes();
        FakeSocket a = nodes.socket(0, "a");
        FakeSocket b = nodes.socket(1, "b");
        AckLog log = new AckLog();
        Cancellable asking = nodes.adapter(0).broadcastWithAck(nodes.packet("q"), BroadcastOptions.ALL, LONG, log);
        awaitQuestion(a, b);
        asking.cancel();
        log.awaitEnd(false);
        asking.cancel();
        assertEquals(1, log.ends.size());
    }

    /** Bytes in an answer. */
    @Test
    @Tag("S17")
    public void answersArriveEqual() {
        Nodes nodes = nodes();
        FakeSocket b = nodes.socket(1, "b");
        AckLog log = ask(nodes, 0, BroadcastOptions.ALL, LONG);
        awaitQuestion(b);
        b.answer(List.of("ü", 1.5, new byte[] {1, 2}));
        log.awaitEnd(true);
        List<?> answer = (List<?>) log.answers.get(0);
        assertEquals("ü", answer.get(0));
        assertEquals(1.5, answer.get(1));
        assertEquals(ByteBuffer.wrap(new byte[] {1, 2}), answer.get(2));
    }
}
