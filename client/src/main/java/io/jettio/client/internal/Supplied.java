package io.jettio.client.internal;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks the suppliers of an application. */
final class Supplied {
    private Supplied() {}

    /**
     * Asks on a thread where it may block.
     *
     * @param supplier the application's
     * @param handlers where it runs
     * @param answered gets the value or what went wrong, on any thread
     */
    static <T extends @Nullable Object> void ask(
            Supplier<? extends CompletionStage<? extends T>> supplier,
            Executor handlers,
            BiConsumer<@Nullable T, @Nullable Throwable> answered) {
        try {
            handlers.execute(() -> {
                try {
                    CompletionStage<? extends T> stage = supplier.get();
                    if (stage == null) {
                        answered.accept(null, new IllegalStateException("a supplier gave null for a stage"));
                        return;
                    }
                    stage.whenComplete((value, failure) -> answered.accept(value, unwrapped(failure)));
                } catch (Throwable failure) {
                    // Whatever an application throws, an Error included, fails this one attempt.
                    answered.accept(null, failure);
                }
            });
        } catch (RejectedExecutionException stopped) {
            answered.accept(null, stopped);
        }
    }

    private static @Nullable Throwable unwrapped(@Nullable Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
