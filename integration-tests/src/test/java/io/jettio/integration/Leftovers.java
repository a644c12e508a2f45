package io.jettio.integration;

import static io.jettio.integration.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.SocketIoServer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What must not be left when a test and its servers have ended. */
final class Leftovers {
    private final Set<Thread> before = jettioThreads();

    /** Remembers the threads that are there already, which other tests must answer for. */
    Leftovers() {}

    /** Checks that a closed server holds no connection. */
    static void assertNoConnection(SocketIoServer closed) {
        assertThat(closed.connections()).as("connections of a closed server").isZero();
    }

    /** Checks that every thread of Jettio that has begun since ends within a bounded time. */
    void assertNoThread() {
        await().pollDelay(Duration.ZERO)
                .untilAsserted(() -> assertThat(begunSince()).as("threads left").isEmpty());
    }

    private List<String> begunSince() {
        return jettioThreads().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .sorted()
                .toList();
    }

    private static Set<Thread> jettioThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("jettio-"))
                .collect(Collectors.toSet());
    }
}
