package io.jettio.server.internal.engine;

import io.jettio.common.GuardedBy;
import io.jettio.common.time.DeadlineQueue;
import io.jettio.server.internal.Loggers;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lines in the log that peers can provoke, so that a flood of bad input is none of lines: of each kind at most
 * {@link #MOST_IN_A_SECOND} in a second, and the next one tells how many were left out. Thread-safe.
 */
final class InputLog {
    static final int MOST_IN_A_SECOND = 20;

    private static final Logger LOG = LoggerFactory.getLogger(Loggers.ENGINE);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final DeadlineQueue clock;

    /** By kind of line, of which there are as many as calls in this package. */
    @GuardedBy("this")
    private final Map<String, Second> seconds = new HashMap<>();

    private static final class Second {
        long start;
        int lines;
        long leftOut;
    }

    InputLog(DeadlineQueue clock) {
        this.clock = clock;
    }

    /** A peer's fault. */
    void debug(String format, Object... arguments) {
        if (LOG.isDebugEnabled()) {
            long leftOut = leftOutBefore(format);
            if (leftOut >= 0) {
                LOG.debug(format + note(leftOut), arguments);
            }
        }
    }

    /** A fault of ours, or of the application's, that a request met with. */
    void error(String message, Throwable cause) {
        long leftOut = leftOutBefore(message);
        if (leftOut >= 0) {
            LOG.error(message + note(leftOut), cause);
        }
    }

    private static String note(long leftOut) {
        return leftOut == 0 ? "" : " (" + leftOut + " more of these were left out)";
    }

    /** How many lines of a kind were left out since the last, or -1 where this one is left out too. */
    private long leftOutBefore(String kind) {
        long now = clock.now();
        synchronized (this) {
            Second second = seconds.computeIfAbsent(kind, key -> new Second());
            if (second.lines == 0 || now - second.start >= SECOND) {
                second.start = now;
                second.lines = 0;
            }
            if (second.lines == MOST_IN_A_SECOND) {
                second.leftOut++;
                return -1;
            }
            second.lines++;
            long leftOut = second.leftOut;
            second.leftOut = 0;
            return leftOut;
        }
    }
}
