package io.jettio.integration.servers;

import io.jettio.client.Manager;
import io.jettio.client.ManagerOptions;
import io.jettio.client.Socket;
import io.jettio.integration.Transports;
import java.util.function.Consumer;

/** The way to connect clients to the server of a scenario. */
public interface Clients {
    /** A manager of its own that leads to the server; it ends with the scenario. */
    Manager manager(Consumer<ManagerOptions.Builder> options);

    /** The transports that all clients of the scenario use. */
    Transports transports();

    /** A socket of a manager of its own, not connected. */
    default Socket socket(String namespace) {
        return manager(options -> {}).socket(namespace);
    }

    /** A socket in the main namespace that is connected. */
    default Socket connected() {
        return connected(socket("/"));
    }

    /** Connects a socket. */
    static Socket connected(Socket socket) {
        Journal journal = new Journal();
        socket.onConnect(() -> journal.add("connect", "connected"));
        socket.connect();
        journal.await("connect", "connected");
        return socket;
    }
}
