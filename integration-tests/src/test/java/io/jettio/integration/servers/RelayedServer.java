package io.jettio.integration.servers;

import io.jettio.client.Manager;
import io.jettio.client.ManagerOptions;
import io.jettio.integration.Transports;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A server behind a relay on the loopback interface, with the clients that are led to it. */
final class RelayedServer extends CommandedServer implements AutoCloseable {
    private final TestServer server;
    private final Map<String, ?> options;
    private final Relay relay = new Relay();
    private final List<Manager> managers = new ArrayList<>();

    RelayedServer(Make make, TestServer server, Map<String, ?> options, Transports transports) {
        super(make, server, transports);
        this.server = server;
        this.options = options;
        relay.leadTo(server.start(options, journal()));
    }

    @Override
    public Manager manager(Consumer<ManagerOptions.Builder> configure) {
        ManagerOptions.Builder builder = builder();
        configure.accept(builder);
        Manager manager = Manager.create(URI.create("http://127.0.0.1:" + relay.port()), builder.build());
        managers.add(manager);
        return manager;
    }

    @Override
    public void awaitPoll() {
        if (transportsInUse().contains("polling")) {
            relay.awaitPoll();
        }
    }

    @Override
    public void cut() {
        if (transports() == Transports.POLLING) {
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
        relay.leadTo(server.start(options, journal()));
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
