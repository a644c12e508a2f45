package io.jettio.integration.proofs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jettio.client.Socket;
import io.jettio.client.SocketIo;
import io.jettio.client.engine.Network;
import io.jettio.client.engine.TransportType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many of our clients in one JVM: how many threads they need, and that nothing of them stays. */
@Timeout(300)
class ManyClientsProofTest {
    private static final int CLIENTS = Scale.of(100, 1_000);
    private static final int OWNERS = Scale.of(10, 100);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Of these each client has its own. */
    private static final List<String> OF_CLIENTS = Stream.of(
                    "ManagerImpl",
                    "SocketImpl",
                    "SocketLane",
                    "Connection",
                    "engine.EngineSession",
                    "engine.PollingTransport",
                    "engine.WebSocketTransport",
                    "engine.Heartbeat",
                    "engine.WriteBuffer",
                    "jetty.JettyConnection")
            .map(name -> "io.jettio.client.internal." + name)
            .toList();

    /** What shared threads may be, however many clients there are: selecting and I/O, two timers or strands, listeners. */
    private static final Map<String, Integer> SHARED_THREADS = Map.of(
            "jettio-io-", 16,
            "jettio-io-timer-", 1,
            "jettio-network-strand", 1,
            "jettio-network-handler-", 256,
            "jettio-network-completion-", 256);

    /** Of the shared threads those that stay while there is nothing to do. */
    private static final int IDLE_THREADS = 21;

    private static final List<String> OF_THE_TEST =
            List.of("junit", "awaitility", "ForkJoinPool", "process reaper", "VirtualThread-", "Common-Cleaner");

    @TempDir
    Path folder;

    private final Set<Thread> before = Thread.getAllStackTraces().keySet();

    @Test
    void clientsThatShareThreadsNeedAConstantNumberOfThemAndLeaveNothing() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, "25000", "20000", "60000", "close")) {
            // What is loaded once, and a heap that has seen clients come and go.
            try (Network shared = Network.create(options -> {})) {
                close(open(server, CLIENTS / 5, shared));
            }
            awaitNothingLeft();
            long heapBefore = heap();
            try (Network shared = Network.create(options -> {})) {
                List<Socket> first = open(server, CLIENTS / 2, shared);
                awaitIdle();
                int half =
                        threads().values().stream().mapToInt(Integer::intValue).sum();
                List<Socket> second = open(server, CLIENTS - first.size(), shared);
                assertThat(threads().keySet()).isSubsetOf(SHARED_THREADS.keySet());
                threads()
                        .forEach((name, count) ->
                                assertThat(count).as(name).isLessThanOrEqualTo(SHARED_THREADS.get(name)));
                awaitIdle();
                long heapOpen = heap();
                Scale.print(
                        "%d clients open: %d threads for half of them, for all: %s; %.1f KiB of heap each",
                        CLIENTS, half, threads(), (heapOpen - heapBefore) / 1024.0 / CLIENTS);
                close(first);
                close(second);
            }
            awaitNothingLeft();
            long heapAfter = heap();
            Scale.print(
                    "%d clients opened and closed: heap %.1f MiB before, %.1f MiB after; no thread, nothing of theirs left",
                    CLIENTS, heapBefore / 1048576.0, heapAfter / 1048576.0);
            assertThat(heapAfter - heapBefore).as("bytes of heap that stayed").isLessThan(1 << 20);
        }
    }

    @Test
    void clientsWithThreadsOfTheirOwnLeaveNothing() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, "25000", "20000", "60000", "close")) {
            List<Socket> sockets = open(server, OWNERS, null);
            Map<String, Integer> threads = threads();
            close(sockets);
            awaitNothingLeft();
            Scale.print("%d clients with threads of their own, while open: %s; none left", OWNERS, threads);
            assertThat(threads.keySet()).allMatch(name -> name.startsWith("jettio-"));
        }
    }

    private static List<Socket> open(ServerProcess server, int count, Network shared) {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            TransportType transport = i % 2 == 0 ? TransportType.WEBSOCKET : TransportType.POLLING;
            sockets.add(SocketIo.connect("http://127.0.0.1:" + server.port(), options -> {
                options.transports(transport);
                if (shared != null) {
                    options.network(shared);
                }
            }));
        }
        await().atMost(PATIENCE).until(() -> sockets.stream().allMatch(Socket::connected));
        return sockets;
    }

    private static void close(List<Socket> sockets) {
        sockets.parallelStream().forEach(Socket::close);
        sockets.clear(); // this list must not be what keeps them
    }

    /** Threads that have begun since the test did, by their names without numbers. */
    private Map<String, Integer> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .map(thread -> thread.getName().replaceAll("\\d.*", ""))
                .filter(name -> OF_THE_TEST.stream().noneMatch(name::startsWith))
                .collect(Collectors.toMap(name -> name, name -> 1, Integer::sum, TreeMap::new));
    }

    /** Waits until the threads that ran listeners have ended, which takes ten seconds. */
    private void awaitIdle() {
        if (Scale.full()) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(threads().values().stream()
                                    .mapToInt(Integer::intValue)
                                    .sum())
                            .as("threads of idle clients")
                            .isLessThanOrEqualTo(IDLE_THREADS));
        }
    }

    private void awaitNothingLeft() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(threads()).as("threads left").isEmpty();
            Map<String, Long> figures = new TreeMap<>();
            Figures.objects(figures);
            figures.keySet().retainAll(OF_CLIENTS);
            assertThat(figures).as("objects left").isEmpty();
        });
    }

    private static long heap() throws Exception {
        Map<String, Long> figures = new TreeMap<>();
        Figures.memory(figures);
        Figures.memory(figures);
        return figures.get("heap");
    }
}
