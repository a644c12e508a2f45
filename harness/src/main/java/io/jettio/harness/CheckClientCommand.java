package io.jettio.harness;

import io.jettio.harness.check.Case;
import io.jettio.harness.check.Expectations;
import io.jettio.harness.check.Selection;
import io.jettio.harness.client.CheckedClient;
import io.jettio.harness.client.ClientTrial;
import io.jettio.harness.scenarios.Repertoire;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

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

    @Mixin
    private final CheckOptions options = new CheckOptions(4);

    /** For picocli. */
    public CheckClientCommand() {}

    @Override
    public Integer call() throws Exception {
        Selection selection = options.selection();
        List<Case<ClientTrial>> scenarios =
                Repertoire.all().stream().filter(selection::takes).toList();
        if (options.lists()) {
            options.console().lists(scenarios);
            return 0;
        }
        if (scenarios.isEmpty()) {
            throw options.wrong("no scenario is left to run");
        }
        if (command.isEmpty()) {
            throw options.wrong("give the command behind --: check client -- node client.mjs");
        }
        Expectations expectations = options.expectations(Repertoire.all().stream());
        CheckedClient client = new CheckedClient(command);
        try {
            client.connectOnce();
        } catch (AssertionError | UncheckedIOException e) {
            throw options.wrong(client.name() + " does not connect: " + e.getMessage());
        }
        return new Checking<>(options, client, expectations, Checking.Surroundings.NONE).of(scenarios);
    }
}
