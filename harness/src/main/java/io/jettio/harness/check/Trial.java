package io.jettio.harness.check;

import io.jettio.harness.wire.Tape;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * One run of a case: what it opens, which is closed behind it, and what went over the wire meanwhile. Used by the thread
 * of the case; its tape is told by any.
 */
public abstract class Trial implements Tape, AutoCloseable {
    private final int most;
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();

    /**
     * Begins a trial.
     *
     * @param lines how many lines of what went over the wire are kept, the last ones
     */
    protected Trial(int lines) {
        this.most = lines;
    }

    /** Registers what is to be closed behind the case, in the order of registration. */
    public final <T extends AutoCloseable> T closing(T resource) {
        opened.add(resource);
        return resource;
    }

    @Override
    public final void sent(String what) {
        told("> " + what);
    }

    @Override
    public final void received(String what) {
        told("< " + what);
    }

    private void told(String line) {
        lines.add(line.replace("\u001e", "\\x1e").replace("\r\n", " | ").replace('\n', ' '));
        if (lines.size() > most) {
            lines.poll();
        }
    }

    /** What was sent and what came back, the last of it. */
    final List<String> transcript() {
        return List.copyOf(lines);
    }

    /** Whether this side was so slow that the other may rightly have given up, so that a failure of the case proves nothing. */
    protected boolean late() {
        return false;
    }

    /** Whether the other side ended something so late that it may have waited for this one, and not for what the case says. */
    protected boolean mayHaveTimedOut() {
        return false;
    }

    @Override
    public final void close() {
        List<Exception> failures = new ArrayList<>();
        for (AutoCloseable resource : opened) {
            try {
                resource.close();
            } catch (Exception e) {
                failures.add(e); // the case is judged already; the peer may have cut the connection first
            }
        }
        failures.forEach(failure -> received("(while closing: " + failure + ")"));
    }
}
