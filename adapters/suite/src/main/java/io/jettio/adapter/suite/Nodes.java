package io.jettio.adapter.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Packet;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.adapter.Adapter;
import io.jettio.server.adapter.BroadcastOptions;
import io.jettio.server.adapter.Receipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.function.Executable;

/** The nodes of one test. */
final class Nodes implements AutoCloseable {
    /** How long anything may take that has to happen. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Backend backend;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "suite-timer");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Node> nodes = new ArrayList<>();
    private int barriers;

    /** One adapter, and its sockets. */
    record Node(Adapter adapter, FakeSockets sockets) {}

    Nodes(Backend backend) {
        this.backend = backend;
    }

    Backend backend() {
        return backend;
    }

    /** The cluster, where it can fail. */
    FaultyBackend faulty() {
        return (FaultyBackend) backend;
    }

    /** Adds nodes of the main namespace, and waits until each knows all others. */
    Nodes with(int count) {
        for (int i = 0; i < count; i++) {
            add("/");
        }
        everybodyKnows(count);
        return this;
    }

    /** Adds a node; whoever is there may not know of it yet. */
    Node add(String namespace) {
        FakeSockets sockets = new FakeSockets(namespace, timer);
        Adapter adapter = backend.newNode().create(sockets);
        sockets.adapter(adapter);
        get(adapter.init());
        Node node = new Node(adapter, sockets);
        nodes.add(node);
        return node;
    }

    /** Waits until all nodes count so many. */
    void everybodyKnows(int count) {
        eventually(() -> {
            for (Node node : nodes) {
                assertEquals(count, get(node.adapter().serverCount()));
            }
        });
    }

    /** Closes a node; the ones behind it keep their numbers at the backend, and not here. */
    void closeNode(int i) {
        get(nodes.remove(i).adapter().close());
    }

    int size() {
        return nodes.size();
    }

    /** A node; beyond the last one it is the first again. */
    Node node(int i) {
        return nodes.get(i % nodes.size());
    }

    Adapter adapter(int i) {
        return node(i).adapter();
    }

    /** A socket on a node, in rooms. */
    FakeSocket socket(int i, String id, String... rooms) {
        Node node = node(i);
        FakeSocket socket = new FakeSocket(node.sockets(), id);
        node.adapter().add(socket);
        get(node.adapter().addAll(id, List.of(rooms)));
        return socket;
    }

    EventPacket packet(String event, @Nullable Object... arguments) {
        return new EventPacket("/", Packet.NO_ID, event, payload(arguments));
    }

    Payload payload(@Nullable Object... arguments) {
        return node(0).sockets().parser().payload(Arrays.asList(arguments));
    }

    Receipt emit(int from, BroadcastOptions options, String event, @Nullable Object... arguments) {
        return get(adapter(from).broadcast(packet(event, arguments), options));
    }

    static BroadcastOptions to(String... rooms) {
        return BroadcastOptions.ALL.to(List.of(rooms));
    }

    static BroadcastOptions except(String... rooms) {
        return BroadcastOptions.ALL.except(List.of(rooms));
    }

    /**
     * Waits until everything that was sent before has come: what is sent last comes last. Nodes that the test made fail
     * are told here.
     */
    void settle(Integer... without) {
        Set<Integer> failed = Set.of(without);
        String room = "barrier-" + barriers++;
        List<FakeSocket> witnesses = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            if (!failed.contains(i)) {
                witnesses.add(socket(i, room + "-" + i, room));
            }
        }
        for (int i = 0; i < nodes.size(); i++) {
            if (!failed.contains(i)) {
                emit(i, to(room), room);
            }
        }
        eventually(() -> witnesses.forEach(one -> assertEquals(
                witnesses.size(), one.events().stream().filter(room::equals).count(), one.id())));
        witnesses.forEach(one -> one.node.disconnected(one));
    }

    static <T> T get(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("a stage did not complete: " + e, e);
        }
    }

    /** Waits until what is claimed is so. */
    static void eventually(Executable claim) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                claim.execute();
                return;
            } catch (AssertionError e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
            LockSupport.parkNanos(2_000_000);
        }
    }

    @Override
    public void close() {
        nodes.forEach(node -> get(node.adapter().close()));
        backend.close();
        timer.shutdownNow();
    }
}
