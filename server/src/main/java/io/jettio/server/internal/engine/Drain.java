package io.jettio.server.internal.engine;

import io.jettio.common.time.Deadline;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** One drain of a server: it ends when the last session has, or when its time is over. */
final class Drain {
    private final EngineCore core;
    private final Deadline timeout;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final CompletableFuture<Integer> result = new CompletableFuture<>();

    Drain(EngineCore core) {
        this.core = core;
        this.timeout = core.deadlines().unarmed(this::end);
    }

    CompletableFuture<Integer> result() {
        return result;
    }

    void begin() {
        core.deadlines()
                .reschedule(
                        timeout,
                        core.deadlines().now() + core.options().drainTimeout().toNanos());
        if (core.size() == 0) {
            allGone();
        }
    }

    void allGone() {
        core.deadlines().cancel(timeout);
        end();
    }

    /** On a thread of its own: closing waits for clients, and neither the timer nor a transport may. */
    private void end() {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        Thread closer = new Thread(
                () -> {
                    int left = core.size();
                    core.close();
                    result.complete(left);
                },
                "jettio-drain");
        closer.setDaemon(true);
        closer.start();
    }
}
