package io.jettio.interop;

import io.jettio.harness.CheckCommand;
import io.jettio.harness.DistortCommand;
import io.jettio.interop.dial.DialCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of {@code interop.jar}. */
@Command(
        name = "interop",
        description = "Checks Socket.IO and Engine.IO servers and clients of any language.",
        subcommands = {ServeCommand.class, CheckCommand.Group.class, DistortCommand.class, DialCommand.class},
        mixinStandardHelpOptions = true)
public final class Interop implements Runnable {
    /** For picocli. */
    public Interop() {}

    /**
     * Runs a command and ends the process with its exit code.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Interop()).execute(arguments));
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.err);
    }
}
