package io.jettio.testing;

import io.jettio.client.ManagerOptions;
import io.jettio.client.SocketIo;
import io.jettio.client.engine.Network;
import io.jettio.server.SocketIoServer;
import io.jettio.testing.internal.Kit;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Runs an application's servers and any number of clients in one process without a network. Everything above the carrier
 * of the bytes is what runs in production: engine sessions, long-polling, WebSocket, upgrade, heartbeats, queues, adapters.
 * Threads and time are the kit's: time stands until {@link #advance} moves it, for heartbeats, ack timeouts, backoff,
 * recovery and every other limit alike.
 *
 * <pre>{@code
 * try (SocketIoTestKit kit = SocketIoTestKit.of(io)) {
 *     TestClient anna = kit.connect();
 *     TestClient ben = kit.connect();
 *     anna.emit("chat", "hello");
 *     assertEquals("hello", ben.take("chat", String.class));
 * }
 * }</pre>
 *
 * <p>The servers must not be in use when the kit takes them. A kit is used by one test at a time; its methods may be called
 * from any thread but those of handlers.
 */
public final class SocketIoTestKit implements AutoCloseable {
    /** What an upgrade takes: the server ends a poll that stands in its way within a tenth of a second. */
    static final Duration UPGRADE = Duration.ofMillis(200);

    /** How much time may pass while something is awaited and nothing is under way. */
    private static final Duration AWAITING = Duration.ofSeconds(1);

    private final Kit kit;
    private final List<TestClient> clients = new CopyOnWriteArrayList<>();
    private final List<Network> networks = new CopyOnWriteArrayList<>();
    private final List<SocketIoServer> servers;
    private Duration patience = Duration.ofSeconds(5);
    private boolean closesServers;

    private SocketIoTestKit(List<SocketIoServer> servers) {
        this.servers = servers;
        this.kit = new Kit(servers);
    }

    /**
     * Takes servers over, with their handlers as they are, until {@link #close()}.
     *
     * @param server the server
     * @param others further nodes, with whatever adapter joins them
     * @return the kit
     * @throws IllegalArgumentException if one was not made by {@link SocketIoServer}
     * @throws IllegalStateException if one is in another kit
     */
    public static SocketIoTestKit of(SocketIoServer server, SocketIoServer... others) {
        List<SocketIoServer> all = new ArrayList<>();
        all.add(server);
        all.addAll(List.of(others));
        return new SocketIoTestKit(all);
    }

    /**
     * Has {@link #close()} close the servers, too; without this they can be used again, also in production's way.
     *
     * @return this
     */
    public SocketIoTestKit closingServers() {
        closesServers = true;
        return this;
    }

    /**
     * Sets how long something may be awaited by the wall's clock; default 5 s. Only a handler that is busy or waits for
     * something outside takes any time at all.
     *
     * @param time how long, more than zero
     * @return this
     * @throws IllegalArgumentException if it is not
     */
    public SocketIoTestKit patience(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("expected some patience, not " + time);
        }
        patience = time;
        return this;
    }

    // ---------------------------------------------------------------- clients

    /**
     * Connects a client to the main namespace of the first server.
     *
     * @return the client, connected
     * @throws AssertionError if it was refused
     */
    public TestClient connect() {
        return connect("/");
    }

    /**
     * Connects a client to a namespace of the first server.
     *
     * @param namespace the namespace
     * @return the client, connected
     * @throws AssertionError if it was refused
     */
    public TestClient connect(String namespace) {
        return connect(namespace, options -> {});
    }

    /**
     * Connects a client.
     *
     * @param namespace the namespace
     * @param options sets options on a builder that has the defaults
     * @return the client, connected
     * @throws AssertionError if it was refused
     */
    public TestClient connect(String namespace, Consumer<ManagerOptions.Builder> options) {
        return client(namespace, options).connect();
    }

    /**
     * Makes a client that is not connected yet, of the first server.
     *
     * @param namespace the namespace
     * @param options sets options on a builder that has the defaults: auth, headers, query, transports, …
     * @return the client
     */
    public TestClient client(String namespace, Consumer<ManagerOptions.Builder> options) {
        return client(0, namespace, options);
    }

    /**
     * Makes a client that is not connected yet.
     *
     * @param node the server's number, from 0
     * @param namespace the namespace
     * @param options sets options on a builder that has the defaults
     * @return the client
     * @throws IndexOutOfBoundsException if there is no such server
     */
    public TestClient client(int node, String namespace, Consumer<ManagerOptions.Builder> options) {
        String path = servers.get(node).options().engine().path();
        Kit.Way way = kit.way();
        networks.add(way.network());
        TestClient client = new TestClient(
                this,
                SocketIo.socket(kit.url(node) + (namespace.startsWith("/") ? namespace : "/" + namespace), builder -> {
                    builder.path(path);
                    options.accept(builder);
                    builder.network(way.network());
                }),
                way.wire());
        clients.add(client);
        return client;
    }

    /**
     * {@return where a client finds a server, such as {@code http://node1.test}: for a cookie store that is to hold what
     * somebody else's HTTP client was given}
     *
     * @param node the server's number, from 0
     * @throws IndexOutOfBoundsException if there is no such server
     */
    public URI url(int node) {
        return URI.create(kit.url(Objects.checkIndex(node, servers.size())));
    }

    // ---------------------------------------------------------------- time

    /**
     * Lets time pass: whatever is due meanwhile is done, in its order, with all that follows from it. Returns at once, by
     * the wall's clock.
     *
     * @param time how much
     */
    public void advance(Duration time) {
        kit.advance(time, patience);
    }

    /**
     * Waits until everything has happened that happens without time's passing.
     *
     * @throws AssertionError if a handler is busy for longer than the patience
     */
    public void settle() {
        kit.settle(patience);
    }

    boolean await(BooleanSupplier condition) {
        return kit.await(condition, patience, AWAITING);
    }

    /**
     * Disconnects every client, closes the servers if that was asked for, and otherwise gives them back. Sessions of which a
     * server does not know yet that they are lost end as well.
     *
     * @throws AssertionError if a handler is busy for longer than the patience; the servers are given back even so
     */
    @Override
    public void close() {
        try {
            clients.forEach(client -> client.socket().disconnect());
            kit.settle(patience);
        } finally {
            // what is stuck would be waited for
            clients.forEach(client -> client.wire().refuse());
            clients.forEach(client -> client.wire().cut());
            try {
                kit.whileTimePasses(
                        () -> clients.forEach(client -> client.socket().close()), patience);
                networks.forEach(Network::close);
                kit.endSessions();
                if (closesServers) {
                    servers.forEach(SocketIoServer::close);
                }
            } finally {
                kit.close(); // also where the test was interrupted: others may go on with the servers
            }
        }
    }
}
