package io.jettio.benchmarks;

import io.jettio.benchmarks.clients.ClientCommand;
import io.jettio.benchmarks.clients.ClientsCommand;
import io.jettio.benchmarks.codec.CodecCommand;
import io.jettio.benchmarks.compare.CompareCommand;
import io.jettio.benchmarks.crowd.CrowdCommand;
import io.jettio.benchmarks.load.LoadCommand;
import io.jettio.benchmarks.peers.NettyCommand;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The way in: {@code load}, {@code crowd}, {@code compare}, {@code clients}, {@code codec} and {@code jmh}. */
@Command(
        name = "benchmarks",
        description = "Measures Socket.IO servers and codecs."
                + " 'jmh' runs the benchmarks of codecs and of parts of the server with JMH's own options.",
        mixinStandardHelpOptions = true,
        subcommands = {
            LoadCommand.class,
            CrowdCommand.class,
            CompareCommand.class,
            ClientsCommand.class,
            ClientCommand.class,
            CodecCommand.class,
            NettyCommand.class
        })
public final class Main {
    private Main() {}

    /**
     * Runs one command.
     *
     * @param arguments the command and its options
     * @throws Exception if JMH fails
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0 && "jmh".equals(arguments[0])) {
            org.openjdk.jmh.Main.main(Arrays.copyOfRange(arguments, 1, arguments.length));
            return;
        }
        System.exit(new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }
}
