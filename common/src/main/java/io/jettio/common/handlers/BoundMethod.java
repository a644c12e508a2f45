package io.jettio.common.handlers;

import io.jettio.protocol.annotation.Auth;
import io.jettio.protocol.annotation.HandlerMethod;
import io.jettio.protocol.annotation.OnEvent;
import io.jettio.protocol.handler.Ack;
import io.jettio.protocol.socketio.Payload;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A handler method with what fills each of its parameters.
 *
 * @param <C> what there is to fill them with
 */
final class BoundMethod<C> {
    private final HandlerMethod method;
    private final List<Parameters.Source<C>> sources;

    private BoundMethod(HandlerMethod method, List<Parameters.Source<C>> sources) {
        this.method = method;
        this.sources = sources;
    }

    static <C> BoundMethod<C> of(HandlerMethod method, Parameters<C> known) {
        known.check(method);
        if (method.kind() != OnEvent.class && !method.returnsNothing()) {
            throw method.refused("returns something, which would go nowhere; a method with @"
                    + method.kind().getSimpleName() + " is void");
        }
        List<Parameters.Source<C>> sources = new ArrayList<>();
        Set<Object> taken = new HashSet<>();
        int arguments = 0;
        for (HandlerMethod.Argument parameter : method.parameters()) {
            Parameters.Source<C> byType = known.source(method, parameter);
            if (byType != null) {
                sources.add(byType);
                if (!taken.add(parameter.isAuth() ? Auth.class : parameter.type())) {
                    throw method.refused("takes "
                            + (parameter.isAuth() ? "@Auth" : Parameters.shortName(parameter.type())) + " twice");
                }
            } else if (taken.contains(Payload.class)) {
                throw method.refused("takes an argument behind Payload, which has all of them; Payload comes last");
            } else {
                sources.add(known.argument(parameter.type(), arguments++));
            }
        }
        if (taken.contains(Ack.class) && !method.returnsNothing()) {
            throw method.refused("takes Ack and returns something; it acknowledges by one of them");
        }
        return new BoundMethod<>(method, List.copyOf(sources));
    }

    HandlerMethod method() {
        return method;
    }

    @Nullable
    Object call(C call) throws Exception {
        @Nullable Object[] values = new @Nullable Object[sources.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = sources.get(i).of(call);
        }
        return method.call(values);
    }
}
