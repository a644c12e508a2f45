package io.jettio.server.internal.handlers;

import io.jettio.protocol.annotation.Auth;
import io.jettio.protocol.annotation.HandlerMethod;
import io.jettio.protocol.annotation.OnAny;
import io.jettio.protocol.annotation.OnConnect;
import io.jettio.protocol.annotation.OnDisconnect;
import io.jettio.protocol.annotation.OnError;
import io.jettio.protocol.annotation.OnEvent;
import io.jettio.protocol.handler.Ack;
import io.jettio.protocol.handler.EventHandler;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.DisconnectReason;
import io.jettio.server.Handshake;
import io.jettio.server.Socket;
import io.jettio.server.Socket.HandlerFailure;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A handler method with what fills each of its parameters. */
final class BoundMethod {
    private static final Source SOCKET = Call::socket;
    private static final Source HANDSHAKE = call -> call.socket().handshake();
    private static final Source ACK = Call::ack;
    private static final Source ARGUMENTS = Call::arguments;
    private static final Source NAME = Call::event;
    private static final Source REASON = Call::reason;
    private static final Source FAILURE = Call::failure;
    private static final Source CAUSE =
            call -> Objects.requireNonNull(call.failure()).cause();

    /** What a method of each kind may take by its type alone. */
    private static final Map<Class<? extends Annotation>, Map<Type, Source>> BY_TYPE = Map.of(
            OnConnect.class, types(),
            OnDisconnect.class, types(DisconnectReason.class, REASON),
            OnEvent.class, types(Ack.class, ACK, Payload.class, ARGUMENTS),
            OnAny.class, types(String.class, NAME, Payload.class, ARGUMENTS),
            OnError.class, types(Throwable.class, CAUSE, HandlerFailure.class, FAILURE));

    private final HandlerMethod method;
    private final Source[] sources;

    /** Where the value of a parameter comes from. */
    private interface Source {
        @Nullable
        Object of(Call call);
    }

    private BoundMethod(HandlerMethod method, Source[] sources) {
        this.method = method;
        this.sources = sources;
    }

    private static Map<Type, Source> types(Object... more) {
        Map<Type, Source> types = new LinkedHashMap<>();
        types.put(Socket.class, SOCKET);
        types.put(Handshake.class, HANDSHAKE);
        for (int i = 0; i < more.length; i += 2) {
            types.put((Type) more[i], (Source) more[i + 1]);
        }
        return types;
    }

    static BoundMethod of(HandlerMethod method) {
        if (method.kind() != OnEvent.class && !method.returnsNothing()) {
            throw method.refused("returns something, which would go nowhere; a method with @"
                    + method.kind().getSimpleName() + " is void");
        }
        List<HandlerMethod.Argument> parameters = method.parameters();
        Source[] sources = new Source[parameters.size()];
        Set<Object> taken = new HashSet<>();
        int arguments = 0;
        for (int i = 0; i < sources.length; i++) {
            HandlerMethod.Argument parameter = parameters.get(i);
            Source byType = source(method, parameter);
            if (byType == null) {
                if (taken.contains(Payload.class)) {
                    throw method.refused("takes an argument behind Payload, which has all of them; Payload comes last");
                }
                sources[i] = argument(parameter.type(), arguments++);
            } else {
                sources[i] = byType;
                if (!taken.add(parameter.isAuth() ? Auth.class : parameter.type())) {
                    throw method.refused(
                            "takes " + (parameter.isAuth() ? "@Auth" : shortName(parameter.type())) + " twice");
                }
            }
        }
        if (taken.contains(Ack.class) && !method.returnsNothing()) {
            throw method.refused("takes Ack and returns something; it acknowledges by one of them");
        }
        return new BoundMethod(method, sources);
    }

    /** What fills a parameter, or null where that is an argument of the event. */
    private static @Nullable Source source(HandlerMethod method, HandlerMethod.Argument parameter) {
        Type type = parameter.type();
        if (parameter.isAuth()) {
            if (method.kind() == OnError.class) {
                throw method.refused("takes @Auth; the socket's handshake has it");
            }
            return call -> EventHandler.argument(call.socket().handshake().authPayload(), 0, type);
        }
        Map<Type, Source> byType = Objects.requireNonNull(BY_TYPE.get(method.kind()));
        Source source = byType.get(type);
        if (source == null && (method.kind() != OnEvent.class || isOurs(type))) {
            throw method.refused("takes " + type.getTypeName() + "; a method with @"
                    + method.kind().getSimpleName() + " may take "
                    + byType.keySet().stream().map(BoundMethod::shortName).collect(Collectors.joining(", "))
                    + (method.kind() == OnError.class ? "" : ", a parameter with @Auth")
                    + (method.kind() == OnEvent.class ? ", and the arguments of the event" : ""));
        }
        return source;
    }

    /** Whether a type is one that no JSON is mapped to: it has a meaning of its own, but not here. */
    private static boolean isOurs(Type type) {
        return type instanceof Class<?> raw
                && (raw.getName().startsWith("io.jettio.server.")
                        || raw.getPackageName().equals(Ack.class.getPackageName())
                        || Throwable.class.isAssignableFrom(raw));
    }

    private static String shortName(Type type) {
        return type instanceof Class<?> raw ? raw.getSimpleName() : type.getTypeName();
    }

    private static Source argument(Type type, int index) {
        return call -> EventHandler.argument(Objects.requireNonNull(call.arguments()), index, type);
    }

    HandlerMethod method() {
        return method;
    }

    @Nullable
    Object call(Call call) throws Exception {
        @Nullable Object[] values = new @Nullable Object[sources.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = sources[i].of(call);
        }
        return method.call(values);
    }
}
