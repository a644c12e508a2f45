package io.jettio.harness;

import static java.util.Objects.requireNonNull;

import io.jettio.harness.check.Case;
import io.jettio.harness.check.Expectations;
import io.jettio.harness.check.Level;
import io.jettio.harness.check.Reports;
import io.jettio.harness.check.Result;
import io.jettio.harness.check.Selection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that both checkers have: what is run, how often, and where the results go. */
final class CheckOptions {
    @Option(names = "--level", description = "The least binding level: must, should or advisory. Default: all.")
    private String level = "advisory";

    @Option(names = "--only", split = ",", description = "Ids, with * for any text.")
    private List<String> only = new ArrayList<>();

    @Option(names = "--skip", split = ",", description = "Ids that are left out, with * for any text.")
    private List<String> skip = new ArrayList<>();

    @Option(names = "--list", description = "Lists what would run, and runs nothing.")
    private boolean list;

    @Option(names = "--expect", description = "A file of the ids that are known to fail; all others must pass.")
    private @Nullable Path expect;

    @Option(names = "--seed", description = "Repeats a run: its order and its random texts.")
    private @Nullable Long seed;

    @Option(
            names = "--repeat",
            description =
                    "Runs that often and fails where something does not end the same each time (${DEFAULT-VALUE}).")
    private int repeat = 1;

    @Option(names = "--jobs", description = "How many run side by side (${DEFAULT-VALUE}).")
    private int jobs;

    @Option(names = "--json", description = "Writes the results as JSON.")
    private @Nullable Path json;

    @Option(names = "--junit", description = "Writes the results as JUnit XML.")
    private @Nullable Path junit;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    /**
     * For a command.
     *
     * @param jobs how many run side by side where nothing is said
     */
    CheckOptions(int jobs) {
        this.jobs = jobs;
    }

    /** Which cases are run, with all options judged. */
    Selection selection() {
        if (repeat < 1 || jobs < 1) {
            throw wrong("--repeat and --jobs want a number above none");
        }
        try {
            return new Selection(Level.valueOf(level.toUpperCase(Locale.ROOT)), only, skip);
        } catch (IllegalArgumentException e) {
            throw wrong("--level knows must, should and advisory");
        }
    }

    /** Whether nothing is run. */
    boolean lists() {
        return list;
    }

    int repeat() {
        return repeat;
    }

    int jobs() {
        return jobs;
    }

    /** The first run's seed, a new one where none is given. */
    long seed() {
        return seed == null ? System.nanoTime() & 0xffff_ffffL : seed;
    }

    /** The failures that are known of cases. */
    Expectations expectations(Stream<? extends Case<?>> cases) {
        if (expect == null) {
            return Expectations.NONE;
        }
        try {
            return Expectations.read(expect, cases.map(Case::id).collect(Collectors.toSet()));
        } catch (IOException | IllegalArgumentException e) {
            throw wrong("--expect: " + e.getMessage());
        }
    }

    /** Writes what programs read; of several runs, the last is told. */
    void report(String name, long used, List<Result> results, Expectations expectations) throws IOException {
        if (json != null) {
            Reports.json(json, name, used, results, expectations);
        }
        if (junit != null) {
            Reports.junit(junit, name, results, expectations);
        }
    }

    Console console() {
        return new Console(requireNonNull(spec).commandLine().getOut());
    }

    /** What a wrong command line is told by. */
    ParameterException wrong(String message) {
        return new ParameterException(requireNonNull(spec).commandLine(), message);
    }
}
