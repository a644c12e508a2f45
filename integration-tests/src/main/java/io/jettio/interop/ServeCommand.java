package io.jettio.interop;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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

    @Option(
            names = "--form",
            defaultValue = "standalone",
            description =
                    "load, crowd, engine-frames, raw: one of ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}). With TLS the certificate is"
                            + " made at start. raw is always Jetty's own, plain or with TLS.")
    private Form form = Form.standalone;

    @Option(
            names = "--times",
            defaultValue = "contract",
            description = "engine, engine-v3, socket: how long clients are waited for, one of ${COMPLETION-CANDIDATES}"
                    + " (${DEFAULT-VALUE}).")
    private Times times = Times.contract;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (form != Form.standalone && !contract.hasForms()) {
            throw new ParameterException(
                    requireNonNull(spec).commandLine(), contract + " is served " + Form.standalone + " only");
        }
        if (times != Times.contract && !contract.hasTimes()) {
            throw new ParameterException(requireNonNull(spec).commandLine(), contract + " has no other times");
        }
        if (contract.isMeasured() && System.getenv("JETTIO_LOG") == null) {
            logNothing();
        }
        int asked = port == null ? contract.defaultPort() : port;
        Served served =
                times == Times.contract ? contract.start(host, asked, form) : contract.start(host, asked, times);
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            served.close();
            ended.countDown();
        }));
        if (contract.isMeasured()) {
            System.out.println("pid " + ProcessHandle.current().pid());
        }
        System.out.println("listening on " + (served.secure() ? "https://" : "http://") + host + ":" + served.port());
        ended.await();
        return 0;
    }

    /**
     * Binds SLF4J to what does nothing, before anybody asks for a logger: a binding that is asked and has nothing to
     * say costs time per message, which the servers beside ours do not spend.
     */
    private static void logNothing() {
        System.setProperty("slf4j.internal.verbosity", "WARN"); // nor tell that it was bound by name
        System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
    }
}
