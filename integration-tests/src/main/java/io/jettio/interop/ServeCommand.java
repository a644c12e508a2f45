package io.jettio.interop;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code serve CONTRACT}: starts one of the servers that suites expect, until the process is told to end. */
@Command(
        name = "serve",
        description = "Serves a contract; prints one line when it accepts connections.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "CONTRACT", description = "One of: ${COMPLETION-CANDIDATES}")
    private Contract contract = Contract.socket;

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "The address to bind to (${DEFAULT-VALUE}).")
    private String host = "";

    @Option(
            names = "--port",
            description = "The port; 0 takes a free one. Default: where the contract's suite looks, else a free one.")
    private @Nullable Integer port;

    @Option(names = "--mounted", description = "load: served by a handler in a plain Jetty.")
    private boolean mounted;

    @Override
    public Integer call() throws Exception {
        int wanted = port == null ? contract.defaultPort() : port;
        if (contract == Contract.raw) {
            RawServer.serve(host, wanted);
            return 0;
        }
        Served served = contract.start(host, wanted, mounted);
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            served.close();
            ended.countDown();
        }));
        if (contract == Contract.load || contract == Contract.crowd) {
            System.out.println("pid " + ProcessHandle.current().pid());
        }
        System.out.println("listening on http://" + host + ":" + served.port());
        ended.await();
        return 0;
    }
}
