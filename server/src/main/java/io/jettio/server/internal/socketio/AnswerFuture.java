package io.jettio.server.internal.socketio;

import io.jettio.common.run.HandlerThreads;
import io.jettio.protocol.handler.EventHandler;
import io.jettio.protocol.json.JsonException;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.AckException;
import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A future that is completed off the I/O threads and off the lanes, and whose cancellation gives the wait up. */
final class AnswerFuture<T extends @Nullable Object> extends CompletableFuture<T> {
    private volatile Runnable giveUp = () -> {};

    /** Says what cancellation does. */
    void onCancel(Runnable action) {
        giveUp = action;
        if (isCancelled()) {
            action.run();
        } else if (isDone()) {
            giveUp = () -> {}; // nothing is held any more
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled) {
            giveUp.run();
        }
        return cancelled;
    }

    /** Completes this with the first argument of one answer. */
    Settled settledBy(HandlerThreads threads, String event, Type type) {
        return (answer, reason) -> threads.complete(() -> {
            if (answer == null) {
                completeExceptionally(new AckException(event, reason));
                return;
            }
            T value;
            try {
                value = first(answer, type);
            } catch (JsonException e) {
                completeExceptionally(e);
                return;
            }
            complete(value);
        });
    }

    /** The first argument of an answer. Null where the ack has none, which no checker can see through the erased type. */
    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"}) // T is what "type" says
    static <T extends @Nullable Object> T first(Payload answer, Type type) {
        return (T) EventHandler.argument(answer, 0, type);
    }
}
