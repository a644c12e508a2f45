package io.jettio.client.internal;

import io.jettio.client.ClientContext;
import io.jettio.client.Manager;
import io.jettio.client.ManagerOptions;
import io.jettio.client.Socket;
import io.jettio.client.internal.concurrent.Shutdown;
import io.jettio.client.internal.engine.Endpoint;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** Threads and carriers that managers share, and the managers by address. Thread-safe. */
public final class ClientContextImpl implements ClientContext {
    private record Address(boolean secure, String authority, String path) {
        static Address of(URI uri, ManagerOptions options) {
            Endpoint endpoint = Endpoint.of(uri, options.engine());
            int port = uri.getPort() < 0 ? (endpoint.secure() ? 443 : 80) : uri.getPort();
            return new Address(endpoint.secure(), uri.getHost() + ":" + port, endpoint.path());
        }
    }

    private final Shared shared;
    private final Object lock = new Object();

    // Guarded by the lock.
    private final Map<Address, ManagerImpl> byAddress = new HashMap<>();
    private final Set<ManagerImpl> all = new HashSet<>();
    private boolean closed;

    /**
     * Makes a context.
     *
     * @param options of which those of the HTTP client and the number of threads count
     */
    public ClientContextImpl(ManagerOptions options) {
        this.shared = new Shared(options);
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
        ManagerImpl manager = new ManagerImpl(uri, options, shared, ownedBySocket);
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
        shared.stop();
    }

    private final class Shared extends ThreadResources {
        Shared(ManagerOptions options) {
            super("jettio-shared", options);
        }

        @Override
        public void release(ManagerImpl manager) {
            synchronized (lock) {
                all.remove(manager);
                byAddress.values().remove(manager);
            }
            if (!isInside()) {
                Shutdown.await(manager.listenersDone(), Shutdown.STEP);
            }
        }
    }
}
