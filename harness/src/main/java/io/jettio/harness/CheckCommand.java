package io.jettio.harness;

import static java.util.Objects.requireNonNull;

import io.jettio.harness.cases.Catalogue;
import io.jettio.harness.check.Case;
import io.jettio.harness.check.Dialect;
import io.jettio.harness.check.Expectations;
import io.jettio.harness.check.Facts;
import io.jettio.harness.check.Level;
import io.jettio.harness.check.Reports;
import io.jettio.harness.check.Result;
import io.jettio.harness.check.Run;
import io.jettio.harness.check.Section;
import io.jettio.harness.check.Selection;
import io.jettio.harness.check.ServerProcess;
import io.jettio.harness.check.Suite;
import io.jettio.harness.check.Verdicts;
import io.jettio.harness.wire.Access;
import io.jettio.harness.wire.Channel.Packets;
import io.jettio.harness.wire.Endpoint;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code check server URL}: runs the cases against a server. */
@Command(
        name = "server",
        description = "Checks a server of any language against the protocols, from outside.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:all cases went as expected", "1:some did not", "2:wrong options, or no server answers there"
        })
public final class CheckCommand implements Callable<Integer> {
    /** {@code check}, which only has subcommands. */
    @Command(
            name = "check",
            description = "Checks servers and clients of any language.",
            subcommands = {CheckCommand.class, CheckClientCommand.class},
            mixinStandardHelpOptions = true)
    public static final class Group {
        /** For picocli. */
        public Group() {}
    }

    /** The contracts, by the names of the command line. */
    enum Contract {
        /** An echo on Engine.IO. */
        engine,
        /** Socket.IO. */
        socket
    }

    /** The forms of packets, by the names of the command line. */
    enum Parser {
        /** Text. */
        json(Packets.JSON),
        /** As {@code socket.io-msgpack-parser}. */
        msgpack(Packets.MSGPACK);

        private final Packets packets;

        Parser(Packets packets) {
            this.packets = packets;
        }
    }

    @Parameters(paramLabel = "URL", arity = "0..1", description = "http, https, ws or wss, and the server's address.")
    private @Nullable URI url;

    @Option(
            names = "--contract",
            defaultValue = "socket",
            description = "The handlers that the server offers: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private Contract contract = Contract.socket;

    @Option(
            names = "--no-contract",
            description = "Runs what needs no handlers; --contract then says which protocol is spoken.")
    private boolean noContract;

    @Option(names = "--path", description = "The path of the sessions. Default: /socket.io/ or /engine.io/.")
    private @Nullable String path;

    @Option(names = "--header", description = "A line of every request's head: 'Name: value'. May be repeated.")
    private List<String> headers = new ArrayList<>();

    @Option(names = "--ca", description = "A file of PEM certificates to trust instead of the JDK's.")
    private @Nullable Path ca;

    @Option(names = "--eio", split = ",", description = "Versions of Engine.IO: 3, 4, or 3,4. Default: 4.")
    private Set<Integer> versions = new TreeSet<>();

    @Option(
            names = "--parser",
            defaultValue = "json",
            description =
                    "The form of Socket.IO's packets: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}). With msgpack the"
                            + " cases of Socket.IO are run whose packets can be said in it.")
    private Parser parser = Parser.json;

    @Option(
            names = "--pid",
            description =
                    "The server's process on this machine: tells its CPU time, memory, descriptors and threads before"
                            + " and after, and finds what a run leaves.")
    private @Nullable Long pid;

    @Option(
            names = "--allowance",
            defaultValue = "40",
            description = "With --pid: how many descriptors, and how many threads, more than before a run may leave"
                    + " (${DEFAULT-VALUE}). Pools and caches that a server fills as it goes are no leak; a leak"
                    + " grows with the hundreds of sessions of a run.")
    private int allowance = 40;

    @Option(names = "--level", description = "The least binding level: must, should or advisory. Default: all.")
    private String level = "advisory";

    @Option(names = "--only", split = ",", description = "Ids, with * for any text.")
    private List<String> only = new ArrayList<>();

    @Option(names = "--skip", split = ",", description = "Ids that are left out, with * for any text.")
    private List<String> skip = new ArrayList<>();

    @Option(names = "--list", description = "Lists the cases that would run, and runs none.")
    private boolean list;

    @Option(names = "--expect", description = "A file of the ids that are known to fail; all others must pass.")
    private @Nullable Path expect;

    @Option(names = "--seed", description = "Repeats a run: its order and its random texts.")
    private @Nullable Long seed;

    @Option(
            names = "--repeat",
            defaultValue = "1",
            description = "Runs that often and fails where a case does not end the same each time (${DEFAULT-VALUE}).")
    private int repeat = 1;

    @Option(names = "--jobs", defaultValue = "8", description = "Cases side by side (${DEFAULT-VALUE}).")
    private int jobs = 8;

    @Option(names = "--json", description = "Writes the results as JSON.")
    private @Nullable Path json;

    @Option(names = "--junit", description = "Writes the results as JUnit XML.")
    private @Nullable Path junit;

    @Spec
    private @Nullable CommandSpec spec;

    /** For picocli. */
    public CheckCommand() {}

    @Override
    public Integer call() throws Exception {
        Selection selection = selection();
        List<Case> cases = all(Catalogue.all(), selection);
        List<Case> leaks = pid == null ? List.of() : all(ServerProcess.cases(), selection);
        Console console = new Console(requireNonNull(spec).commandLine().getOut());
        if (list) {
            cases.forEach(console::listed);
            leaks.forEach(console::listed);
            return 0;
        }
        if (cases.isEmpty()) {
            throw wrong("no case is left to run");
        }
        Expectations expectations = expectations();
        Endpoint endpoint = endpoint();
        Facts facts;
        try {
            facts = Facts.ask(endpoint, versions.contains(4) ? 4 : 3);
        } catch (AssertionError | RuntimeException e) {
            throw wrong("no handshake from " + endpoint.base() + endpoint.path() + ": " + e.getMessage());
        }
        ServerProcess process = process();
        long used = seed == null ? System.nanoTime() & 0xffff_ffffL : seed;
        Verdicts verdicts = new Verdicts();
        boolean surprised = false;
        for (int i = 0; i < repeat; i++) {
            console.begins(endpoint, facts, cases.size() + leaks.size(), used + i);
            if (process != null) {
                console.process("before", process.before());
            }
            List<Result> results =
                    new ArrayList<>(new Run(endpoint, facts, selection.dialect(), parser.packets, used + i, jobs)
                            .of(cases, result -> console.told(result, expectations)));
            if (results.size() < cases.size()) {
                console.leftOut(cases.size() - results.size());
            }
            if (process != null) {
                for (Case leak : leaks) {
                    Result result = process.judged(leak, facts.lifetime());
                    results.add(result);
                    console.told(result, expectations);
                }
                console.process("after", process.look());
            }
            report(endpoint, used + i, results, expectations);
            console.ends(results, expectations);
            verdicts.add(results);
            surprised |= !expectations.surprises(results).isEmpty();
        }
        if (repeat > 1) {
            console.compares(repeat, verdicts);
        }
        return surprised || !verdicts.differing().isEmpty() ? 1 : 0;
    }

    /** Of several runs, the last is told. */
    private void report(Endpoint endpoint, long used, List<Result> results, Expectations expectations)
            throws IOException {
        if (json != null) {
            Reports.json(json, endpoint.base().toString(), used, results, expectations);
        }
        if (junit != null) {
            Reports.junit(junit, endpoint.base().toString(), results, expectations);
        }
    }

    private List<Case> all(List<Case> those, Selection selection) {
        return those.stream()
                .filter(selection::takes)
                .filter(subject -> parser == Parser.json || sayableInMsgpack(subject))
                .toList();
    }

    /** The engine does not know of packets, and what is hostile is a matter of text. */
    private static boolean sayableInMsgpack(Case subject) {
        return subject.section() == Section.PROCESS
                || (subject.suite() == Suite.S5 && !subject.topic().equals("HOSTILE"));
    }

    private @Nullable ServerProcess process() {
        if (pid == null) {
            return null;
        }
        try {
            return new ServerProcess(pid, allowance);
        } catch (IOException e) {
            throw wrong("--pid: nothing can be seen of a process " + pid);
        }
    }

    private Selection selection() {
        if (parser == Parser.msgpack && (contract != Contract.socket || noContract)) {
            throw wrong("--parser msgpack wants the contract socket");
        }
        if (repeat < 1 || jobs < 1) {
            throw wrong("--repeat and --jobs want a number above none");
        }
        if (allowance < 0) {
            throw wrong("--allowance wants a number, or none: 0");
        }
        if (versions.isEmpty()) {
            versions = Set.of(4);
        }
        if (!Set.of(3, 4).containsAll(versions)) {
            throw wrong("--eio knows 3 and 4");
        }
        Level least;
        try {
            least = Level.valueOf(level.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw wrong("--level knows must, should and advisory");
        }
        Dialect dialect = contract == Contract.engine ? Dialect.ENGINE : Dialect.SOCKET;
        return new Selection(dialect, !noContract, versions, least, only, skip);
    }

    private Expectations expectations() {
        if (expect == null) {
            return Expectations.NONE;
        }
        try {
            return Expectations.read(
                    expect,
                    Stream.concat(Catalogue.all().stream(), ServerProcess.cases().stream())
                            .map(Case::id)
                            .collect(Collectors.toSet()));
        } catch (IOException | IllegalArgumentException e) {
            throw wrong("--expect: " + e.getMessage());
        }
    }

    private Endpoint endpoint() {
        if (url == null || url.getHost() == null) {
            throw wrong("give the server's address: http://127.0.0.1:3000");
        }
        String scheme = switch (String.valueOf(url.getScheme())) {
            case "http", "ws" -> "http";
            case "https", "wss" -> "https";
            default -> throw wrong("an address begins with http, https, ws or wss");
        };
        List<String> lines = new ArrayList<>();
        for (String header : headers) {
            int colon = header.indexOf(':');
            if (colon < 1) {
                throw wrong("--header wants 'Name: value'");
            }
            lines.add(header.substring(0, colon).trim());
            lines.add(header.substring(colon + 1).trim());
        }
        try {
            URI base = URI.create(scheme + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort()));
            String where = path != null ? path : contract == Contract.engine ? "/engine.io/" : "/socket.io/";
            return new Endpoint(base, where, Access.of(ca == null ? null : Trust.of(ca), lines));
        } catch (IOException e) {
            throw wrong("--ca: " + e.getMessage());
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(requireNonNull(spec).commandLine(), message);
    }
}
