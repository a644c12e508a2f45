package io.jettio.testing.internal;

import io.jettio.server.SocketIoServer;
import io.jettio.server.engine.EngineCloseReason;
import io.jettio.server.internal.engine.EngineCore;
import io.jettio.server.internal.engine.EngineHost;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The servers of a kit, on its time and threads until they are given back. */
final class Nodes {
    private static final String HOST = "node";

    private final List<SocketIoServer> servers;
    private final List<EngineCore> engines = new ArrayList<>();
    private final List<Runnable> backs = new ArrayList<>();

    Nodes(List<SocketIoServer> servers, KitTime time, Workers handlers, Workers completions) {
        this.servers = List.copyOf(servers);
        try {
            servers.forEach(server -> take(server, time, handlers, completions));
        } catch (RuntimeException e) {
            release();
            throw e;
        }
    }

    private void take(SocketIoServer server, KitTime time, Workers handlers, Workers completions) {
        if (!(server instanceof EngineHost host)) {
            throw new IllegalArgumentException("expected a server made by SocketIoServer, not " + server.getClass());
        }
        EngineCore engine = host.engineCore();
        engines.add(engine);
        backs.add(engine.steer(time::nanoTime, handlers, completions));
        time.add(engine.deadlines());
    }

    int size() {
        return servers.size();
    }

    SocketIoServer server(int node) {
        return servers.get(node);
    }

    /** Where a node is. */
    String url(int node) {
        return "http://" + HOST + (node + 1) + ".test";
    }

    /** The engine at a host; every host that is none of ours is the first node. */
    EngineCore at(@Nullable String host) {
        for (int node = 1; node < engines.size(); node++) {
            if ((HOST + (node + 1) + ".test").equals(host)) {
                return engines.get(node);
            }
        }
        return engines.get(0);
    }

    /** Ends the sessions whose clients are gone without a word; they would be waited for. */
    void endSessions() {
        engines.forEach(engine -> engine.endSessions(EngineCloseReason.TRANSPORT_CLOSE));
    }

    /** Gives time and threads back. */
    void release() {
        backs.forEach(Runnable::run);
    }
}
