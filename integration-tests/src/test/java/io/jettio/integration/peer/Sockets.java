package io.jettio.integration.peer;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The sockets of one client by name, and what is reported of them. Thread-safe. */
final class Sockets {
    private final Map<String, PeerSocket> byName = new ConcurrentHashMap<>();
    private final AtomicInteger named = new AtomicInteger();

    /** A socket whose instructions go where they are given to. */
    PeerSocket.Plan plan(String url, Consumer<Map<String, ?>> instructions) {
        PeerSocket socket = new PeerSocket(instructions, "s" + named.incrementAndGet());
        byName.put(socket.name(), socket);
        return new PeerSocket.Plan(socket, url);
    }

    /** Gives a report to the socket that it is of; reports of forgotten ones are dropped. */
    void accept(Map<?, ?> report) {
        PeerSocket socket = byName.get((String) report.get("socket"));
        if (socket != null) {
            socket.accept(report);
        }
    }

    void forget() {
        byName.clear();
    }
}
