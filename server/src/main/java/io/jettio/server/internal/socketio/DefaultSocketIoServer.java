package io.jettio.server.internal.socketio;

import io.jettio.common.handlers.HandlerObject;
import io.jettio.common.time.DeadlineQueue;
import io.jettio.protocol.handler.Listener;
import io.jettio.protocol.handler.Registration;
import io.jettio.protocol.parser.Parser;
import io.jettio.protocol.socketio.Packet;
import io.jettio.server.AsyncNamespacePredicate;
import io.jettio.server.BroadcastOperator;
import io.jettio.server.DynamicNamespace;
import io.jettio.server.ListenException;
import io.jettio.server.Namespace;
import io.jettio.server.NamespacePredicate;
import io.jettio.server.SocketIoServer;
import io.jettio.server.SocketIoServerOptions;
import io.jettio.server.internal.Loggers;
import io.jettio.server.internal.engine.EngineCore;
import io.jettio.server.internal.engine.EngineHost;
import io.jettio.server.internal.engine.EngineSession;
import io.jettio.server.internal.engine.Listening;
import io.jettio.server.internal.engine.SessionListener;
import io.jettio.server.internal.handlers.Call;
import io.jettio.server.observe.ServerHealth;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Socket.IO server: an engine, and the namespaces above it. */
public final class DefaultSocketIoServer extends WholeNamespace implements SocketIoServer, EngineHost {
    private static final Logger LOG = LoggerFactory.getLogger(Loggers.SOCKETIO);

    private final SocketIoServerOptions options;
    private final EngineCore engine;
    private final EventRules rules = new EventRules(null);
    private final Namespaces namespaces = new Namespaces(this);
    private final DefaultNamespace main;
    private final CountDownLatch closed = new CountDownLatch(1);

    private final Listening listening = new Listening(this);

    /** Makes a server. */
    public DefaultSocketIoServer(SocketIoServerOptions options) {
        this.options = options;
        this.engine = new EngineCore(options.engine(), this::open);
        this.main = namespaces.declare(Packet.MAIN_NAMESPACE);
        options.allowedNamespaces().forEach(namespaces::declare);
    }

    /** Makes a server whose time is somebody else's, as in a test. */
    public DefaultSocketIoServer(SocketIoServerOptions options, DeadlineQueue deadlines) {
        this.options = options;
        this.engine = new EngineCore(options.engine(), this::open, deadlines);
        this.main = namespaces.declare(Packet.MAIN_NAMESPACE);
        options.allowedNamespaces().forEach(namespaces::declare);
    }

    private SessionListener open(EngineSession session) {
        Connection connection = new Connection(this, session);
        connection.begin();
        return connection;
    }

    @Override
    public EngineCore engineCore() {
        return engine;
    }

    /** The rules for the events of all namespaces. */
    @Override
    EventRules rules() {
        return rules;
    }

    @Override
    Entrance entrance() {
        return main.entrance();
    }

    Parser parser() {
        return options.parser();
    }

    Namespaces registry() {
        return namespaces;
    }

    @Override
    BroadcastOperator all() {
        return main.all();
    }

    @Override
    public SocketIoServerOptions options() {
        return options;
    }

    @Override
    public Namespace of(String name) {
        return namespaces.declare(Namespaces.full(name));
    }

    @Override
    public DynamicNamespace of(Pattern pattern) {
        return ofMatching(new NamePattern(pattern));
    }

    @Override
    public DynamicNamespace ofMatching(NamespacePredicate predicate) {
        return namespaces.add(DefaultDynamicNamespace.atOnce(predicate));
    }

    @Override
    public DynamicNamespace ofMatchingAsync(AsyncNamespacePredicate predicate) {
        return namespaces.add(predicate);
    }

    @Override
    public DynamicNamespace ofAny() {
        return namespaces.catchAll();
    }

    @Override
    public Optional<Namespace> namespace(String name) {
        return Optional.ofNullable(namespaces.find(name.startsWith("/") ? name : "/" + name));
    }

    @Override
    public Collection<Namespace> namespaces() {
        return List.copyOf(namespaces.all());
    }

    @Override
    public Registration onNewNamespace(Listener<Namespace> listener) {
        return namespaces.onNew(listener);
    }

    @Override
    public Registration register(Object handlers, Class<?> annotated) {
        HandlerObject<Call> object = RegisteredHandlers.examined(handlers, annotated);
        String namespace = object.namespace();
        if (namespace == null) {
            throw new IllegalArgumentException(object.name()
                    + " names no namespace; add @InNamespace, or register it by of(\"/name\").register(…)");
        }
        return namespaces.declare(Namespaces.full(namespace)).register(object);
    }

    @Override
    public int connections() {
        return engine.size();
    }

    @Override
    public ServerHealth health() {
        return engine.health();
    }

    // ---------------------------------------------------------------- life

    @Override
    public SocketIoServer listen(int port) {
        return listen("0.0.0.0", port);
    }

    @Override
    public SocketIoServer listen(String host, int port) {
        try {
            listening.start(host, port);
        } catch (IOException e) {
            throw new ListenException(host, port, e);
        }
        return this;
    }

    @Override
    public int port() {
        return listening.port();
    }

    @Override
    public void reloadTls() {
        listening.reloadTls();
    }

    @Override
    public void run(String host, int port) throws InterruptedException {
        listen(host, port);
        Thread hook = new Thread(() -> drain().join(), "jettio-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            closed.await();
        } finally {
            close();
            removeHook(hook);
        }
    }

    private static void removeHook(Thread hook) {
        if (hook.getState() != Thread.State.NEW) {
            return; // the process is ending, and the hook is what closed us
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process began to end a moment ago; its hook finds everything closed.
            LOG.debug("The shutdown hook stays", e);
        }
    }

    @Override
    public CompletableFuture<Integer> drain() {
        return engine.drain().thenApply(closedByUs -> {
            close();
            return closedByUs;
        });
    }

    @Override
    public void close() {
        if (listening.beginClose()) {
            engine.close();
            namespaces.all().forEach(namespace -> namespace.closeAdapter(true));
            listening.stop();
            engine.life().stopped();
            closed.countDown();
        }
    }
}
