package io.jettio.server.internal.socketio;

import io.jettio.protocol.handler.ErrorMapper;
import io.jettio.protocol.handler.Listener;
import io.jettio.server.EventInterceptor;
import io.jettio.server.RateLimit;
import io.jettio.server.Socket.HandlerFailure;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rules for events of a namespace, or of the server, which are behind those of each namespace. Thread-safe. */
final class EventRules {
    private static final EventInterceptor[] NONE = {};

    private final @Nullable EventRules wider;
    private volatile EventInterceptor[] interceptors = NONE;
    private volatile @Nullable Listener<HandlerFailure> errorHook;
    private volatile @Nullable ErrorMapper errorMapper;
    private volatile @Nullable RateLimit limit;
    private volatile Map<String, RateLimit> limitsByEvent = Map.of();

    EventRules(@Nullable EventRules wider) {
        this.wider = wider;
    }

    synchronized void intercept(EventInterceptor interceptor) {
        interceptors = appended(interceptors, interceptor);
    }

    synchronized void onError(Listener<HandlerFailure> hook) {
        errorHook = Objects.requireNonNull(hook, "hook");
    }

    /** Sets the hook of this scope, unless it has one. */
    synchronized boolean offerErrorHook(Listener<HandlerFailure> hook) {
        if (errorHook != null) {
            return false;
        }
        errorHook = hook;
        return true;
    }

    /** Takes a hook off, where it has not been replaced. */
    synchronized void takeErrorHook(Listener<HandlerFailure> hook) {
        if (errorHook == hook) {
            errorHook = null;
        }
    }

    void mapErrors(ErrorMapper mapper) {
        errorMapper = Objects.requireNonNull(mapper, "mapper");
    }

    void limit(RateLimit newLimit) {
        limit = Objects.requireNonNull(newLimit, "limit");
    }

    synchronized void limit(String event, RateLimit newLimit) {
        Map<String, RateLimit> more = new HashMap<>(limitsByEvent);
        more.put(event, Objects.requireNonNull(newLimit, "limit"));
        limitsByEvent = Map.copyOf(more);
    }

    @Nullable
    EventRules wider() {
        return wider;
    }

    @Nullable
    ErrorMapper errorMapper() {
        return errorMapper;
    }

    /** The hook of the narrowest scope that has one. */
    @Nullable
    Listener<HandlerFailure> errorHook() {
        Listener<HandlerFailure> own = errorHook;
        return own != null || wider == null ? own : wider.errorHook();
    }

    /** All interceptors around a socket's handlers, the outermost first; mostly the same empty array. */
    EventInterceptor[] interceptors(EventInterceptor[] ofSocket) {
        EventInterceptor[] own = interceptors;
        EventInterceptor[] behind = own.length == 0 ? ofSocket : concatenated(own, ofSocket);
        return wider == null ? behind : wider.interceptors(behind);
    }

    boolean limits() {
        return limit != null || !limitsByEvent.isEmpty() || (wider != null && wider.limits());
    }

    /** The first limit that has no token left for an event that came now. */
    @Nullable
    RateLimit exceeded(RateBuckets buckets, String event, long now) {
        RateLimit byName = limitsByEvent.get(event);
        if (byName != null && !buckets.take(byName, now)) {
            return byName;
        }
        RateLimit any = limit;
        if (any != null && !buckets.take(any, now)) {
            return any;
        }
        return wider == null ? null : wider.exceeded(buckets, event, now);
    }

    /** Another array with one more at its end. */
    static EventInterceptor[] appended(EventInterceptor[] some, EventInterceptor one) {
        return concatenated(some, new EventInterceptor[] {Objects.requireNonNull(one, "interceptor")});
    }

    /** Another array without one of its elements, found by identity. */
    static EventInterceptor[] without(EventInterceptor[] some, EventInterceptor one) {
        int at = 0;
        while (at < some.length && some[at] != one) {
            at++;
        }
        if (at == some.length) {
            return some;
        }
        EventInterceptor[] left = Arrays.copyOf(some, some.length - 1);
        System.arraycopy(some, at + 1, left, at, left.length - at);
        return left.length == 0 ? NONE : left;
    }

    private static EventInterceptor[] concatenated(EventInterceptor[] some, EventInterceptor[] more) {
        EventInterceptor[] all = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }

    static EventInterceptor[] none() {
        return NONE;
    }
}
