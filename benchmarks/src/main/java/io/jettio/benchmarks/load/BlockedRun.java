package io.jettio.benchmarks.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * What handlers that block cost the other connections: the same open loop on the same connections in turns without and
 * with a tenth of the connections' handlers blocking throughout.
 */
public final class BlockedRun {
    /** How long the handlers block. */
    public static final int MILLIS = 10_000;

    private BlockedRun() {}

    /**
     * One round.
     *
     * @param without what the other connections saw while those only stayed
     * @param with what they saw while those connections' handlers blocked
     */
    public record Round(LoadReport without, LoadReport with) {
        /**
         * {@return p99 with by p99 without}
         */
        public double ratio() {
            return with.latency().p99() / without.latency().p99();
        }

        /**
         * {@return how many replies were wrong or missing}
         */
        public long failures() {
            return without.failures() + with.failures();
        }

        /**
         * {@return the round in one line}
         */
        public String toText() {
            return String.format(
                    Locale.ROOT,
                    "p99 of the others: %,.0f us without, %,.0f us with %d blocked handlers, ratio %.2f%s%s",
                    without.latency().p99(),
                    with.latency().p99(),
                    with.plan().blocking().connections(),
                    ratio(),
                    failures() == 0 ? "" : "; " + failures() + " wrong or missing replies",
                    without.driverFellBehind() || with.driverFellBehind() ? "; THE DRIVER FELL BEHIND" : "");
        }
    }

    /**
     * Runs a plan.
     *
     * @param plan an open loop
     * @param rounds how many times both
     * @param each takes each round as it ends
     * @return the rounds
     * @throws IOException if a connection fails
     */
    public static List<Round> run(LoadPlan plan, int rounds, Consumer<Round> each) throws IOException {
        return run(plan, rounds, MILLIS, each);
    }

    static List<Round> run(LoadPlan plan, int rounds, int millis, Consumer<Round> each) throws IOException {
        int blocking = Math.max(1, plan.connections() / 10);
        LoadDriver.run(plan.blocking(new LoadPlan.Blocking(blocking, 0))); // for the driver's own warm-up
        List<Round> all = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            LoadReport without = LoadDriver.run(plan.blocking(new LoadPlan.Blocking(blocking, 0)));
            LoadReport with = LoadDriver.run(plan.blocking(new LoadPlan.Blocking(blocking, millis)));
            Round round = new Round(without, with);
            all.add(round);
            each.accept(round);
        }
        return all;
    }

    /**
     * {@return the median of the rounds' ratios}
     *
     * @param rounds the rounds
     */
    public static double ratio(List<Round> rounds) {
        double[] ratios = rounds.stream().mapToDouble(Round::ratio).toArray();
        Arrays.sort(ratios);
        return (ratios[(ratios.length - 1) / 2] + ratios[ratios.length / 2]) / 2;
    }
}
