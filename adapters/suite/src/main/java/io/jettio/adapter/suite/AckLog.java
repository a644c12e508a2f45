package io.jettio.adapter.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.jettio.protocol.socketio.Payload;
import io.jettio.server.adapter.AckSink;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Writes down what comes of a broadcast with ack. */
final class AckLog implements AckSink {
    final AtomicInteger asked = new AtomicInteger();
    final List<Object> answers = new CopyOnWriteArrayList<>();
    final List<Gone> gone = new CopyOnWriteArrayList<>();

    /** Each end, with whether it was complete. */
    final List<Boolean> ends = new CopyOnWriteArrayList<>();

    /** What came behind the end. */
    final List<String> late = new CopyOnWriteArrayList<>();

    private void check(String what) {
        if (!ends.isEmpty()) {
            late.add(what);
        }
    }

    @Override
    public void nodeCount(int clients) {
        check("count");
        asked.addAndGet(clients);
    }

    @Override
    public void ack(@Nullable String sid, Payload answer) {
        check("ack");
        Object value = answer.get(0, Object.class);
        answers.add(value == null ? "null" : value);
    }

    @Override
    public void gone(@Nullable String sid, Gone why) {
        check("gone");
        gone.add(why);
    }

    @Override
    public void done(boolean complete) {
        check("done");
        ends.add(complete);
    }

    /** Waits for the end, and demands that it was one. */
    void awaitEnd(boolean complete) {
        Nodes.eventually(() -> assertFalse(ends.isEmpty(), "not done"));
        assertEquals(List.of(complete), ends);
        assertEquals(List.of(), late);
    }
}
