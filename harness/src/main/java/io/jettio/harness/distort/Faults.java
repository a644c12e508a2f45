package io.jettio.harness.distort;

import java.util.List;
import java.util.stream.Stream;

/** All faults, by name. */
public final class Faults {
    /** Nothing is wrong: what passes the proxy comes as it went. */
    public static final Fault NONE = new Fault("none", "Nothing is wrong.", List.of(), Distortion::new);

    private static final List<Fault> ALL = Stream.of(HttpFaults.all(), PacketFaults.all())
            .flatMap(List::stream)
            .toList();

    private Faults() {}

    /** {@return all of them, without {@link #NONE}} */
    public static List<Fault> all() {
        return ALL;
    }
}
