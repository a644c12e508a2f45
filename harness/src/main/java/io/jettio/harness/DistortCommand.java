package io.jettio.harness;

import static java.util.Objects.requireNonNull;

import io.jettio.harness.distort.DistortingProxy;
import io.jettio.harness.distort.Fault;
import io.jettio.harness.distort.Faults;
import java.io.PrintWriter;
import java.net.URI;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code distort --fault NAME URL}: serves what a server serves, wrong in one way. */
@Command(
        name = "distort",
        description = "A proxy that makes a correct server wrong in one way, to prove that checks notice.",
        mixinStandardHelpOptions = true)
public final class DistortCommand implements Callable<Integer> {
    @Parameters(paramLabel = "URL", arity = "0..1", description = "The server: http://host:port")
    private @Nullable URI url;

    @Option(names = "--fault", defaultValue = "none", description = "The fault's name; --list tells them.")
    private String fault = "none";

    @Option(names = "--port", defaultValue = "0", description = "Where to listen; 0 takes a free port.")
    private int port;

    @Option(names = "--list", description = "Lists the faults.")
    private boolean list;

    @Spec
    private @Nullable CommandSpec spec;

    /** For picocli. */
    public DistortCommand() {}

    @Override
    public Integer call() throws Exception {
        PrintWriter out = requireNonNull(spec).commandLine().getOut();
        if (list) {
            Faults.all().forEach(one -> out.printf("%-26s %s%n", one.name(), one.wrong()));
            out.flush();
            return 0;
        }
        if (url == null || url.getHost() == null || !"http".equals(url.getScheme())) {
            throw new ParameterException(
                    requireNonNull(spec).commandLine(), "give the server's address: http://host:port");
        }
        Fault chosen = Stream.concat(Stream.of(Faults.NONE), Faults.all().stream())
                .filter(one -> one.name().equals(fault))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        requireNonNull(spec).commandLine(), "there is no fault " + fault + "; --list tells them"));
        try (DistortingProxy proxy = new DistortingProxy(url, chosen, port)) {
            out.println("listening on http://127.0.0.1:" + proxy.port());
            out.flush();
            new CountDownLatch(1).await();
        }
        return 0;
    }
}
