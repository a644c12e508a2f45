package io.jettio.integration.proofs;

import io.jettio.server.AckException;
import io.jettio.server.AckException.Reason;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/** What became of the acks of numbered packets: each is settled once, by its own answer or by the disconnect. */
final class Settlements {
    private final Map<String, Boolean> open = new ConcurrentHashMap<>();
    private final LongAdder answered = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final AtomicReference<String> wrong = new AtomicReference<>();

    /** Awaits the ack of a packet. */
    void add(int thread, int packet, CompletableFuture<String> ack) {
        String answer = NumberedPackets.answer(thread, packet);
        open.put(answer, true);
        var unused = ack.whenComplete((given, failure) -> {
            if (open.remove(answer) == null) {
                wrong.set(answer + " was settled twice");
            } else if (failure instanceof AckException refusal && refusal.reason() == Reason.DISCONNECTED) {
                failed.increment();
            } else if (failure != null) {
                wrong.set(answer + " failed: " + failure);
            } else if (given.equals(answer)) {
                answered.increment();
            } else {
                wrong.set(answer + " was answered with " + given);
            }
        });
    }

    /** Some of those that nothing became of yet. */
    List<String> unsettled() {
        return open.keySet().stream().limit(10).toList();
    }

    void verify() {
        if (wrong.get() != null) {
            throw new AssertionError(wrong.get());
        }
    }

    @Override
    public String toString() {
        return answered.sum() + " answered, " + failed.sum() + " failed at the disconnect, none otherwise";
    }
}
