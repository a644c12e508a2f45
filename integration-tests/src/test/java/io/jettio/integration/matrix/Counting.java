package io.jettio.integration.matrix;

import io.jettio.server.Socket;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Emits 0, 1, 2 and so on to a client, some each millisecond and each tenth as binary, until it is told to stop. */
final class Counting {
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ScheduledFuture<?> task;
    private final Socket socket;
    private int next; // guarded by this
    private boolean ended; // guarded by this

    Counting(Socket socket) {
        this.socket = socket;
        this.task = clock.scheduleAtFixedRate(this::tick, 0, 1, TimeUnit.MILLISECONDS);
    }

    private synchronized void tick() {
        for (int i = 0; i < 3 && !ended; i++) {
            socket.emit("number", next, next % 10 == 9 ? new byte[] {(byte) next} : "text");
            next++;
        }
    }

    /** Stops; how many were emitted. */
    synchronized int stop() {
        ended = true;
        task.cancel(false);
        clock.shutdown();
        return next;
    }
}
