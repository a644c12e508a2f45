package io.jettio.benchmarks.compare;

import io.jettio.benchmarks.load.LoadPlan;
import io.jettio.benchmarks.load.Scenario;
import java.net.URI;
import java.util.Locale;

/**
 * One scenario with its sizes, written {@code ack} or {@code ack:100x8x1024}: connections, outstanding, payload.
 *
 * @param scenario what the connections do
 * @param connections how many
 * @param outstanding requests under way
 * @param payload characters or bytes of the argument
 */
record Cell(Scenario scenario, int connections, int outstanding, int payload) {
    static Cell parse(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        Scenario scenario = Scenario.valueOf(name.toUpperCase(Locale.ROOT));
        if (colon < 0) {
            return new Cell(scenario, scenario.connections(), scenario.outstanding(), scenario.payload());
        }
        String[] sizes = text.substring(colon + 1).split("x", -1);
        if (sizes.length != 3) {
            throw new IllegalArgumentException("scenario:CONNECTIONSxOUTSTANDINGxPAYLOAD expected, not " + text);
        }
        return new Cell(scenario, Integer.parseInt(sizes[0]), Integer.parseInt(sizes[1]), Integer.parseInt(sizes[2]));
    }

    LoadPlan plan(URI url, boolean raw, long pid, double warmup, double seconds) {
        return new LoadPlan(url, raw, scenario, connections, outstanding, payload, warmup, seconds, pid);
    }

    String title() {
        return String.format(
                Locale.ROOT,
                "%s, %d connections, %d outstanding, payload %d",
                scenario.name().toLowerCase(Locale.ROOT),
                connections,
                outstanding,
                payload);
    }
}
