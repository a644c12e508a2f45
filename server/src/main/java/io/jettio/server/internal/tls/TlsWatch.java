package io.jettio.server.internal.tls;

import io.jettio.common.time.Deadline;
import io.jettio.common.time.DeadlineQueue;
import io.jettio.server.internal.Loggers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at files at an interval and has them read again when one has changed. What cannot be used is reported once for
 * each state of the files, and tried again at the next interval. Looks one after the other; thread-safe.
 */
public final class TlsWatch {
    private static final Logger LOG = LoggerFactory.getLogger(Loggers.JETTY);

    /** Reads the files again. */
    public interface Reload {
        /** Reads them all, and changes nothing if that fails. */
        void run() throws IOException, GeneralSecurityException;
    }

    /** What a file looks like from outside; a missing one has no time. */
    private record Look(
            Path file,
            @Nullable FileTime modified,
            long size,
            @Nullable Object key) {
        static Look at(Path file) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return new Look(file, attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
            } catch (IOException e) {
                LOG.debug("cannot look at {}", file, e);
                return new Look(file, null, 0, null);
            }
        }
    }

    private final List<Path> files;
    private final Reload reload;
    private final DeadlineQueue deadlines;
    private final long interval;
    private final Deadline next;

    // Only by the look under way; the next is armed when it has ended.
    private List<Look> used;
    private @Nullable List<Look> reported;

    private volatile boolean stopped;

    /** Makes a watch over files as they are now; files may be read by {@code threads}, which may block. */
    public TlsWatch(List<Path> files, Duration interval, Reload reload, DeadlineQueue deadlines, Executor threads) {
        this.files = files;
        this.reload = reload;
        this.deadlines = deadlines;
        this.interval = interval.toNanos();
        this.used = look();
        this.next = deadlines.unarmed(() -> threads.execute(this::check));
    }

    /** Begins to look. */
    public void start() {
        deadlines.reschedule(next, deadlines.now() + interval);
    }

    /** Looks no more. */
    public void stop() {
        stopped = true;
        deadlines.cancel(next);
    }

    private List<Look> look() {
        List<Look> looks = new ArrayList<>(files.size());
        files.forEach(file -> looks.add(Look.at(file)));
        return looks;
    }

    private void check() {
        if (stopped) {
            return;
        }
        List<Look> now = look();
        if (!now.equals(used)) {
            try {
                reload.run();
                used = now;
                LOG.info("TLS certificates read again from {}", files);
            } catch (IOException | GeneralSecurityException e) {
                if (!now.equals(reported)) {
                    reported = now;
                    LOG.warn("the new TLS certificates cannot be used, the old ones stay: {}", e.toString());
                }
            }
        }
        if (!stopped) {
            start();
        }
    }
}
