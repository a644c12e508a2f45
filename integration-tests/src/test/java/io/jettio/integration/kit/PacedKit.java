package io.jettio.integration.kit;

import io.jettio.client.internal.engine.Carriers;
import io.jettio.client.internal.engine.SharedNetwork;
import io.jettio.integration.Patience;
import io.jettio.server.SocketIoServer;
import io.jettio.testing.internal.Kit;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A server in a kit whose time passes as the wall's does: for suites that wait by the wall's clock, and know nothing of
 * the kit.
 */
public final class PacedKit implements AutoCloseable {
    private static final long BEAT_MILLIS = 5;
    /** Where the process stood still for longer, so did the time: nobody could have answered a ping meanwhile. */
    private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(4 * BEAT_MILLIS);

    private static final Duration PATIENCE = Patience.LONG;

    private final SocketIoServer server;
    private final Kit kit;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "paced-kit");
        thread.setDaemon(true);
        return thread;
    });
    private final ScheduledFuture<?> beats;
    private long now = System.nanoTime(); // by the clock's thread

    /** Takes a server, which is closed with the kit. */
    public PacedKit(SocketIoServer server) {
        this.server = server;
        this.kit = new Kit(List.of(server));
        this.beats = clock.scheduleWithFixedDelay(this::beat, BEAT_MILLIS, BEAT_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void beat() {
        long then = now;
        now = System.nanoTime();
        kit.advance(Duration.ofNanos(Math.min(now - then, MOST_NANOS)), PATIENCE);
    }

    /** A way for one more client; its network is to be closed before the kit. */
    public Kit.Way way() {
        return kit.way();
    }

    /** What a way's client runs on, and what carries its bytes. */
    public static SharedNetwork.Part part(Kit.Way way) {
        return ((SharedNetwork) way.network()).part();
    }

    /** What carries the bytes of a way. */
    public static Carriers carriers(Kit.Way way) {
        return part(way).carriers();
    }

    /** Waits until nothing goes on that goes on by itself: a client that polls has a poll under way by then. */
    public void settle() {
        kit.settle(PATIENCE);
    }

    /** Where a client finds the server. */
    public String url() {
        return kit.url(0);
    }

    @Override
    public void close() {
        kit.endSessions();
        server.close();
        boolean broken = beats.isDone();
        beats.cancel(false);
        clock.shutdown();
        kit.close();
        if (broken) {
            throw new AssertionError("the kit's time stood still", failure());
        }
    }

    private Throwable failure() {
        try {
            return new AssertionError("it ended with " + beats.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return e;
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }
}
