package io.jettio.adapter.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jettio.server.adapter.BroadcastOptions;
import io.jettio.server.adapter.ClusterResult;
import io.jettio.server.adapter.Flags;
import io.jettio.server.adapter.Receipt;
import io.jettio.server.adapter.SocketDetails;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A broker that goes and comes back. */
abstract class OutageRules extends FailingNodeRules {
    /** This node goes on by itself. */
    @Test
    @Tag("S11")
    public void ownSocketsAreServedWhileTheBrokerIsAway() {
        Nodes nodes = nodes();
        FakeSocket here = nodes.socket(0, "a");
        nodes.faulty().brokerDown();
        Receipt receipt = nodes.emit(0, BroadcastOptions.ALL, "e");
        assertEquals(1, receipt.local().accepted());
        assertTrue(receipt.queued());
        var unused = nodes.adapter(0).addSockets(BroadcastOptions.ALL, List.of("red"));
        assertEquals(List.of("e"), here.events());
        assertTrue(nodes.adapter(0).socketRooms("a").contains("red"));
        nodes.faulty().brokerUp();
    }

    /** What waited. */
    @Test
    @Tag("S11")
    public void whatWasSentMeanwhileComesInItsOrder() {
        Nodes nodes = nodes();
        FakeSocket there = nodes.socket(1, "b");
        nodes.emit(0, BroadcastOptions.ALL, "e", 0);
        nodes.settle();
        nodes.faulty().brokerDown();
        List<Object> sent = new ArrayList<>(List.of(0L));
        for (long i = 1; i < 10; i++) {
            nodes.emit(0, BroadcastOptions.ALL, "e", i);
            sent.add(i);
        }
        assertEquals(1, there.got.size());
        nodes.faulty().brokerUp();
        nodes.emit(0, BroadcastOptions.ALL, "e", 10);
        sent.add(10L);
        nodes.settle();
        assertEquals(sent, there.values());
    }

    /** Volatile events do not wait. */
    @Test
    @Tag("S6")
    public void whatIsVolatileIsDroppedMeanwhile() {
        Nodes nodes = nodes();
        FakeSocket there = nodes.socket(1, "b");
        nodes.faulty().brokerDown();
        Receipt receipt = nodes.emit(0, BroadcastOptions.ALL.with(Flags.NONE.asVolatile()), "volatile");
        assertFalse(receipt.queued());
        nodes.faulty().brokerUp();
        nodes.emit(0, BroadcastOptions.ALL, "e");
        nodes.settle();
        assertEquals(List.of("e"), there.events());
    }

    /** Only so much waits. */
    @Test
    @Tag("S11")
    public void whatDoesNotFitIsNotSentAndSaysSo() {
        Nodes nodes = nodes();
        FakeSocket here = nodes.socket(0, "a");
        FakeSocket there = nodes.socket(1, "b");
        int capacity = nodes.faulty().queueCapacity();
        nodes.faulty().brokerDown();
        for (int i = 0; i < capacity; i++) {
            assertTrue(nodes.emit(0, BroadcastOptions.ALL, "e", i).queued());
        }
        assertFalse(nodes.emit(0, BroadcastOptions.ALL, "too much").queued());
        assertTrue(nodes.adapter(0)
                .addSockets(BroadcastOptions.ALL, List.of("red"))
                .toCompletableFuture()
                .isCompletedExceptionally());
        assertEquals(capacity + 1, here.got.size());
        nodes.faulty().brokerUp();
        nodes.settle();
        assertEquals(capacity, there.got.size());
    }

    /** What needs an answer. */
    @Test
    @Tag("S8")
    @Tag("S11")
    public void requestsAreAnsweredWithWhatIsHere() {
        Nodes nodes = nodes();
        nodes.socket(0, "a");
        nodes.socket(1, "b");
        nodes.faulty().brokerDown();
        ClusterResult<SocketDetails> found =
                Nodes.get(nodes.adapter(0).fetchSockets(BroadcastOptions.ALL, AckRules.LONG));
        assertEquals(1, found.values().size());
        assertFalse(found.complete());
        nodes.faulty().brokerUp();
        nodes.everybodyKnows(3);
        Nodes.eventually(() -> assertTrue(Nodes.get(nodes.adapter(0).fetchSockets(BroadcastOptions.ALL, Nodes.PATIENCE))
                .complete()));
    }

    /** Clients of this node. */
    @Test
    @Tag("S7")
    @Tag("S11")
    public void ownClientsAnswerWhileTheBrokerIsAway() {
        Nodes nodes = nodes();
        FakeSocket a = nodes.socket(0, "a");
        nodes.socket(1, "b");
        nodes.faulty().brokerDown();
        AckLog log = new AckLog();
        var unused = nodes.adapter(0).broadcastWithAck(nodes.packet("q"), BroadcastOptions.ALL, AckRules.LONG, log);
        a.answer("a");
        log.awaitEnd(false);
        assertEquals(List.of("a"), log.answers);
        nodes.faulty().brokerUp();
    }
}
