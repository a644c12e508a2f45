package io.jettio.client.internal;

import io.jettio.client.Manager;
import io.jettio.client.ManagerOptions;
import io.jettio.client.Socket;
import io.jettio.client.engine.TransportType;
import io.jettio.client.internal.concurrent.Strand;
import io.jettio.client.internal.engine.Carriers;
import io.jettio.client.internal.engine.FakeServer;
import io.jettio.common.run.HandlerThreads;
import io.jettio.common.time.DeadlineQueue;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A manager before a fake server, everything on the test's thread and clock, and what its listeners were told. */
final class ManagerFixture {
    static final Duration SECOND = Duration.ofSeconds(1);

    final FakeServer server = new FakeServer();
    final Manager manager;
    final List<String> told = new ArrayList<>();
    /** Whether tasks for listeners and suppliers wait until {@link #handle()}. */
    boolean holdHandlers;

    private final ArrayDeque<Runnable> held = new ArrayDeque<>();

    ManagerFixture(Consumer<ManagerOptions.Builder> options) {
        ManagerOptions.Builder builder =
                ManagerOptions.builder().transports(TransportType.WEBSOCKET).randomizationFactor(0);
        options.accept(builder);
        manager = new ManagerImpl(URI.create("http://one:1"), builder.build(), new Fakes(), false);
        manager.onOpen(() -> told.add("open"));
        manager.onError(error -> told.add("error " + error.stage()));
        manager.onClose(reason -> told.add("close " + reason));
        manager.onPing(() -> told.add("ping"));
        manager.onReconnectAttempt(n -> told.add("attempt " + n));
        manager.onReconnect(n -> told.add("reconnect " + n));
        manager.onReconnectError(error -> told.add("reconnect_error"));
        manager.onReconnectFailed(() -> told.add("reconnect_failed"));
        manager.onGiveUp(() -> told.add("gave up"));
    }

    static ManagerFixture create() {
        return new ManagerFixture(options -> {});
    }

    /** A socket whose listeners tell what happens. */
    Socket socket(String namespace) {
        Socket socket = manager.socket(namespace);
        socket.onConnect(() -> told.add(namespace + " connect"));
        socket.onDisconnect(reason -> told.add(namespace + " disconnect " + reason));
        socket.onConnectError(error -> told.add(namespace + " connect_error " + error.stage()));
        return socket;
    }

    /** Connects a socket and has it accepted. */
    Socket connected(String namespace) {
        Socket socket = socket(namespace);
        socket.connect();
        server.run();
        server.open();
        accept(namespace);
        told.clear();
        server.heard();
        return socket;
    }

    void accept(String namespace) {
        server.say((namespace.equals("/") ? "40" : "40" + namespace + ",") + "{\"sid\":\"x\"}");
    }

    /** What has been told since this was asked last. */
    List<String> told() {
        server.run();
        List<String> all = List.copyOf(told);
        told.clear();
        return all;
    }

    /** Runs what listeners and suppliers have to do. */
    void handle() {
        for (Runnable task = held.poll(); task != null; task = held.poll()) {
            task.run();
        }
        server.run();
    }

    private final class Fakes implements Resources {
        @Override
        public Strand strand() {
            return server.strand();
        }

        private final HandlerThreads threads =
                new HandlerThreads("test", new DeadlineQueue(() -> 0, () -> {}), new Held(), new Held());

        @Override
        public HandlerThreads handlers() {
            return threads;
        }

        @Override
        public Executor tasks() {
            return threads;
        }

        @Override
        public Executor completions() {
            return Runnable::run;
        }

        @Override
        public boolean isInside() {
            return false;
        }

        @Override
        public Carriers carriers() {
            return server.carriers();
        }

        @Override
        public void release(ManagerImpl which) {}
    }

    /** Runs what it gets at once, or keeps it for {@link #handle()}. */
    private final class Held extends AbstractExecutorService {
        @Override
        public void execute(Runnable task) {
            if (holdHandlers) {
                held.add(task);
            } else {
                task.run();
            }
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }
}
