package io.jettio.server.internal.socketio;

import io.jettio.common.GuardedBy;
import io.jettio.protocol.handler.Listener;
import io.jettio.protocol.handler.Registration;
import io.jettio.protocol.socketio.Packet;
import io.jettio.server.AsyncNamespacePredicate;
import io.jettio.server.Namespace;
import io.jettio.server.internal.Loggers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The namespaces of a server: those that were declared, those that clients asked for, and what decides about these. */
final class Namespaces {
    private static final Logger LOG = LoggerFactory.getLogger(Loggers.SOCKETIO);

    private final DefaultSocketIoServer server;
    private final Map<String, DefaultNamespace> byName = new ConcurrentHashMap<>();
    private final List<DefaultDynamicNamespace> parents = new CopyOnWriteArrayList<>();
    private final AtomicInteger dynamic = new AtomicInteger();
    private final List<Observer> observers = new CopyOnWriteArrayList<>();

    @GuardedBy("this")
    private @Nullable DefaultDynamicNamespace catchAll;

    /** One registration. Identity tells them apart. */
    private static final class Observer {
        final Listener<Namespace> listener;

        Observer(Listener<Namespace> listener) {
            this.listener = Objects.requireNonNull(listener, "listener");
        }
    }

    Namespaces(DefaultSocketIoServer server) {
        this.server = server;
    }

    DefaultSocketIoServer server() {
        return server;
    }

    /** The name with the slash that it begins with. */
    static String full(String name) {
        if (name.indexOf(',') >= 0 || name.indexOf('?') >= 0) {
            throw new IllegalArgumentException("a namespace's name has no comma and no question mark: " + name);
        }
        return name.startsWith("/") ? name : "/" + name;
    }

    /** The namespace of a name, or null where there is none. */
    @Nullable
    DefaultNamespace find(String name) {
        return byName.get(name);
    }

    Collection<DefaultNamespace> all() {
        return byName.values();
    }

    /** Whether clients may ask for a name at all. */
    boolean allows(String name) {
        var allowed = server.options().allowedNamespaces();
        return allowed.isEmpty() || allowed.contains(name);
    }

    /** The namespace of a name, which stays from now on. */
    DefaultNamespace declare(String name) {
        while (true) {
            DefaultNamespace namespace =
                    byName.computeIfAbsent(name, key -> new DefaultNamespace(server, this, key, null));
            if (namespace.occupancy().keep()) {
                announce(namespace);
                return namespace;
            }
            byName.remove(name, namespace); // it is being closed by somebody
        }
    }

    // ---------------------------------------------------------------- what clients ask for

    DefaultDynamicNamespace add(AsyncNamespacePredicate predicate) {
        DefaultDynamicNamespace parent = new DefaultDynamicNamespace(this, predicate);
        parents.add(parent);
        return parent;
    }

    synchronized DefaultDynamicNamespace catchAll() {
        DefaultDynamicNamespace parent = catchAll;
        if (parent == null) {
            parent = new DefaultDynamicNamespace(this, (name, handshake) -> DefaultDynamicNamespace.YES);
            catchAll = parent;
        }
        return parent;
    }

    void forget(DefaultDynamicNamespace parent) {
        parents.remove(parent);
        synchronized (this) {
            if (catchAll == parent) {
                catchAll = null;
            }
        }
    }

    /** Those that are asked about names, in this order; the catch-all comes last. */
    synchronized List<DefaultDynamicNamespace> parents() {
        List<DefaultDynamicNamespace> all = new ArrayList<>(parents);
        if (catchAll != null) {
            all.add(catchAll);
        }
        return all;
    }

    /**
     * The namespace of a name, entered; a child of the parent where there was none. Null where there are too many.
     * Called on a lane, since it may tell listeners.
     */
    @Nullable
    DefaultNamespace enter(DefaultDynamicNamespace parent, String name) {
        while (true) {
            DefaultNamespace namespace = byName.computeIfAbsent(name, key -> child(parent, key));
            if (namespace == null) {
                return null;
            }
            if (parent.isClosed() && namespace.parent() == parent) {
                namespace.close();
            }
            if (namespace.occupancy().enter()) {
                announce(namespace);
                return namespace;
            }
            if (parent.isClosed()) {
                return null;
            }
            byName.remove(name, namespace); // it is being closed by somebody
        }
    }

    private @Nullable DefaultNamespace child(DefaultDynamicNamespace parent, String name) {
        if (dynamic.incrementAndGet() > server.options().maxDynamicNamespaces()) {
            dynamic.decrementAndGet();
            return null;
        }
        boolean made = false;
        try {
            DefaultNamespace child = new DefaultNamespace(server, this, name, parent);
            parent.add(child);
            made = true;
            return child;
        } finally {
            if (!made) {
                dynamic.decrementAndGet(); // the adapter could not be made
            }
        }
    }

    /** Before the first client is judged, whoever asked. */
    private void announce(DefaultNamespace namespace) {
        if (!namespace.occupancy().takeAnnouncement()) {
            return;
        }
        try {
            for (Observer observer : observers) {
                tell(observer, namespace);
            }
        } finally {
            namespace.occupancy().ready();
        }
    }

    private static void tell(Observer observer, DefaultNamespace namespace) {
        try {
            observer.listener.on(namespace);
        } catch (Exception | Error e) {
            LOG.error("a listener for new namespaces failed", e);
        }
    }

    Registration onNew(Listener<Namespace> listener) {
        Observer observer = new Observer(listener);
        observers.add(observer);
        return () -> observers.remove(observer);
    }

    // ---------------------------------------------------------------- what goes

    /** Nobody is left in a namespace. */
    void emptied(DefaultNamespace namespace) {
        if (namespace.parent() != null && server.options().cleanupEmptyChildNamespaces()) {
            // One step for whoever asks for the name meanwhile: it is there, or it is gone with its adapter.
            byName.computeIfPresent(namespace.name(), (name, known) -> {
                if (known != namespace || !namespace.occupancy().closeIfEmpty()) {
                    return known;
                }
                namespace.closeAdapter(false);
                ended(namespace);
                return null;
            });
        }
        namespace.closeAdapter(false);
    }

    /** Takes a namespace off; whether this was it. */
    boolean remove(DefaultNamespace namespace) {
        if (namespace.name().equals(Packet.MAIN_NAMESPACE)) {
            throw new IllegalStateException("the main namespace ends with its server");
        }
        if (!namespace.occupancy().close()) {
            return false;
        }
        byName.remove(namespace.name(), namespace);
        ended(namespace);
        return true;
    }

    private void ended(DefaultNamespace namespace) {
        DefaultDynamicNamespace parent = namespace.parent();
        if (parent != null) {
            dynamic.decrementAndGet();
            parent.remove(namespace);
        }
    }
}
