package io.jettio.client.internal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Lanes: one at a time, in order, to the last task. */
final class LaneTest {
    @Test
    void tasksOfEachCallerKeepTheirOrderAndNeverOverlap() throws Exception {
        Threads threads = new Threads("lane-test", 4);
        Lane lane = new Lane(threads.handlers());
        int perCaller = 5_000;
        List<List<Integer>> seen = IntStream.range(0, 3)
                .mapToObj(i -> (List<Integer>) new ArrayList<Integer>())
                .toList();
        CountDownLatch done = new CountDownLatch(3 * perCaller);
        List<Thread> callers = new ArrayList<>();
        for (List<Integer> mine : seen) {
            Thread caller = new Thread(() -> {
                for (int i = 0; i < perCaller; i++) {
                    int number = i;
                    // Plain lists: overlapping tasks would break them.
                    lane.execute(() -> {
                        mine.add(number);
                        done.countDown();
                    });
                }
            });
            callers.add(caller);
            caller.start();
        }
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        for (Thread caller : callers) {
            caller.join();
        }
        seen.forEach(mine ->
                assertThat(mine).isEqualTo(IntStream.range(0, perCaller).boxed().toList()));
        threads.stop(Duration.ofSeconds(5));
    }

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
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        // More than one batch.
        IntStream.range(0, 1_000).forEach(i -> lane.execute(() -> seen.add(i)));
        Thread stopper = new Thread(() -> threads.stop(Duration.ofSeconds(10)));
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
        threads.handlers().execute(() -> {
            try {
                go.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
        threads.completions().execute(completed::countDown);
        assertThat(completed.await(10, TimeUnit.SECONDS)).isTrue();
        go.countDown();
        threads.stop(Duration.ofSeconds(5));
    }
}
