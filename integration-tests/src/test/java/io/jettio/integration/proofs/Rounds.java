package io.jettio.integration.proofs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Figures of rounds that were measured with something and without it, and what can be said of the ratio of their medians:
 * the interval in which nine of ten ratios lie when the rounds are drawn anew from themselves.
 */
public final class Rounds {
    private static final int DRAWS = 2_000;

    private final List<double[]> rounds = new ArrayList<>();

    public void add(double with, double without) {
        rounds.add(new double[] {with, without});
    }

    public int count() {
        return rounds.size();
    }

    public double medianWith() {
        return median(rounds, 0);
    }

    public double medianWithout() {
        return median(rounds, 1);
    }

    public double ratio() {
        return ratio(rounds);
    }

    /** The bounds of the ratio. */
    public double[] interval() {
        Random random = new Random(rounds.size());
        double[] ratios = new double[DRAWS];
        for (int i = 0; i < DRAWS; i++) {
            List<double[]> drawn = new ArrayList<>();
            for (int j = 0; j < rounds.size(); j++) {
                drawn.add(rounds.get(random.nextInt(rounds.size())));
            }
            ratios[i] = ratio(drawn);
        }
        Arrays.sort(ratios);
        return new double[] {ratios[DRAWS / 20], ratios[DRAWS - 1 - DRAWS / 20]};
    }

    private static double ratio(List<double[]> of) {
        return median(of, 0) / median(of, 1);
    }

    private static double median(List<double[]> of, int which) {
        double[] sorted =
                of.stream().mapToDouble(round -> round[which]).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
