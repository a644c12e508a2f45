package io.jettio.client.internal;

import io.jettio.client.ClientContext;
import io.jettio.client.Manager;
import io.jettio.client.ManagerOptions;
import io.jettio.client.Socket;
import io.jettio.client.engine.Network;
import io.jettio.client.internal.engine.SharedNetwork;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** Threads and carriers that managers share, and the managers by address. Thread-safe. */
public final class ClientContextImpl implements ClientContext {
    private record Address(String scheme, String host, int port, String path) {
        static Address of(URI uri, ManagerOptions options) {
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            boolean secure = scheme.equals("https") || scheme.equals("wss");
            int port = uri.getPort() < 0 ? (secure ? 443 : 80) : uri.getPort();
            return new Address(
                    secure ? "https" : "http",
                    String.valueOf(uri.getHost()),
                    port,
                    options.engine().path());
        }
    }

    private final SharedNetwork network;
    private final boolean ownsNetwork;
    private final Object lock = new Object();

    // Guarded by the lock.
    private final Map<Address, ManagerImpl> byAddress = new HashMap<>();
    private final Set<ManagerImpl> all = new HashSet<>();
    private boolean closed;

    /**
     * Makes a context.
     *
     * @param network threads and carriers
     * @param ownsNetwork whether the context closes it
     */
    public ClientContextImpl(Network network, boolean ownsNetwork) {
        if (!(network instanceof SharedNetwork shared)) {
            throw new IllegalArgumentException("expected a network made by Network or JettyNetwork");
        }
        this.network = shared;
        this.ownsNetwork = ownsNetwork;
    }

    @Override
    public Manager manager(URI uri, ManagerOptions options) {
        Objects.requireNonNull(uri, "uri");
        synchronized (lock) {
            return make(uri, options, false);
        }
    }

    @Override
    public Socket socket(String uri, Consumer<ManagerOptions.Builder> options) {
        ManagerOptions.Builder builder = ManagerOptions.builder();
        options.accept(builder);
        ManagerOptions built = builder.build();
        URI address = URI.create(uri);
        String path = address.getPath();
        String namespace = path == null || path.isEmpty() ? "/" : path;
        Address key = Address.of(address, built);
        synchronized (lock) {
            ManagerImpl manager = byAddress.get(key);
            if (built.ownConnection() || (manager != null && manager.known(namespace) != null)) {
                return make(address, built, true).socket(namespace, built);
            }
            if (manager == null) {
                manager = make(address, built, false);
                byAddress.put(key, manager);
            }
            return manager.socket(namespace, built);
        }
    }

    private ManagerImpl make(URI uri, ManagerOptions options, boolean ownedBySocket) {
        if (closed) {
            throw new IllegalStateException("the context is closed");
        }
        ManagerImpl manager =
                new ManagerImpl(uri, options, new NetworkResources(network.part()), ownedBySocket, this::closed);
        all.add(manager);
        return manager;
    }

    @Override
    public void close() {
        List<ManagerImpl> managers;
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            managers = List.copyOf(all);
        }
        managers.forEach(ManagerImpl::beginClose);
        managers.forEach(ManagerImpl::close);
        if (ownsNetwork) {
            network.close();
        }
    }

    private void closed(ManagerImpl manager) {
        synchronized (lock) {
            all.remove(manager);
            byAddress.values().remove(manager);
        }
    }
}
