package io.jettio.adapter.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jettio.server.adapter.BroadcastOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The order in which things come. */
abstract class OrderRules extends AdapterSuite {
    /** Large, small and binary. */
    @Test
    @Tag("S3")
    public void sizeDoesNotChangeTheOrder() {
        Nodes nodes = nodes();
        FakeSocket there = nodes.socket(1, "b");
        List<Object> sent = new ArrayList<>();
        for (long i = 0; i < 100; i++) {
            Object ballast = i % 3 == 0 ? "x".repeat(20_000) : i % 3 == 1 ? new byte[10_000] : "";
            nodes.emit(0, BroadcastOptions.ALL, "e", i, ballast);
            sent.add(i);
        }
        nodes.settle();
        assertEquals(sent, there.values());
    }

    /** Two at a time. */
    @Test
    @Tag("S3")
    public void eachOriginKeepsItsOrder() throws InterruptedException {
        Nodes nodes = nodes();
        FakeSocket there = nodes.socket(2, "c");
        List<Thread> origins = new ArrayList<>();
        for (int origin = 0; origin < 2; origin++) {
            int from = origin;
            Thread thread = new Thread(() -> {
                for (int i = 0; i < 200; i++) {
                    nodes.emit(from, BroadcastOptions.ALL, "from-" + from, i);
                }
            });
            origins.add(thread);
            thread.start();
        }
        for (Thread thread : origins) {
            thread.join();
        }
        nodes.settle();
        List<Object> sent = new ArrayList<>();
        for (long i = 0; i < 200; i++) {
            sent.add(i);
        }
        for (int origin = 0; origin < 2; origin++) {
            String event = "from-" + origin;
            assertEquals(
                    sent,
                    there.got.stream()
                            .filter(one -> one.packet().event().equals(event))
                            .map(one -> one.packet().arguments().get(0, Object.class))
                            .toList());
        }
    }

    /** Moves and events of one node. */
    @Test
    @Tag("S3")
    @Tag("S4")
    public void joiningLeavingAndEmittingKeepTheirOrder() {
        Nodes nodes = nodes();
        FakeSocket there = nodes.socket(1, "b");
        for (int i = 0; i < 50; i++) {
            Nodes.get(nodes.adapter(0).addSockets(BroadcastOptions.ALL, List.of("red")));
            nodes.emit(0, Nodes.to("red"), "in");
            Nodes.get(nodes.adapter(0).delSockets(BroadcastOptions.ALL, List.of("red")));
            nodes.emit(0, Nodes.to("red"), "out");
        }
        nodes.settle();
        assertEquals(50, there.got.size());
        assertEquals(List.of("in"), there.events().stream().distinct().toList());
    }
}
