package io.jettio.server.internal.socketio;

import io.jettio.protocol.handler.Registration;
import io.jettio.server.AsyncNamespacePredicate;
import io.jettio.server.BroadcastOperator;
import io.jettio.server.DynamicNamespace;
import io.jettio.server.Handshake;
import io.jettio.server.Namespace;
import io.jettio.server.NamespacePredicate;
import io.jettio.server.adapter.BroadcastOptions;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** The parent of namespaces that clients ask for. What is registered here, its children look up when they need it. */
final class DefaultDynamicNamespace extends WholeNamespace implements DynamicNamespace, Audience {
    /** What a predicate returns that judges at once. */
    static final CompletionStage<Boolean> YES = CompletableFuture.completedFuture(true);

    static final CompletionStage<Boolean> NO = CompletableFuture.completedFuture(false);

    private final Namespaces registry;
    private final AsyncNamespacePredicate predicate;
    private final EventRules rules;
    private final Entrance entrance = new Entrance();
    private final Set<DefaultNamespace> children = ConcurrentHashMap.newKeySet();
    private final BroadcastOperator all = new DefaultBroadcastOperator(this, BroadcastOptions.ALL);
    private volatile boolean closed;

    DefaultDynamicNamespace(Namespaces registry, AsyncNamespacePredicate predicate) {
        this.registry = registry;
        this.predicate = Objects.requireNonNull(predicate, "predicate");
        this.rules = new EventRules(registry.server().rules());
    }

    /** A predicate that judges at once, as one that might not. */
    static AsyncNamespacePredicate atOnce(NamespacePredicate predicate) {
        Objects.requireNonNull(predicate, "predicate");
        return (name, handshake) -> predicate.test(name, handshake) ? YES : NO;
    }

    /** Whether there is a child of a name for a client. */
    CompletionStage<Boolean> judge(String name, Handshake handshake) throws Exception {
        return Objects.requireNonNull(predicate.test(name, handshake), "the stage of a namespace's predicate");
    }

    @Override
    Entrance entrance() {
        return entrance;
    }

    boolean isClosed() {
        return closed;
    }

    void add(DefaultNamespace child) {
        children.add(child);
    }

    void remove(DefaultNamespace child) {
        children.remove(child);
    }

    @Override
    public DefaultSocketIoServer server() {
        return registry.server();
    }

    @Override
    public Collection<DefaultNamespace> namespaces() {
        return children;
    }

    @Override
    BroadcastOperator all() {
        return all;
    }

    @Override
    EventRules rules() {
        return rules;
    }

    @Override
    public Registration register(Object handlers, Class<?> annotated) {
        return RegisteredHandlers.register(
                RegisteredHandlers.examined(handlers, annotated), this, null, entrance, rules);
    }

    @Override
    public Collection<Namespace> children() {
        return List.copyOf(children);
    }

    @Override
    public void close() {
        closed = true; // a child that is made meanwhile is closed by its maker
        registry.forget(this);
        children.forEach(DefaultNamespace::close);
    }
}
