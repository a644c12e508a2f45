package io.jettio.server.internal.socketio;

import io.jettio.common.handlers.HandlerObject;
import io.jettio.common.run.HandlerThreads;
import io.jettio.common.run.Lane;
import io.jettio.protocol.handler.EventHandler;
import io.jettio.protocol.handler.Listener;
import io.jettio.protocol.handler.Listener2;
import io.jettio.protocol.handler.Registration;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.DisconnectReason;
import io.jettio.server.EventInterceptor;
import io.jettio.server.Handshake;
import io.jettio.server.RateLimit;
import io.jettio.server.Socket;
import io.jettio.server.adapter.SessionSnapshot;
import io.jettio.server.data.SocketData;
import io.jettio.server.data.SocketSession;
import io.jettio.server.engine.SendResult;
import io.jettio.server.internal.data.DefaultSocketData;
import io.jettio.server.internal.data.DefaultSocketSession;
import io.jettio.server.internal.handlers.Call;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The half of a socket that an application's handlers meet: who it is, its lane, and what is told of its events. */
abstract class ListeningSocket implements Socket {
    private final Connection connection;
    private final DefaultNamespace namespace;
    private String id; // another only before the middlewares judge, when nobody has seen this one
    private final Handshake handshake;
    private final Lane lane;
    private final HandlerTable handlers = new HandlerTable();
    private final EndListeners ends = new EndListeners();
    private final @Nullable Observed observed;
    private volatile EventInterceptor[] interceptors = EventRules.none();
    private volatile @Nullable Listener<HandlerFailure> errorHook;

    // Made when they are first asked for, since few sockets need them.
    private volatile @Nullable AnyListeners anyListeners;
    private volatile @Nullable AnyListeners outgoingListeners;
    private volatile @Nullable RateBuckets buckets;
    private volatile @Nullable SocketData data;
    private volatile @Nullable SocketSession session;

    ListeningSocket(Connection connection, DefaultNamespace namespace, String id, Handshake handshake) {
        this.connection = connection;
        this.namespace = namespace;
        this.id = id;
        this.handshake = handshake;
        this.lane = new Lane(threads());
        this.observed = Observed.of(this);
    }

    final Connection connection() {
        return connection;
    }

    @Override
    public final DefaultNamespace namespace() {
        return namespace;
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final Handshake handshake() {
        return handshake;
    }

    /** Takes the place of another socket. */
    final void become(SessionSnapshot session) {
        id = session.sid();
        data = new DefaultSocketData(session.data());
    }

    final HandlerThreads threads() {
        return namespace.server().engineCore().threads();
    }

    final Lane lane() {
        return lane;
    }

    /** Tells observers; null where there are none. */
    final @Nullable Observed observed() {
        return observed;
    }

    final HandlerTable handlers() {
        return handlers;
    }

    final EndListeners ends() {
        return ends;
    }

    final EventRules rules() {
        return namespace.rules();
    }

    /** The error hook of the narrowest scope that has one. */
    final @Nullable Listener<HandlerFailure> errorHook() {
        Listener<HandlerFailure> own = errorHook;
        return own != null ? own : rules().errorHook();
    }

    /** All interceptors around the handlers, the outermost first. */
    final EventInterceptor[] interceptors() {
        return rules().interceptors(interceptors);
    }

    /** What stands for the arguments of what is no event. */
    final Payload noArguments() {
        return connection.parser().payload(List.of());
    }

    /** On the lane: tells of an event that came. */
    final void tellAny(EventPacket event) {
        AnyListeners listeners = anyListeners;
        if (listeners != null) {
            listeners.tell(this, event.event(), event.arguments());
        }
    }

    /** Tells of an event that was sent, on the lane. Called wherever an event is sent to this socket. */
    final void tellOutgoing(EventPacket event, SendResult result) {
        AnyListeners listeners = outgoingListeners;
        if (listeners != null && result == SendResult.ACCEPTED && !listeners.isEmpty()) {
            lane.add(() -> listeners.tell(this, event.event(), event.arguments()));
        }
    }

    /** An event came: the limit that it exceeds, if any. */
    final @Nullable RateLimit exceeded(EventPacket event) {
        EventRules rules = rules();
        if (!rules.limits()) {
            return null;
        }
        return rules.exceeded(
                buckets(),
                event.event(),
                namespace.server().engineCore().deadlines().now());
    }

    private synchronized RateBuckets buckets() {
        RateBuckets known = buckets;
        if (known == null) {
            known = new RateBuckets();
            buckets = known;
        }
        return known;
    }

    @Override
    public final SocketData data() {
        SocketData known = data;
        return known == null ? newData() : known;
    }

    /** What is kept, by the names of the keys. */
    final Map<String, Object> dataByName() {
        SocketData known = data;
        return known == null ? Map.of() : known.toMap();
    }

    private synchronized SocketData newData() {
        SocketData known = data;
        if (known == null) {
            known = new DefaultSocketData();
            data = known;
        }
        return known;
    }

    @Override
    public final synchronized SocketSession session() {
        SocketSession known = session;
        if (known == null) {
            known = new DefaultSocketSession();
            session = known;
        }
        return known;
    }

    @Override
    public final Registration handle(String event, EventHandler handler) {
        return handlers.add(event, handler);
    }

    @Override
    public final Registration handleOnce(String event, EventHandler handler) {
        return handlers.addOnce(event, handler);
    }

    @Override
    public final Registration handleFirst(String event, EventHandler handler) {
        return handlers.addFirst(event, handler);
    }

    @Override
    public final void off(String event) {
        handlers.removeAll(event);
    }

    @Override
    public final void off() {
        handlers.clear();
        offAny();
        offAnyOutgoing();
    }

    /** Takes off what an object handles. */
    final void takeOff(HandlerObject<Call> object) {
        handlers.removeHandlers(object::made);
        AnyListeners listeners = anyListeners;
        if (listeners != null) {
            listeners.removeIf(
                    listener -> listener instanceof RegisteredHandlers.OfAny ours && ours.object() == object);
        }
    }

    @Override
    public final Set<String> eventNames() {
        return handlers.names();
    }

    @Override
    public final Registration onAny(Listener2<String, Payload> listener) {
        return anyListeners().add(listener);
    }

    @Override
    public final Registration prependAny(Listener2<String, Payload> listener) {
        return anyListeners().addFirst(listener);
    }

    @Override
    public final void offAny() {
        AnyListeners listeners = anyListeners;
        if (listeners != null) {
            listeners.clear();
        }
    }

    private synchronized AnyListeners anyListeners() {
        AnyListeners known = anyListeners;
        if (known == null) {
            known = new AnyListeners();
            anyListeners = known;
        }
        return known;
    }

    @Override
    public final Registration onAnyOutgoing(Listener2<String, Payload> listener) {
        return outgoingListeners().add(listener);
    }

    @Override
    public final Registration prependAnyOutgoing(Listener2<String, Payload> listener) {
        return outgoingListeners().addFirst(listener);
    }

    @Override
    public final void offAnyOutgoing() {
        AnyListeners listeners = outgoingListeners;
        if (listeners != null) {
            listeners.clear();
        }
    }

    private synchronized AnyListeners outgoingListeners() {
        AnyListeners known = outgoingListeners;
        if (known == null) {
            known = new AnyListeners();
            outgoingListeners = known;
        }
        return known;
    }

    @Override
    public final Registration use(EventInterceptor interceptor) {
        // An object of its own, so that the same interceptor added twice is taken off once.
        Objects.requireNonNull(interceptor, "interceptor");
        EventInterceptor own = call -> interceptor.intercept(call);
        synchronized (this) {
            interceptors = EventRules.appended(interceptors, own);
        }
        return () -> {
            synchronized (this) {
                interceptors = EventRules.without(interceptors, own);
            }
        };
    }

    @Override
    public final void onDisconnecting(Listener<DisconnectReason> listener) {
        DisconnectReason reason = ends.addDisconnecting(listener);
        if (reason != null) {
            lane.add(() -> Departure.tellDisconnecting(this, listener, reason));
        }
    }

    @Override
    public final void onDisconnect(Listener<DisconnectReason> listener) {
        DisconnectReason reason = ends.addDisconnected(listener);
        if (reason != null) {
            lane.add(() -> Departure.tellDisconnected(this, listener, reason));
        }
    }

    @Override
    public final void onError(Listener<HandlerFailure> hook) {
        errorHook = Objects.requireNonNull(hook, "hook");
    }

    @Override
    public final String toString() {
        return "Socket[" + id + " in " + namespace.name() + "]";
    }
}
