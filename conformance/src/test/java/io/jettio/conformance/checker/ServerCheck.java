package io.jettio.conformance.checker;

import io.jettio.conformance.subject.RunningServer;
import io.jettio.harness.CheckCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** {@code check server}, in this process. */
final class ServerCheck {
    private ServerCheck() {}

    /** {@return what it said of a server, and how it ended} */
    static String of(RunningServer server, String... options) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.add(server.endpoint().base().toString());
        int exit =
                new CommandLine(new CheckCommand()).setOut(out).setErr(out).execute(arguments.toArray(String[]::new));
        return said + "exit " + exit + "\n";
    }
}
