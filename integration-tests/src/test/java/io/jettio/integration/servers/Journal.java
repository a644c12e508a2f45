package io.jettio.integration.servers;

import io.jettio.integration.Patience;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** What happens, in lines, in several streams, each in its order. Whoever waits goes along a stream. Thread-safe. */
public final class Journal {
    private static final long PATIENCE = Patience.LONG.toNanos();

    private final Map<String, List<String>> streams = new TreeMap<>(); // guarded by this
    private final Map<String, Integer> read = new TreeMap<>(); // guarded by this
    private final UnaryOperator<String> edit;

    public Journal() {
        this(UnaryOperator.identity());
    }

    /**
     * A journal that leaves out what is of no interest.
     *
     * @param edit makes of each line what is to be kept
     */
    public Journal(UnaryOperator<String> edit) {
        this.edit = edit;
    }

    /** Writes a line behind those of a stream. */
    public synchronized void add(String stream, String line) {
        streams.computeIfAbsent(stream, key -> new ArrayList<>()).add(edit.apply(line));
        notifyAll();
    }

    /** Waits for the next line of a stream that begins with these words, and goes behind it; the lines before are passed over. */
    public synchronized String await(String stream, String beginning) {
        long deadline = System.nanoTime() + PATIENCE;
        while (true) {
            List<String> lines = streams.getOrDefault(stream, List.of());
            for (int i = read.getOrDefault(stream, 0); i < lines.size(); i++) {
                if (lines.get(i).equals(beginning) || lines.get(i).startsWith(beginning + " ")) {
                    read.put(stream, i + 1);
                    return lines.get(i);
                }
            }
            pause(deadline, stream + ": " + beginning);
        }
    }

    /** Waits until a stream has so many lines. */
    public synchronized List<String> await(String stream, int count) {
        long deadline = System.nanoTime() + PATIENCE;
        while (streams.getOrDefault(stream, List.of()).size() < count) {
            pause(deadline, count + " lines of " + stream);
        }
        return stream(stream);
    }

    private void pause(long deadline, String wanted) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
            throw new AssertionError("waited in vain for \"" + wanted + "\"; what there is: " + streams);
        }
        sleepFor(left);
    }

    @SuppressWarnings("WaitNotInLoop") // who calls it does so in one
    private void sleepFor(long millis) {
        try {
            wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for a line", e);
        }
    }

    /** The lines of a stream that there are now. */
    public synchronized List<String> stream(String name) {
        return List.copyOf(streams.getOrDefault(name, List.of()));
    }

    /** All lines that there are now, by stream. */
    public synchronized Map<String, List<String>> all() {
        Map<String, List<String>> copy = new TreeMap<>();
        streams.forEach((name, lines) -> copy.put(name, List.copyOf(lines)));
        return copy;
    }
}
