package io.jettio.server.internal.socketio;

import io.jettio.common.run.HandlerThreads;
import io.jettio.server.internal.Loggers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of the stages that an adapter gives. */
final class AdapterStages {
    private static final Logger LOG = LoggerFactory.getLogger(Loggers.SOCKETIO);

    private AdapterStages() {}

    /** A future whose stages run neither on the broker's threads nor on a lane; done already if the stage is. */
    static <T> CompletableFuture<T> onCompletions(HandlerThreads threads, CompletionStage<T> stage) {
        CompletableFuture<T> known = stage.toCompletableFuture();
        if (known.isDone()) {
            return known.copy();
        }
        CompletableFuture<T> future = new CompletableFuture<>();
        var unused = stage.whenComplete((value, failure) -> threads.complete(() -> {
            if (failure == null) {
                future.complete(value);
            } else {
                future.completeExceptionally(failure);
            }
        }));
        return future;
    }

    /** Logs a failure of what nobody waits for; the value where it is there already. */
    static <T> @Nullable T watch(String what, CompletionStage<T> stage) {
        CompletableFuture<T> known = stage.toCompletableFuture();
        if (known.isDone() && !known.isCompletedExceptionally()) {
            return known.join();
        }
        var unused = stage.whenComplete((value, failure) -> {
            if (failure != null) {
                LOG.warn("{} did not reach the other server nodes", what, failure);
            }
        });
        return null;
    }
}
