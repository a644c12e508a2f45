package io.jettio.server.internal.engine;

import io.jettio.protocol.Frame;
import io.jettio.protocol.engineio.EnginePacket;
import io.jettio.protocol.engineio.EnginePacketType;
import io.jettio.protocol.engineio.EngineVersion;
import io.jettio.protocol.engineio.OpenData;
import io.jettio.server.engine.EngineCloseReason;
import io.jettio.server.engine.EngineErrorCode;
import io.jettio.server.engine.EngineServerOptions;
import io.jettio.server.engine.EngineTransport;
import io.jettio.server.engine.HandshakeRequest;
import io.jettio.server.internal.Ids;
import io.jettio.server.internal.engine.HttpExchange.HttpAnswer;
import io.jettio.server.internal.run.HandlerThreads;
import io.jettio.server.internal.time.DeadlineQueue;
import io.jettio.server.internal.time.TimerThread;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes every request of an Engine.IO server: judges it, opens sessions, and hands the rest to the session that it
 * names. Thread-safe.
 */
public final class EngineCore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EngineCore.class);

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
    private volatile boolean closed;

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
        this.origins = new OriginRule(options.cors());
        this.timer = timer;
        this.deadlines = deadlines;
        this.threads = new HandlerThreads(deadlines, options.handlerThreads());
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

    /** The number of sessions. */
    public int size() {
        return sessions.size();
    }

    /** Whether a request's path is this server's. */
    public boolean owns(String path) {
        String own = options.path();
        return path.startsWith(own) || (path.length() == own.length() - 1 && own.startsWith(path));
    }

    // ---------------------------------------------------------------- requests

    /** Takes a request whose path is this server's. Never throws for what the request contains. */
    public void handle(HttpExchange exchange) {
        if (!origins.permits(exchange)) {
            refuse(exchange, EngineErrorCode.FORBIDDEN);
            return;
        }
        if (exchange.method().equals("OPTIONS")) {
            respond(exchange, new HttpAnswer(204, "", Frame.empty(), origins.preflight(exchange)), written -> {});
            return;
        }
        Query query;
        try {
            query = query(exchange);
        } catch (IllegalArgumentException e) {
            LOG.debug("a query that cannot be decoded");
            refuse(exchange, EngineErrorCode.BAD_REQUEST);
            return;
        }
        EngineTransport transport = transport(query.get("transport"));
        if (transport == null) {
            refuse(exchange, EngineErrorCode.UNKNOWN_TRANSPORT);
        } else if (exchange.asksForWebSocket() != (transport == EngineTransport.WEBSOCKET)) {
            refuse(exchange, EngineErrorCode.BAD_REQUEST);
        } else {
            String sid = query.get("sid");
            if (sid != null) {
                inSession(exchange, transport, query, sid);
            } else {
                handshake(exchange, transport, query);
            }
        }
    }

    private void inSession(HttpExchange exchange, EngineTransport transport, Query query, String sid) {
        EngineSession session = sessions.get(sid);
        if (session != null) {
            session.expireIfDue();
        }
        if (session == null || session.closed()) {
            refuse(exchange, EngineErrorCode.UNKNOWN_SID);
            return;
        }
        if (version(query) != session.version()) {
            refuse(exchange, EngineErrorCode.BAD_REQUEST);
            return;
        }
        if (transport == EngineTransport.WEBSOCKET) {
            upgrade(exchange, session, query);
            return;
        }
        PollingTransport polling = session.polling();
        if (polling == null) {
            refuse(exchange, EngineErrorCode.BAD_REQUEST);
        } else if (exchange.method().equals("GET")) {
            polling.onPoll(exchange);
        } else if (exchange.method().equals("POST")) {
            polling.onPost(exchange);
        } else {
            refuse(exchange, EngineErrorCode.BAD_REQUEST);
        }
    }

    private void upgrade(HttpExchange exchange, EngineSession session, Query query) {
        if (!options.allowUpgrades()) {
            refuse(exchange, EngineErrorCode.BAD_REQUEST);
            return;
        }
        Upgrade upgrade = session.beginUpgrade(!query.has("b64"));
        if (upgrade == null) {
            exchange.upgrade(origins.headers(exchange), new RefusedWebSocket());
        } else if (!exchange.upgrade(origins.headers(exchange), upgrade)) {
            upgrade.abandon();
        }
    }

    private void handshake(HttpExchange exchange, EngineTransport transport, Query query) {
        EngineVersion version = version(query);
        if (!exchange.method().equals("GET")) {
            refuse(exchange, EngineErrorCode.BAD_HANDSHAKE_METHOD);
        } else if (version == null || (version == EngineVersion.V3 && !options.allowEngineV3())) {
            refuse(exchange, EngineErrorCode.UNSUPPORTED_PROTOCOL_VERSION);
        } else if (closed) {
            respond(
                    exchange,
                    new HttpAnswer(503, "text/plain", Frame.empty(), Map.of("Retry-After", "5")),
                    written -> {});
        } else if (transport == EngineTransport.WEBSOCKET) {
            HandshakeRequest request = request(exchange, query);
            exchange.upgrade(
                    origins.headers(exchange), new WebSocketOpening(this, version, request, !query.has("b64")));
        } else {
            EngineSession session = newSession(version, request(exchange, query));
            PollingTransport polling = new PollingTransport(session, this);
            polling.hold(exchange);
            open(session, polling);
        }
    }

    private static @Nullable EngineVersion version(Query query) {
        String eio = query.get("EIO");
        return "4".equals(eio) ? EngineVersion.V4 : "3".equals(eio) ? EngineVersion.V3 : null;
    }

    private static HandshakeRequest request(HttpExchange exchange, Query query) {
        String raw = exchange.rawQuery();
        return new HandshakeRequest(
                Instant.now(),
                exchange.remoteAddress(),
                exchange.secure(),
                raw == null ? exchange.path() : exchange.path() + "?" + raw,
                query.toMap(),
                exchange.headers());
    }

    EngineSession newSession(EngineVersion version, HandshakeRequest request) {
        return new EngineSession(this, ids.next(), version, request);
    }

    /** Registers a session and sends its handshake. */
    void open(EngineSession session, Transport on) {
        sessions.put(session.id(), session);
        OpenData open = new OpenData(
                session.id(),
                options.upgradesFrom(on.kind()).stream()
                        .map(EngineTransport::wireName)
                        .toList(),
                options.pingInterval().toMillis(),
                options.pingTimeout().toMillis(),
                session.version() == EngineVersion.V4 ? options.limits().maxPayloadBytes() : 0);
        session.open(on, List.of(new EnginePacket(EnginePacketType.OPEN, open.toJson())), listeners);
        if (closed) {
            session.end(EngineCloseReason.SERVER_SHUTTING_DOWN, true);
        }
    }

    void forget(EngineSession session) {
        sessions.remove(session.id(), session);
    }

    private @Nullable EngineTransport transport(@Nullable String name) {
        for (EngineTransport transport : options.transports()) {
            if (transport.wireName().equals(name)) {
                return transport;
            }
        }
        return null;
    }

    Query query(HttpExchange exchange) {
        return Query.parse(exchange.rawQuery());
    }

    // ---------------------------------------------------------------- answers

    /** Refuses a request with the protocol's error body. */
    void refuse(HttpExchange exchange, EngineErrorCode code) {
        LOG.debug("refused a request from {}: {}", exchange.remoteAddress(), code);
        respond(
                exchange,
                new HttpAnswer(code.status(), "application/json", Frame.text(code.json()), Map.of()),
                written -> {});
    }

    /** Answers with the headers that every answer carries. */
    void respond(HttpExchange exchange, HttpAnswer answer, Consumer<Boolean> done) {
        Map<String, String> headers = new TreeMap<>(origins.headers(exchange));
        headers.put("Cache-Control", "no-store");
        headers.putAll(answer.headers());
        exchange.respond(new HttpAnswer(answer.status(), answer.contentType(), answer.body(), headers), done);
    }

    // ---------------------------------------------------------------- closing

    /**
     * Takes no new session, closes every session after sending what it has queued, and waits for that and for the
     * handlers, at most {@link #CLOSE_PATIENCE}; what is left then is cut. A handler that calls this does not wait for
     * the handlers. Idempotent.
     */
    @Override
    public void close() {
        closed = true;
        for (EngineSession session : new ArrayList<>(sessions.values())) {
            session.close(EngineCloseReason.SERVER_SHUTTING_DOWN);
        }
        long until = System.nanoTime() + CLOSE_PATIENCE.toNanos();
        awaitNoSession(until);
        endSessions(EngineCloseReason.SERVER_SHUTTING_DOWN);
        threads.close();
        threads.awaitHandlers(until - System.nanoTime());
        if (timer != null) {
            timer.close();
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
