package io.jettio.harness;

import io.jettio.harness.cases.Catalogue;
import io.jettio.harness.check.Case;
import io.jettio.harness.check.Expectations;
import io.jettio.harness.check.Section;
import io.jettio.harness.check.Selection;
import io.jettio.harness.check.Suite;
import io.jettio.harness.server.CheckedServer;
import io.jettio.harness.server.Dialect;
import io.jettio.harness.server.Facts;
import io.jettio.harness.server.Offer;
import io.jettio.harness.server.ServerProcess;
import io.jettio.harness.server.ServerTrial;
import io.jettio.harness.wire.Access;
import io.jettio.harness.wire.Channel.Packets;
import io.jettio.harness.wire.Endpoint;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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

    @Mixin
    private final CheckOptions options = new CheckOptions(8);

    /** For picocli. */
    public CheckCommand() {}

    @Override
    public Integer call() throws Exception {
        Offer offer = offer();
        Selection selection = options.selection();
        List<Case<ServerTrial>> cases = all(Catalogue.all(), offer, selection);
        List<Case<ServerTrial>> leaks = pid == null ? List.of() : all(ServerProcess.cases(), offer, selection);
        if (options.lists()) {
            options.console().lists(cases);
            options.console().lists(leaks);
            return 0;
        }
        if (cases.isEmpty()) {
            throw options.wrong("no case is left to run");
        }
        Expectations expectations =
                options.expectations(Stream.concat(Catalogue.all().stream(), ServerProcess.cases().stream()));
        Endpoint endpoint = endpoint();
        Facts facts;
        try {
            facts = Facts.ask(endpoint, versions.contains(4) ? 4 : 3);
        } catch (AssertionError | RuntimeException e) {
            throw options.wrong("no handshake from " + endpoint.base() + endpoint.path() + ": " + e.getMessage());
        }
        CheckedServer server = new CheckedServer(endpoint, facts, offer.dialect(), parser.packets);
        return new Checking<>(options, server, expectations, surroundings(leaks, facts)).of(cases);
    }

    private List<Case<ServerTrial>> all(List<Case<ServerTrial>> those, Offer offer, Selection selection) {
        return those.stream()
                .filter(offer::suits)
                .filter(selection::takes)
                .filter(subject -> parser == Parser.json || sayableInMsgpack(subject))
                .toList();
    }

    /** The engine does not know of packets, and what is hostile is a matter of text. */
    private static boolean sayableInMsgpack(Case<?> subject) {
        return subject.section() == Section.PROCESS
                || (subject.suite() == Suite.S5 && !subject.topic().equals("HOSTILE"));
    }

    private Checking.Surroundings surroundings(List<Case<ServerTrial>> leaks, Facts facts) {
        if (pid == null) {
            return Checking.Surroundings.NONE;
        }
        try {
            return new ProcessAround(new ServerProcess(pid, allowance), leaks, facts.lifetime());
        } catch (IOException e) {
            throw options.wrong("--pid: nothing can be seen of a process " + pid);
        }
    }

    private Offer offer() {
        if (parser == Parser.msgpack && (contract != Contract.socket || noContract)) {
            throw options.wrong("--parser msgpack wants the contract socket");
        }
        if (allowance < 0) {
            throw options.wrong("--allowance wants a number, or none: 0");
        }
        if (versions.isEmpty()) {
            versions = Set.of(4);
        }
        if (!Set.of(3, 4).containsAll(versions)) {
            throw options.wrong("--eio knows 3 and 4");
        }
        return new Offer(contract == Contract.engine ? Dialect.ENGINE : Dialect.SOCKET, !noContract, versions);
    }

    private Endpoint endpoint() {
        if (url == null || url.getHost() == null) {
            throw options.wrong("give the server's address: http://127.0.0.1:3000");
        }
        String scheme = switch (String.valueOf(url.getScheme())) {
            case "http", "ws" -> "http";
            case "https", "wss" -> "https";
            default -> throw options.wrong("an address begins with http, https, ws or wss");
        };
        List<String> lines = new ArrayList<>();
        for (String header : headers) {
            int colon = header.indexOf(':');
            if (colon < 1) {
                throw options.wrong("--header wants 'Name: value'");
            }
            lines.add(header.substring(0, colon).trim());
            lines.add(header.substring(colon + 1).trim());
        }
        try {
            URI base = URI.create(scheme + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort()));
            String where = path != null ? path : contract == Contract.engine ? "/engine.io/" : "/socket.io/";
            return new Endpoint(base, where, Access.of(ca == null ? null : Trust.of(ca), lines));
        } catch (IOException e) {
            throw options.wrong("--ca: " + e.getMessage());
        }
    }
}
