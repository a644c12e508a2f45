package io.jettio.harness.distort;

import io.jettio.harness.wire.Deadlines;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** All faults, by name. */
public final class Faults {
    /** Nothing is wrong: what passes the proxy comes as it went. */
    public static final Fault NONE = new Fault("none", "Nothing is wrong.", List.of(), Distortion::new);

    /** Nothing is wrong either, but each answer to a request takes so much longer, as on a machine that is busy. */
    public static Fault slow(Duration longer) {
        return new Fault("slow", "Answers take longer.", List.of(), () -> new Distortion() {
            @Override
            Reply reply(String requestLine, Reply reply) {
                Deadlines.reach(System.nanoTime() + longer.toNanos());
                return reply;
            }
        });
    }

    private static final List<Fault> ALL = Stream.of(HttpFaults.all(), PacketFaults.all())
            .flatMap(List::stream)
            .toList();

    private Faults() {}

    /** {@return all of them, without {@link #NONE}} */
    public static List<Fault> all() {
        return ALL;
    }
}
