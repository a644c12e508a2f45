package io.jettio.harness.distort;

import java.util.List;
import java.util.function.Supplier;

/**
 * One way in which a server is wrong.
 *
 * @param name how the command line calls it
 * @param wrong what is wrong then, in one sentence
 * @param topic patterns of ids: cases whose topic the fault is, of which at least one has to fail
 * @param making makes what it does to one session
 */
public record Fault(String name, String wrong, List<String> topic, Supplier<Distortion> making) {
    Distortion distortion() {
        return making.get();
    }
}
