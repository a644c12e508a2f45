package io.jettio.harness;

import static java.util.Objects.requireNonNull;

import io.jettio.harness.check.Case;
import io.jettio.harness.check.Dialect;
import io.jettio.harness.check.Expectations;
import io.jettio.harness.check.Level;
import io.jettio.harness.check.Reports;
import io.jettio.harness.check.Result;
import io.jettio.harness.check.Selection;
import io.jettio.harness.client.ClientRun;
import io.jettio.harness.client.Scenario;
import io.jettio.harness.scenarios.Repertoire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code check client -- COMMAND…}: runs the scenarios against a client. */
@Command(
        name = "client",
        description = "Checks a client of any language against the protocols: runs a command for each scenario.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:all scenarios went as expected",
            "1:some did not",
            "2:wrong options, or the command does not connect"
        })
public final class CheckClientCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "COMMAND",
            arity = "0..*",
            description = "Behind --: the command, which gets the server's URL as its last argument.")
    private List<String> command = new ArrayList<>();

    @Option(names = "--level", description = "The least binding level: must, should or advisory. Default: all.")
    private String level = "advisory";

    @Option(names = "--only", split = ",", description = "Ids, with * for any text.")
    private List<String> only = new ArrayList<>();

    @Option(names = "--skip", split = ",", description = "Ids that are left out, with * for any text.")
    private List<String> skip = new ArrayList<>();

    @Option(names = "--list", description = "Lists the scenarios that would run, and runs none.")
    private boolean list;

    @Option(names = "--expect", description = "A file of the ids that are known to fail; all others must pass.")
    private @Nullable Path expect;

    @Option(names = "--jobs", defaultValue = "4", description = "Scenarios side by side (${DEFAULT-VALUE}).")
    private int jobs = 4;

    @Option(names = "--json", description = "Writes the results as JSON.")
    private @Nullable Path json;

    @Option(names = "--junit", description = "Writes the results as JUnit XML.")
    private @Nullable Path junit;

    @Spec
    private @Nullable CommandSpec spec;

    /** For picocli. */
    public CheckClientCommand() {}

    @Override
    public Integer call() throws Exception {
        Selection selection = new Selection(Dialect.SOCKET, true, Set.of(4), least(), only, skip);
        List<Scenario> scenarios = Repertoire.all().stream()
                .filter(scenario -> selection.takes(scenario.subject()))
                .toList();
        Console console = new Console(requireNonNull(spec).commandLine().getOut());
        if (list) {
            scenarios.forEach(scenario -> console.listed(scenario.subject()));
            return 0;
        }
        if (scenarios.isEmpty()) {
            throw wrong("no scenario is left to run");
        }
        if (command.isEmpty()) {
            throw wrong("give the command behind --: check client -- node client.mjs");
        }
        if (jobs < 1) {
            throw wrong("--jobs is at least 1");
        }
        Expectations expectations = expectations();
        ClientRun run = new ClientRun(command, jobs);
        try {
            run.connectOnce();
        } catch (AssertionError | UncheckedIOException e) {
            throw wrong(String.join(" ", command) + " does not connect: " + e.getMessage());
        }
        String name = String.join(" ", command);
        console.begins(name, scenarios.size());
        List<Result> results = run.of(scenarios, result -> console.told(result, expectations));
        if (json != null) {
            Reports.json(json, name, 0, results, expectations);
        }
        if (junit != null) {
            Reports.junit(junit, name, results, expectations);
        }
        console.ends(results, expectations);
        return expectations.surprises(results).isEmpty() ? 0 : 1;
    }

    private Level least() {
        try {
            return Level.valueOf(level.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw wrong("--level knows must, should and advisory");
        }
    }

    private Expectations expectations() {
        if (expect == null) {
            return Expectations.NONE;
        }
        try {
            return Expectations.read(
                    expect,
                    Repertoire.all().stream()
                            .map(Scenario::subject)
                            .map(Case::id)
                            .collect(Collectors.toSet()));
        } catch (IOException | IllegalArgumentException e) {
            throw wrong("--expect: " + e.getMessage());
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(requireNonNull(spec).commandLine(), message);
    }
}
