package io.jettio.adapter.suite;

import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.adapter.Flags;
import io.jettio.server.adapter.LocalSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A socket that writes down what it gets. */
final class FakeSocket implements LocalSocket {
    final FakeSockets node;

    /** What it got, in order. */
    final List<Got> got = new CopyOnWriteArrayList<>();

    /** The acks that it owes. */
    final List<FakeAcks.Owed> owed = new CopyOnWriteArrayList<>();

    final Map<String, Object> data = new ConcurrentHashMap<>();

    private final String id;
    volatile boolean connected = true;
    volatile boolean closed;

    record Got(EventPacket packet, Flags flags) {}

    FakeSocket(FakeSockets node, String id) {
        this.node = node;
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }

    /** The names of the events that it got. */
    List<String> events() {
        return got.stream().map(one -> one.packet().event()).toList();
    }

    /** The first arguments of what it got. */
    List<Object> values() {
        return got.stream()
                .<Object>map(one -> one.packet().arguments().get(0, Object.class))
                .toList();
    }

    /** Answers what it was asked last. */
    void answer(Object value) {
        Payload payload = node.parser().payload(List.of(value));
        owed.get(owed.size() - 1).settle(payload, null);
    }

    @Override
    public String toString() {
        return id;
    }
}
