package io.jettio.integration.servers;

import io.jettio.client.ManagerOptions;
import io.jettio.client.engine.TransportType;
import io.jettio.integration.Transports;
import io.jettio.integration.peer.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A server of some make that is told what to do, and what all its clients have in common, whatever carries the messages. */
public abstract class CommandedServer implements ServerHandle, Clients {
    private static final Duration SOON = Duration.ofMillis(20);

    private final Make make;
    private final TestServer server;
    private final Transports transports;
    private final Journal journal = new Journal();

    CommandedServer(Make make, TestServer server, Transports transports) {
        this.make = make;
        this.server = server;
        this.transports = transports;
    }

    /** Options with what the clients have in common. */
    ManagerOptions.Builder builder() {
        return ManagerOptions.builder()
                .parser(make.parser())
                .reconnectionDelay(SOON)
                .reconnectionDelayMax(SOON.multipliedBy(4))
                .transports(transports.names().stream()
                        .map(name -> TransportType.valueOf(name.toUpperCase(Locale.ROOT)))
                        .toArray(TransportType[]::new));
    }

    @Override
    public final Transports transports() {
        return transports;
    }

    @Override
    public final Journal journal() {
        return journal;
    }

    @Override
    public final boolean differs(ServerDifference difference) {
        return difference.holdsFor(make);
    }

    @Override
    public final List<String> transportsInUse() {
        List<String> names = new ArrayList<>();
        ((List<?>) server.command("transports", Map.of()).get("transports")).forEach(name -> names.add((String) name));
        return names;
    }

    @Override
    public final void emit(String namespace, String event, List<?> arguments) {
        server.command("emit", Map.of("ns", namespace, "event", event, "args", Wire.to(arguments)));
    }

    @Override
    public final void broadcast(String namespace, String event, List<?> arguments) {
        server.command("broadcast", Map.of("ns", namespace, "event", event, "args", Wire.to(arguments)));
    }

    @Override
    public final void ask(String namespace, String event, List<?> arguments) {
        server.command("ask", Map.of("ns", namespace, "event", event, "args", Wire.to(arguments)));
    }

    @Override
    public final void disconnect(String namespace) {
        server.command("disconnect", Map.of("ns", namespace, "close", false));
    }

    @Override
    public final void disconnectAll() {
        server.command("disconnect", Map.of("ns", "/", "close", true));
    }

    @Override
    public final void answer() {
        server.command("answer", Map.of());
    }

    @Override
    public final void admit() {
        server.command("admit", Map.of());
    }
}
