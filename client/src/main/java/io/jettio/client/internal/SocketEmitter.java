package io.jettio.client.internal;

import io.jettio.client.AckEmitter;
import io.jettio.client.SocketIoException;
import io.jettio.protocol.TypeRef;
import io.jettio.protocol.handler.EventHandler;
import io.jettio.protocol.socketio.Payload;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Emits to a socket, waiting for acks for a given time. Immutable. */
final class SocketEmitter implements AckEmitter {
    private final Outlet outlet;
    private final Executor completions;
    private final Duration timeout;

    SocketEmitter(Outlet outlet, Executor completions, Duration timeout) {
        this.outlet = outlet;
        this.completions = completions;
        this.timeout = timeout;
    }

    @Override
    public AckEmitter timeout(Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("timeout must be positive: " + value);
        }
        return new SocketEmitter(outlet, completions, value);
    }

    @Override
    public void emitAll(String event, List<? extends @Nullable Object> arguments) {
        outlet.emit(event, arguments);
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> emitAllWithAck(
            String event, Class<T> type, List<? extends @Nullable Object> arguments) {
        return future(event, Objects.requireNonNull(type, "type"), arguments);
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> emitAllWithAck(
            String event, TypeRef<T> type, List<? extends @Nullable Object> arguments) {
        return future(event, type.type(), arguments);
    }

    @Override
    public <T extends @Nullable Object> T callAll(
            String event, Class<T> type, List<? extends @Nullable Object> arguments) {
        return await(event, Objects.requireNonNull(type, "type"), arguments);
    }

    @Override
    public <T extends @Nullable Object> T callAll(
            String event, TypeRef<T> type, List<? extends @Nullable Object> arguments) {
        return await(event, type.type(), arguments);
    }

    private <T extends @Nullable Object> CompletableFuture<T> future(
            String event, Type type, List<? extends @Nullable Object> arguments) {
        CompletableFuture<Payload> answer = outlet.request(event, arguments, timeout);
        CompletableFuture<T> result = new CompletableFuture<>();
        var unusedToo = answer.whenCompleteAsync(
                (payload, failure) -> {
                    if (failure != null) {
                        result.completeExceptionally(failure);
                        return;
                    }
                    try {
                        result.complete(first(payload, type));
                    } catch (RuntimeException unfit) {
                        result.completeExceptionally(unfit);
                    }
                },
                completions);
        var unused = result.whenComplete((value, failure) -> {
            if (result.isCancelled()) {
                answer.cancel(false);
            }
        });
        return result;
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // T is what "type" says, which only the callers' types know.
    private <T extends @Nullable Object> T await(String event, Type type, List<? extends @Nullable Object> arguments) {
        CompletableFuture<Payload> answer = outlet.request(event, arguments, timeout);
        try {
            return first(answer.get(), type);
        } catch (InterruptedException interrupted) {
            answer.cancel(false);
            Thread.currentThread().interrupt();
            throw new SocketIoException("interrupted while waiting for an ack", interrupted);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new SocketIoException("the ack failed", failed.getCause());
        }
    }

    // The type parameter is what "type" says; null is an answer where the caller's type allows it.
    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"})
    private static <T extends @Nullable Object> T first(Payload payload, Type type) {
        return (T) EventHandler.argument(payload, 0, type);
    }

    /** The socket, as an emitter sees it. Thread-safe. */
    interface Outlet {
        void emit(String event, List<? extends @Nullable Object> arguments);

        /** The future is completed on the strand: stages hang on it only with an executor. */
        CompletableFuture<Payload> request(String event, List<? extends @Nullable Object> arguments, Duration timeout);
    }
}
