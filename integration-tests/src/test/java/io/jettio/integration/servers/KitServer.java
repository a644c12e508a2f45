package io.jettio.integration.servers;

import io.jettio.client.Manager;
import io.jettio.client.ManagerOptions;
import io.jettio.client.internal.engine.SharedNetwork;
import io.jettio.integration.Transports;
import io.jettio.integration.kit.Detour;
import io.jettio.integration.kit.PacedKit;
import io.jettio.protocol.Frame;
import io.jettio.testing.Wire;
import io.jettio.testing.internal.Kit;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The server of this project in the test kit, with the clients that are led to it: no socket and no relay. */
public final class KitServer extends CommandedServer implements AutoCloseable {
    private final OurServer server;
    private final Map<String, ?> options;
    private final List<PacedKit> kits = new ArrayList<>();
    private final List<Kit.Way> ways = new ArrayList<>();
    private final List<Client> clients = new ArrayList<>();
    /** A client, and its way to the server that there is now. */
    private static final class Client {
        final Manager manager;
        final Detour detour;
        Kit.Way way;

        Client(Manager manager, Detour detour, Kit.Way way) {
            this.manager = manager;
            this.detour = detour;
            this.way = way;
        }

        Wire wire() {
            return way.wire();
        }
    }

    public KitServer(Make make, Map<String, ?> options, Transports transports) {
        this(make, new OurServer(make.parser()), options, transports);
    }

    private KitServer(Make make, OurServer server, Map<String, ?> options, Transports transports) {
        super(make, server, transports);
        this.server = server;
        this.options = options;
        kits.add(new PacedKit(server.make(options, journal())));
    }

    private PacedKit kit() {
        return kits.get(kits.size() - 1);
    }

    @Override
    public Manager manager(Consumer<ManagerOptions.Builder> configure) {
        Kit.Way way = kit().way();
        ways.add(way);
        SharedNetwork.Part part = PacedKit.part(way);
        Detour detour = new Detour(part.carriers());
        ManagerOptions.Builder builder = builder();
        configure.accept(builder);
        builder.network(new SharedNetwork(part.threads(), detour));
        Client client = new Client(Manager.create(URI.create(kits.get(0).url()), builder.build()), detour, way);
        clients.add(client);
        return client.manager;
    }

    @Override
    public void awaitPoll() {
        kit().settle();
    }

    @Override
    public void cut() {
        kit().settle(); // between two polls there is nothing to cut
        clients.forEach(client -> client.wire().cut());
    }

    @Override
    public void freeze() {
        kit().settle();
        clients.forEach(client -> client.wire().halfOpen());
        clients.forEach(client -> client.wire().restore()); // for those that are new
    }

    @Override
    public void hold() {
        clients.forEach(client -> client.detour.hold());
    }

    @Override
    public void open() {
        clients.forEach(client -> client.detour.open());
    }

    @Override
    public void inject(String message) {
        clients.forEach(client -> client.detour.inject(Frame.text("4" + message)));
    }

    @Override
    public void restart() {
        server.stop();
        kits.add(new PacedKit(server.make(options, journal())));
        for (Client client : clients) {
            client.way = kit().way();
            ways.add(client.way);
            client.detour.leadTo(PacedKit.carriers(client.way));
        }
    }

    @Override
    public void close() {
        open();
        clients.forEach(client -> client.manager.close());
        ways.forEach(way -> way.network().close());
        kits.forEach(PacedKit::close);
    }
}
