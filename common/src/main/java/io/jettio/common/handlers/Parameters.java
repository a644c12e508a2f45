package io.jettio.common.handlers;

import io.jettio.protocol.annotation.HandlerMethod;
import io.jettio.protocol.annotation.OnError;
import io.jettio.protocol.annotation.OnEvent;
import io.jettio.protocol.handler.Ack;
import io.jettio.protocol.handler.EventHandler;
import io.jettio.protocol.socketio.Payload;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What parameters of handler methods may be on one side, and where their values come from. Made once, by chained calls,
 * and not changed afterwards.
 *
 * @param <C> what there is to fill parameters with when a method is called
 */
public final class Parameters<C> {
    /**
     * Where the value of a parameter comes from.
     *
     * @param <C> what there is to fill parameters with
     */
    @FunctionalInterface
    public interface Source<C> {
        /** The value. */
        @Nullable
        Object of(C call);
    }

    private final String side;
    private final String packagePrefix;
    private final Map<Class<? extends Annotation>, Map<Type, Source<C>>> byType = new LinkedHashMap<>();
    private final Map<Type, Source<C>> always = new LinkedHashMap<>();
    private final Function<C, @Nullable Payload> arguments;
    private @Nullable Function<C, Payload> auth;

    /**
     * Begins with no parameters but the arguments of events.
     *
     * @param side whose they are, for messages, such as {@code server}
     * @param packagePrefix of types that are never arguments
     * @param arguments gives the arguments of the event
     */
    public Parameters(String side, String packagePrefix, Function<C, @Nullable Payload> arguments) {
        this.side = side;
        this.packagePrefix = packagePrefix;
        this.arguments = arguments;
    }

    /** Lets methods of every kind, of those that are added from now on, take a type. */
    public Parameters<C> always(Class<?> type, Source<C> source) {
        always.put(type, source);
        return this;
    }

    /** Lets methods of every kind but {@link OnError} take auth. */
    public Parameters<C> auth(Function<C, Payload> source) {
        auth = source;
        return this;
    }

    /** Knows a kind of methods. */
    public Parameters<C> kind(Class<? extends Annotation> kind) {
        byType.put(kind, new LinkedHashMap<>(always));
        return this;
    }

    /** Lets methods of a known kind take a type. */
    public Parameters<C> type(Class<? extends Annotation> kind, Class<?> type, Source<C> source) {
        Objects.requireNonNull(byType.get(kind)).put(type, source);
        return this;
    }

    /** Refuses a method of a kind that is not known. */
    void check(HandlerMethod method) {
        if (!byType.containsKey(method.kind())) {
            throw method.refused(
                    "is marked with @" + method.kind().getSimpleName() + ", which the " + side + " does not know");
        }
    }

    /** What fills a parameter, or null where that is an argument of the event. */
    @Nullable
    Source<C> source(HandlerMethod method, HandlerMethod.Argument parameter) {
        Map<Type, Source<C>> types = Objects.requireNonNull(byType.get(method.kind()));
        Type type = parameter.type();
        if (parameter.isAuth()) {
            return authSource(method, type);
        }
        Source<C> source = types.get(type);
        if (source == null && (method.kind() != OnEvent.class || isOurs(type))) {
            throw method.refused("takes " + type.getTypeName() + "; a method with @"
                    + method.kind().getSimpleName() + " may take "
                    + types.keySet().stream().map(Parameters::shortName).collect(Collectors.joining(", "))
                    + (auth == null || method.kind() == OnError.class ? "" : ", a parameter with @Auth")
                    + (method.kind() == OnEvent.class ? ", and the arguments of the event" : ""));
        }
        return source;
    }

    private Source<C> authSource(HandlerMethod method, Type type) {
        Function<C, Payload> payload = auth;
        if (payload == null) {
            throw method.refused("takes @Auth, which the " + side + " does not know");
        }
        if (method.kind() == OnError.class) {
            throw method.refused("takes @Auth; the socket's handshake has it");
        }
        return call -> EventHandler.argument(payload.apply(call), 0, type);
    }

    Source<C> argument(Type type, int index) {
        return call -> EventHandler.argument(Objects.requireNonNull(arguments.apply(call)), index, type);
    }

    /** Whether a type is one that no JSON is mapped to: it has a meaning of its own, but not here. */
    private boolean isOurs(Type type) {
        return type instanceof Class<?> raw
                && (raw.getName().startsWith(packagePrefix)
                        || raw.getPackageName().equals(Ack.class.getPackageName())
                        || Throwable.class.isAssignableFrom(raw));
    }

    static String shortName(Type type) {
        return type instanceof Class<?> raw ? raw.getSimpleName() : type.getTypeName();
    }
}
