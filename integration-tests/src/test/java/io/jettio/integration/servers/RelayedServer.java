package io.jettio.integration.servers;

import io.jettio.client.Manager;
import io.jettio.client.ManagerOptions;
import io.jettio.client.engine.TransportType;
import io.jettio.integration.Transports;
import io.jettio.integration.peer.Wire;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** A server behind a relay on the loopback interface, with the clients that are led to it. */
final class RelayedServer implements ServerHandle, Clients, AutoCloseable {
    private static final Duration SOON = Duration.ofMillis(20);

    private final Make make;
    private final TestServer server;
    private final Map<String, ?> options;
    private final Transports transports;
    private final Relay relay = new Relay();
    private final Journal journal = new Journal();
    private final List<Manager> managers = new ArrayList<>();

    RelayedServer(Make make, TestServer server, Map<String, ?> options, Transports transports) {
        this.make = make;
        this.server = server;
        this.options = options;
        this.transports = transports;
        relay.leadTo(server.start(options, journal));
    }

    @Override
    public Manager manager(Consumer<ManagerOptions.Builder> configure) {
        ManagerOptions.Builder builder = ManagerOptions.builder()
                .parser(make.parser())
                .reconnectionDelay(SOON)
                .reconnectionDelayMax(SOON.multipliedBy(4))
                .transports(transports.names().stream()
                        .map(name -> TransportType.valueOf(name.toUpperCase(Locale.ROOT)))
                        .toArray(TransportType[]::new));
        configure.accept(builder);
        Manager manager = Manager.create(URI.create("http://127.0.0.1:" + relay.port()), builder.build());
        managers.add(manager);
        return manager;
    }

    @Override
    public Transports transports() {
        return transports;
    }

    @Override
    public List<String> transportsInUse() {
        List<String> names = new ArrayList<>();
        ((List<?>) server.command("transports", Map.of()).get("transports")).forEach(name -> names.add((String) name));
        return names;
    }

    @Override
    public Journal journal() {
        return journal;
    }

    @Override
    public boolean differs(ServerDifference difference) {
        return difference.holdsFor(make);
    }

    @Override
    public void emit(String namespace, String event, List<?> arguments) {
        server.command("emit", Map.of("ns", namespace, "event", event, "args", Wire.to(arguments)));
    }

    @Override
    public void broadcast(String namespace, String event, List<?> arguments) {
        server.command("broadcast", Map.of("ns", namespace, "event", event, "args", Wire.to(arguments)));
    }

    @Override
    public void ask(String namespace, String event, List<?> arguments) {
        server.command("ask", Map.of("ns", namespace, "event", event, "args", Wire.to(arguments)));
    }

    @Override
    public void disconnect(String namespace) {
        server.command("disconnect", Map.of("ns", namespace, "close", false));
    }

    @Override
    public void awaitPoll() {
        if (transportsInUse().contains("polling")) {
            relay.awaitPoll();
        }
    }

    @Override
    public void disconnectAll() {
        server.command("disconnect", Map.of("ns", "/", "close", true));
    }

    @Override
    public void answer() {
        server.command("answer", Map.of());
    }

    @Override
    public void admit() {
        server.command("admit", Map.of());
    }

    @Override
    public void cut() {
        if (transports == Transports.POLLING) {
            // Between two polls there may be nothing to cut, and the next one would wait where connections are held.
            relay.awaitPoll();
        }
        relay.cut();
    }

    @Override
    public void freeze() {
        relay.freeze();
    }

    @Override
    public void hold() {
        relay.hold();
    }

    @Override
    public void open() {
        relay.open();
    }

    @Override
    public void inject(String message) {
        byte[] bytes = ("4" + message).getBytes(StandardCharsets.UTF_8);
        byte[] frame = new byte[bytes.length + 2];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) bytes.length;
        System.arraycopy(bytes, 0, frame, 2, bytes.length);
        relay.inject(frame);
    }

    @Override
    public void restart() {
        server.stop();
        relay.leadTo(server.start(options, journal));
    }

    @Override
    public void close() throws IOException {
        relay.open();
        managers.forEach(Manager::close);
        relay.cut();
        server.stop();
        relay.close();
    }
}
