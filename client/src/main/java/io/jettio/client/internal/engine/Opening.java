package io.jettio.client.internal.engine;

import io.jettio.client.engine.EngineOptions;
import io.jettio.client.engine.TransportType;
import io.jettio.client.internal.concurrent.Strand;
import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The transports that may open a session, one after the other, and the time that they have for it. Strand. */
final class Opening {
    private static final Duration FOR_EVER = Duration.ofDays(365 * 50);

    private final EngineOptions options;
    private final UpgradeMemory memory;
    private final Strand strand;
    private final ArrayDeque<TransportType> untried = new ArrayDeque<>();

    private long deadline;
    private Strand.Timer timer = () -> {};

    Opening(EngineContext context) {
        this.options = context.options();
        this.memory = context.memory();
        this.strand = context.strand();
    }

    /** The transport to begin with. */
    TransportType first() {
        boolean skipPolling = options.rememberUpgrade()
                && memory.succeeded()
                && options.transports().contains(TransportType.WEBSOCKET);
        TransportType first =
                skipPolling ? TransportType.WEBSOCKET : options.transports().get(0);
        if (options.tryAllTransports()) {
            untried.addAll(options.transports());
            untried.remove(first);
        }
        return first;
    }

    /** The transport to go on with; null where all have been tried. */
    @Nullable
    TransportType next() {
        return untried.poll();
    }

    /** The time begins to run. */
    void begin() {
        Duration timeout = options.connectTimeout();
        Duration bounded = timeout.compareTo(FOR_EVER) > 0 ? FOR_EVER : timeout;
        deadline = strand.nanoTime() + bounded.toNanos();
    }

    /** The transport that is being opened may take its part of the time that is left. */
    void arm(Runnable tookTooLong) {
        timer.cancel();
        Duration left = Duration.ofNanos(Math.max(0, deadline - strand.nanoTime()));
        timer = strand.after(left.dividedBy(untried.size() + 1L), tookTooLong);
    }

    /** The session is open, or over. */
    void end() {
        timer.cancel();
        untried.clear();
    }
}
