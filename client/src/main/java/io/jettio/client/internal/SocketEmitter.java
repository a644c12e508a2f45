package io.jettio.client.internal;

import io.jettio.client.AckEmitter;
import io.jettio.client.AckException;
import io.jettio.common.run.FlushScope;
import io.jettio.protocol.TypeRef;
import io.jettio.protocol.handler.EmitResult;
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
    private final Sending sending;

    SocketEmitter(Outlet outlet, Executor completions, Sending sending) {
        this.outlet = outlet;
        this.completions = completions;
        this.sending = sending;
    }

    @Override
    public AckEmitter timeout(Duration value) {
        return new SocketEmitter(outlet, completions, sending.withTimeout(value));
    }

    @Override
    public AckEmitter asVolatile() {
        return new SocketEmitter(outlet, completions, sending.asVolatile());
    }

    @Override
    public AckEmitter timeToLive(Duration time) {
        return new SocketEmitter(outlet, completions, sending.withTimeToLive(time));
    }

    @Override
    public EmitResult emitAll(String event, List<? extends @Nullable Object> arguments) {
        return outlet.emit(event, arguments, sending);
    }

    @Override
    public <T> CompletableFuture<@Nullable T> emitAllWithAck(
            String event, Class<T> type, List<? extends @Nullable Object> arguments) {
        return future(event, Objects.requireNonNull(type, "type"), arguments);
    }

    @Override
    public <T> CompletableFuture<@Nullable T> emitAllWithAck(
            String event, TypeRef<T> type, List<? extends @Nullable Object> arguments) {
        return future(event, type.type(), arguments);
    }

    @Override
    public <T> @Nullable T callAll(String event, Class<T> type, List<? extends @Nullable Object> arguments)
            throws InterruptedException {
        return await(event, Objects.requireNonNull(type, "type"), arguments);
    }

    @Override
    public <T> @Nullable T callAll(String event, TypeRef<T> type, List<? extends @Nullable Object> arguments)
            throws InterruptedException {
        return await(event, type.type(), arguments);
    }

    private <T> CompletableFuture<@Nullable T> future(
            String event, Type type, List<? extends @Nullable Object> arguments) {
        CompletableFuture<Payload> answer = outlet.request(event, arguments, sending);
        CompletableFuture<@Nullable T> result = new CompletableFuture<>();
        var unusedToo = answer.whenCompleteAsync(
                (payload, failure) -> {
                    if (failure != null) {
                        result.completeExceptionally(failure);
                        return;
                    }
                    try {
                        result.complete(first(payload, type));
                    } catch (Throwable unfit) {
                        // An Error, too: nobody else would end the wait.
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
    private <T> @Nullable T await(String event, Type type, List<? extends @Nullable Object> arguments)
            throws InterruptedException {
        CompletableFuture<Payload> answer = outlet.request(event, arguments, sending);
        try {
            FlushScope.flushNow();
            return first(answer.get(), type);
        } catch (InterruptedException interrupted) {
            answer.cancel(false);
            throw interrupted;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof AckException cause) {
                throw cause;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // As above.
    private static <T> @Nullable T first(Payload payload, Type type) {
        return (T) EventHandler.argument(payload, 0, type);
    }

    /** The socket, as an emitter sees it. Thread-safe. */
    interface Outlet {
        EmitResult emit(String event, List<? extends @Nullable Object> arguments, Sending sending);

        /** The future is completed on the strand: stages hang on it only with an executor. */
        CompletableFuture<Payload> request(String event, List<? extends @Nullable Object> arguments, Sending sending);
    }
}
