package io.jettio.harness;

import io.jettio.harness.check.Case;
import io.jettio.harness.check.Checked;
import io.jettio.harness.check.Expectations;
import io.jettio.harness.check.Result;
import io.jettio.harness.check.Run;
import io.jettio.harness.check.Trial;
import io.jettio.harness.check.Verdicts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What both checkers do with their cases: runs them as often as the options say, tells the results and writes them. */
final class Checking<T extends Trial> {
    /** What is looked at before and after the cases of a run. */
    interface Surroundings {
        /** Nothing is. */
        Surroundings NONE = new Surroundings() {
            @Override
            public int cases() {
                return 0;
            }

            @Override
            public void before(Console console) {}

            @Override
            public List<Result> after(Console console, Consumer<Result> told) {
                return List.of();
            }
        };

        /** How many cases it judges. */
        int cases();

        void before(Console console) throws IOException;

        /** Judges its cases, and tells each result as it comes. */
        List<Result> after(Console console, Consumer<Result> told) throws IOException;
    }

    private final CheckOptions options;
    private final Checked<T> checked;
    private final Expectations expectations;
    private final Surroundings surroundings;
    private final Console console;

    Checking(CheckOptions options, Checked<T> checked, Expectations expectations, Surroundings surroundings) {
        this.options = options;
        this.checked = checked;
        this.expectations = expectations;
        this.surroundings = surroundings;
        this.console = options.console();
    }

    /** Runs cases, and gives the command's exit code. */
    int of(List<Case<T>> cases) throws IOException, InterruptedException {
        long seed = options.seed();
        Verdicts verdicts = new Verdicts();
        boolean surprised = false;
        for (int i = 0; i < options.repeat(); i++) {
            List<Result> results = once(cases, seed + i);
            verdicts.add(results);
            surprised |= !expectations.surprises(results).isEmpty();
        }
        if (options.repeat() > 1) {
            console.compares(options.repeat(), verdicts);
        }
        return surprised || !verdicts.differing().isEmpty() ? 1 : 0;
    }

    private List<Result> once(List<Case<T>> cases, long seed) throws IOException, InterruptedException {
        int total = cases.size() + surroundings.cases();
        console.begins(checked.introduced(total), total, seed);
        surroundings.before(console);
        Consumer<Result> told = result -> console.told(result, expectations);
        List<Result> results = new ArrayList<>(new Run<>(checked, seed, options.jobs()).of(cases, told));
        if (results.size() < cases.size()) {
            console.leftOut(cases.size() - results.size());
        }
        results.addAll(surroundings.after(console, told));
        options.report(checked.name(), seed, results, expectations);
        console.ends(results, expectations);
        return results;
    }
}
