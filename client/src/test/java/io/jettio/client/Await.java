package io.jettio.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits with a bound. */
final class Await {
    private static final int SECONDS = 30;

    private Await() {}

    static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T value = queue.poll(SECONDS, TimeUnit.SECONDS);
        assertThat(value).as("something within %s s", SECONDS).isNotNull();
        return value;
    }

    static <T> T get(CompletableFuture<T> future) throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(SECONDS, TimeUnit.SECONDS);
    }
}
