package io.jettio.client.internal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.common.run.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The threads of a client: to the last task, and nobody waits for himself. */
final class ThreadsTest {
    @Test
    void stoppingRunsWhatIsQueued() throws Exception {
        Threads threads = new Threads("lane-test", 1);
        Lane lane = new Lane(threads.handlers());
        List<Integer> seen = new ArrayList<>();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        lane.execute(() -> {
            begun.countDown();
            try {
                go.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        // More than one batch.
        IntStream.range(0, 1_000).forEach(i -> lane.execute(() -> seen.add(i)));
        Thread stopper = new Thread(() -> threads.stop(Duration.ofSeconds(30)));
        stopper.start();
        go.countDown();
        stopper.join();
        assertThat(seen).hasSize(1_000);
    }

    @Test
    void blockedHandlersDoNotHoldBackCompletions() throws Exception {
        Threads threads = new Threads("lane-test", 1);
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch completed = new CountDownLatch(1);
        threads.tasks().execute(() -> {
            try {
                go.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
        threads.completions().execute(completed::countDown);
        assertThat(completed.await(30, TimeUnit.SECONDS)).isTrue();
        go.countDown();
        threads.stop(Duration.ofSeconds(5));
    }
}
