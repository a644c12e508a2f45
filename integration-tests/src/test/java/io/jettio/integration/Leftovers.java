package io.jettio.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jettio.server.SocketIoServer;
import java.time.Duration;
import java.util.List;

/** What must not be left when a test and its servers have ended. */
public final class Leftovers {
    private Leftovers() {}

    /** Checks that a closed server holds no connection. */
    static void assertNoConnection(SocketIoServer closed) {
        assertThat(closed.connections()).as("connections of a closed server").isZero();
    }

    /** Checks that every thread of Jettio ends within a bounded time. */
    public static void assertNoThread() {
        await().atMost(Duration.ofSeconds(10))
                .pollDelay(Duration.ZERO)
                .untilAsserted(
                        () -> assertThat(jettioThreads()).as("threads left").isEmpty());
    }

    static List<String> jettioThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("jettio-"))
                .sorted()
                .toList();
    }
}
