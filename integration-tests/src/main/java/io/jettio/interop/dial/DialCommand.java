package io.jettio.interop.dial;

import static java.util.Objects.requireNonNull;

import io.jettio.client.Manager;
import io.jettio.client.ManagerOptions;
import io.jettio.client.engine.TlsOptions;
import io.jettio.client.engine.TransportType;
import io.jettio.harness.Terminal;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dial URL}: a client for people and scripts, on Jettio's own. */
@Command(
        name = "dial",
        description = {
            "Connects to a Socket.IO server, carries out what standard input says, line by line, and tells what comes.",
            "",
            Instruction.HELP
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:all was done",
            "1:the server refused or was not there, or an ack, an awaited event or the connection was missing",
            "2:wrong options or instructions"
        })
public final class DialCommand implements Callable<Integer> {
    /** The transports, by the names of the command line. */
    enum Transport {
        /** HTTP long-polling. */
        polling,
        /** WebSocket. */
        websocket;

        TransportType type() {
            return this == polling ? TransportType.POLLING : TransportType.WEBSOCKET;
        }
    }

    @Parameters(paramLabel = "URL", description = "http, https, ws or wss, and the server's address.")
    private URI url = URI.create("");

    @Option(names = "--namespace", defaultValue = "/", description = "The namespace (${DEFAULT-VALUE}).")
    private String namespace = "/";

    @Option(names = "--auth", paramLabel = "JSON", description = "What CONNECT carries.")
    private @Nullable String auth;

    @Option(
            names = "--transport",
            split = ",",
            description = "One of ${COMPLETION-CANDIDATES}, or both in their order. Default: polling,websocket.")
    private List<Transport> transports = new ArrayList<>();

    @Option(names = "--header", description = "A line of every request's head: 'Name: value'. May be repeated.")
    private List<String> headers = new ArrayList<>();

    @Option(names = "--path", defaultValue = "/socket.io/", description = "The path (${DEFAULT-VALUE}).")
    private String path = "/socket.io/";

    @Option(names = "--ca", paramLabel = "FILE", description = "PEM certificates to trust instead of the JDK's.")
    private @Nullable Path ca;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long a connection, an ack or an awaited event may take (${DEFAULT-VALUE}).")
    private double seconds = 10;

    @Option(names = "--retry", description = "Waits for a server that is not there yet, for that long.")
    private boolean retry;

    @Option(names = "--listen", description = "Goes on after the end of the input, until the connection has ended.")
    private boolean listen;

    @Option(names = "--json", description = "Tells by lines of JSON also on a terminal.")
    private boolean json;

    @Option(names = "--text", description = "Tells in text also where there is no terminal.")
    private boolean text;

    @Spec
    private @Nullable CommandSpec spec;

    /** For picocli. */
    public DialCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        boolean terminal = Terminal.attached();
        Charset charset = Terminal.charset().orElse(StandardCharsets.UTF_8);
        ManagerOptions options = options();
        URI base = base();
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, charset);
        Teller teller = new Teller(out, json || !(terminal || text), Terminal.coloured());
        try (Manager manager = Manager.create(base, options);
                Dial dial = new Dial(socket(manager), teller, timeout(), retry)) {
            Runtime.getRuntime().addShutdownHook(new Thread(dial::close)); // a signal leaves the server as the end does
            if (!dial.connect()) {
                return 1;
            }
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(new FileInputStream(FileDescriptor.in), charset));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.isBlank()) {
                    continue;
                }
                try {
                    if (!dial.follow(Instruction.read(line))) {
                        return dial.finish() ? 0 : 1;
                    }
                } catch (IllegalArgumentException e) {
                    teller.wrong(String.valueOf(e.getMessage()));
                    if (!terminal) {
                        return 2;
                    }
                }
            }
            boolean done = dial.finish() && (!listen || dial.listen());
            return done ? 0 : 1;
        }
    }

    private io.jettio.client.Socket socket(Manager manager) {
        try {
            return manager.socket(namespace);
        } catch (IllegalArgumentException e) {
            throw wrong("--namespace: " + e.getMessage());
        }
    }

    private ManagerOptions options() {
        ManagerOptions.Builder builder =
                ManagerOptions.builder().path(path).ackTimeout(timeout()).connectTimeout(timeout());
        if (auth != null) {
            try {
                Object value = Values.value(Values.tree(auth));
                builder.auth(() -> value);
            } catch (IllegalArgumentException e) {
                throw wrong("--auth: " + e.getMessage());
            }
        }
        if (!transports.isEmpty()) {
            try {
                builder.transports(transports.stream().map(Transport::type).toArray(TransportType[]::new));
            } catch (IllegalArgumentException e) {
                throw wrong("--transport: " + e.getMessage());
            }
        }
        for (String header : headers) {
            int colon = header.indexOf(':');
            if (colon < 1) {
                throw wrong("--header wants 'Name: value'");
            }
            builder.header(
                    header.substring(0, colon).trim(),
                    header.substring(colon + 1).trim());
        }
        Path trusted = ca;
        if (trusted != null) {
            try {
                builder.tls(TlsOptions.of(tls -> tls.trustPem(trusted)));
            } catch (IllegalArgumentException e) {
                throw wrong("--ca: " + e.getMessage());
            }
        }
        return builder.build();
    }

    private Duration timeout() {
        if (!(seconds > 0) || seconds > Integer.MAX_VALUE) {
            throw wrong("--timeout wants seconds, more than none");
        }
        return Duration.ofNanos((long) (seconds * 1e9));
    }

    private URI base() {
        String scheme = switch (String.valueOf(url.getScheme())) {
            case "http", "ws" -> "http";
            case "https", "wss" -> "https";
            default -> throw wrong("an address begins with http, https, ws or wss");
        };
        if (url.getHost() == null) {
            throw wrong("give the server's address: http://127.0.0.1:3000");
        }
        return URI.create(scheme + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort()));
    }

    private ParameterException wrong(String message) {
        return new ParameterException(requireNonNull(spec).commandLine(), message);
    }
}
