package io.jettio.client.internal.concurrent;

import io.jettio.common.run.FlushScope;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The waits of a {@code close}. */
public final class Shutdown {
    /** What stopping the carriers, or the threads, may take. */
    public static final Duration STEP = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

    private Shutdown() {}

    /**
     * Waits for something to end; an interrupt ends the wait and stays set.
     *
     * @param ended completes when it has
     * @param timeout how long to wait at the most
     */
    public static void await(CompletableFuture<Void> ended, Duration timeout) {
        FlushScope.flushNow();
        try {
            ended.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException late) {
            LOG.debug("closing goes on without waiting any longer", late);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
