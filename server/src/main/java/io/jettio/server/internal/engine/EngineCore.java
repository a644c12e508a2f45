package io.jettio.server.internal.engine;

import io.jettio.common.run.HandlerThreads;
import io.jettio.common.time.DeadlineQueue;
import io.jettio.protocol.engineio.EnginePacket;
import io.jettio.protocol.engineio.EnginePacketType;
import io.jettio.protocol.engineio.EngineVersion;
import io.jettio.protocol.engineio.OpenData;
import io.jettio.server.engine.ConnectionError;
import io.jettio.server.engine.ConnectionError.Context;
import io.jettio.server.engine.EngineCloseReason;
import io.jettio.server.engine.EngineErrorCode;
import io.jettio.server.engine.EngineServerOptions;
import io.jettio.server.engine.EngineTransport;
import io.jettio.server.internal.Ids;
import io.jettio.server.internal.Loggers;
import io.jettio.server.internal.time.TimerThread;
import io.jettio.server.observe.ServerHealth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes every request of an Engine.IO server: judges it, opens sessions, and hands the rest to the session that it
 * names. Thread-safe.
 */
public final class EngineCore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Loggers.ENGINE);

    /** How long {@link #close()} waits for clients to take what is queued for them. */
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final EngineServerOptions options;
    private final SessionListener.Factory listeners;
    private final OriginRule origins;
    private final Ids ids = new Ids();
    private final Map<String, EngineSession> sessions = new ConcurrentHashMap<>();
    private final @Nullable TimerThread timer;
    private final DeadlineQueue deadlines;
    private final HandlerThreads threads;
    private final ProxyChain proxies;
    private final RequestGate gate;
    private final RequestRouter router;
    private final ResponseCompression compression;
    private final @Nullable ClientFiles clientFiles;
    private final AddressLimits addresses;
    private final InputLog log;
    private final @Nullable Observers observers;
    private final Life life;
    private final AtomicLong numbers = new AtomicLong();

    /** Makes an engine with a timer thread of its own. */
    public EngineCore(EngineServerOptions options, SessionListener.Factory listeners) {
        this(options, listeners, new TimerThread());
    }

    private EngineCore(EngineServerOptions options, SessionListener.Factory listeners, TimerThread timer) {
        this(options, listeners, timer, timer.queue());
    }

    /** Makes an engine whose time is somebody else's, as in a test. */
    public EngineCore(EngineServerOptions options, SessionListener.Factory listeners, DeadlineQueue deadlines) {
        this(options, listeners, null, deadlines);
    }

    private EngineCore(
            EngineServerOptions options,
            SessionListener.Factory listeners,
            @Nullable TimerThread timer,
            DeadlineQueue deadlines) {
        this.options = options;
        this.listeners = listeners;
        this.log = new InputLog(deadlines);
        this.observers = Observers.of(options.observers(), log);
        this.life = new Life(this);
        this.origins = new OriginRule(options.cors(), log);
        this.timer = timer;
        this.deadlines = deadlines;
        this.threads = new HandlerThreads("jettio", deadlines, options.handlerThreads());
        this.proxies = new ProxyChain(options.trustedProxies());
        this.addresses = new AddressLimits(options, deadlines);
        this.gate = new RequestGate(options.hooks(), threads, log);
        this.router = new RequestRouter(this);
        this.compression = ResponseCompression.of(options.compression());
        this.clientFiles = options.serveClient()
                .map(bundle -> new ClientFiles(bundle, compression, threads))
                .orElse(null);
    }

    /** The options. */
    public EngineServerOptions options() {
        return options;
    }

    /** The clock and the deadlines of everything that this server does. */
    public DeadlineQueue deadlines() {
        return deadlines;
    }

    /** The threads for application code. */
    public HandlerThreads threads() {
        return threads;
    }

    /** A new random id. */
    public String newId() {
        return ids.next();
    }

    /** Who is told what happens; null for nobody. */
    public @Nullable Observers observers() {
        return observers;
    }

    /** The number of one more session. */
    long nextNumber() {
        return numbers.incrementAndGet();
    }

    /** The number of sessions. */
    public int size() {
        return sessions.size();
    }

    /**
     * Whether a request's path is this server's: its own with and without the trailing slash, and the client's files
     * below it where it serves them. Anything else below it is somebody else's.
     */
    public boolean owns(String path) {
        String own = options.path();
        if (path.length() == own.length() - 1) {
            return own.startsWith(path);
        }
        return path.startsWith(own) && (path.length() == own.length() || clientFile(path) != null);
    }

    /** The name of the client's file that a path asks for, or null. */
    private @Nullable String clientFile(String path) {
        int prefix = options.path().length();
        return clientFiles != null && path.length() > prefix && clientFiles.has(path.substring(prefix))
                ? path.substring(prefix)
                : null;
    }

    // ---------------------------------------------------------------- requests

    /** Takes a request whose path is this server's. Never throws for what the request contains. */
    public void handle(HttpExchange http) {
        String file = clientFile(http.path());
        if (file != null) {
            ClientFiles files = Objects.requireNonNull(clientFiles);
            gate.enter(new Exchange(this, http, Query.NONE), exchange -> files.serve(exchange, file));
            return;
        }
        Query query;
        RequestGate.Continuation then = router::route;
        try {
            query = Query.parse(http.rawQuery());
        } catch (IllegalArgumentException e) {
            LOG.trace("a query that cannot be decoded", e);
            query = Query.NONE;
            then = exchange -> exchange.refuse(EngineErrorCode.BAD_REQUEST, Context.BAD_QUERY);
        }
        gate.enter(new Exchange(this, http, query), then);
    }

    RequestGate gate() {
        return gate;
    }

    ResponseCompression compression() {
        return compression;
    }

    OriginRule origins() {
        return origins;
    }

    ProxyChain proxies() {
        return proxies;
    }

    /** Whether no new session is taken. */
    boolean isEnding() {
        return life.isEnding();
    }

    /** Tells the application of a refused request. */
    void refused(Exchange exchange, EngineErrorCode code, String message, Context context) {
        options.hooks().connectionErrors().ifPresent(listener -> {
            ConnectionError error = new ConnectionError(exchange.request(), code, message, context);
            threads.execute(() -> {
                try {
                    listener.accept(error);
                } catch (RuntimeException | Error e) {
                    log.error("the listener of connection errors failed", e);
                }
            });
        });
    }

    // ---------------------------------------------------------------- sessions

    /** The open session of an id, or null; one whose deadline has passed is none, though the timer may be late. */
    @Nullable
    EngineSession session(String sid) {
        EngineSession session = sessions.get(sid);
        if (session != null) {
            session.expireIfDue();
            if (session.closed()) {
                return null;
            }
        }
        return session;
    }

    /** A session that is not open yet; null where the application's generator gives no usable id. */
    @Nullable
    EngineSession newSession(EngineVersion version, Exchange exchange) {
        String id = options.hooks().generateId().isEmpty() ? ids.next() : generatedId(exchange);
        return id == null ? null : new EngineSession(this, id, version, exchange.request());
    }

    private @Nullable String generatedId(Exchange exchange) {
        try {
            String id = options.hooks().generateId().get().generate(exchange.request());
            if (id.matches("[A-Za-z0-9_-]{16,128}") && !sessions.containsKey(id)) {
                return id;
            }
            LOG.error("generateId gave an id that is in use, or is not 16 to 128 characters of [A-Za-z0-9_-]");
        } catch (Exception | Error e) {
            log.error("generateId failed", e);
        }
        return null;
    }

    /** Registers a session and sends its handshake; not where a session got the same id meanwhile. */
    boolean open(EngineSession session, Transport on) {
        if (sessions.putIfAbsent(session.id(), session) != null) {
            LOG.error("generateId gave an id that is in use to two handshakes at once");
            return false;
        }
        OpenData open = new OpenData(
                session.id(),
                options.upgradesFrom(on.kind()).stream()
                        .map(EngineTransport::wireName)
                        .toList(),
                options.pingInterval().plus(options.pingIntervalGrace()).toMillis(),
                options.pingTimeout().toMillis(),
                session.version() == EngineVersion.V4 ? options.limits().maxPayloadBytes() : 0);
        List<EnginePacket> first = new ArrayList<>(2);
        first.add(new EnginePacket(EnginePacketType.OPEN, open.toJson()));
        options.initialPacket().ifPresent(message -> first.add(EnginePacket.message(message)));
        session.open(on, first, listeners);
        if (life.hasEnded()) {
            session.end(EngineCloseReason.SERVER_SHUTTING_DOWN, true);
        }
        return true;
    }

    void forget(EngineSession session) {
        if (sessions.remove(session.id(), session)) {
            if (sessions.isEmpty()) {
                life.allGone();
            }
        }
    }

    InputLog log() {
        return log;
    }

    AddressLimits addresses() {
        return addresses;
    }

    // ---------------------------------------------------------------- start and end

    /** Where the server stands between its start and its end. */
    public Life life() {
        return life;
    }

    /** How the server is now. Looks at every session. */
    public ServerHealth health() {
        int bytes = 0;
        int packets = 0;
        for (EngineSession session : sessions.values()) {
            Sender.Queued queued = session.sender().queued();
            bytes = Math.max(bytes, queued.bytes());
            packets = Math.max(packets, queued.packets());
        }
        return new ServerHealth(life.state(), sessions.size(), bytes, packets);
    }

    /**
     * Takes no new session, lets the open ones end by themselves for a while, then closes; the number that had to be.
     */
    public CompletableFuture<Integer> drain() {
        return life.drain();
    }

    /**
     * Takes no new session, closes every session after sending what it has queued, and waits for that and for the
     * handlers, at most {@link #CLOSE_PATIENCE}; what is left then is cut. A handler that calls this does not wait for
     * the handlers. Idempotent.
     */
    @Override
    public void close() {
        life.close();
        closeSessions();
        long until = System.nanoTime() + CLOSE_PATIENCE.toNanos();
        awaitNoSession(until);
        endSessions(EngineCloseReason.SERVER_SHUTTING_DOWN);
        threads.close();
        threads.awaitHandlers(until - System.nanoTime());
        if (timer != null) {
            timer.close();
        }
    }

    /** Closes every session after sending what it has queued. */
    void closeSessions() {
        for (EngineSession session : new ArrayList<>(sessions.values())) {
            session.close(EngineCloseReason.SERVER_SHUTTING_DOWN);
        }
    }

    /** Ends every session now, whatever it has queued; new ones may be opened. */
    public void endSessions(EngineCloseReason reason) {
        for (EngineSession session : new ArrayList<>(sessions.values())) {
            session.end(reason, true);
        }
    }

    private void awaitNoSession(long until) {
        synchronized (sessions) {
            while (!sessions.isEmpty() && System.nanoTime() - until < 0) {
                try {
                    sessions.wait(10);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }
}
