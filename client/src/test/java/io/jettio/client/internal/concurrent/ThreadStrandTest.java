package io.jettio.client.internal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.common.run.HandlerThreads;
import io.jettio.common.run.Lane;
import io.jettio.common.time.DeadlineQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One task at a time and each thread's in order, whoever lends itself. */
final class ThreadStrandTest {
    private final ThreadStrand strand = new ThreadStrand("strand-under-test");

    @AfterEach
    void stop() throws InterruptedException {
        strand.stop(Duration.ofSeconds(5));
    }

    /** Threads whose batches nobody looks after while they are under way: the time stands still for the flush guard. */
    private static HandlerThreads unguarded() {
        return new HandlerThreads("batch-under-test", new DeadlineQueue(() -> 0, () -> {}), 2);
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void tasksOfManyThreadsNeverOverlapAndKeepEachThreadsOrder() throws Exception {
        int threads = 4;
        int each = 20_000;
        // No lock and nothing volatile: the strand alone makes what one task writes seen by the next.
        int[] counts = new int[threads];
        boolean[] inOrder = {true};
        CountDownLatch done = new CountDownLatch(threads);
        for (int t = 0; t < threads; t++) {
            int mine = t;
            Thread thread = new Thread(() -> {
                for (int i = 0; i < each; i++) {
                    int number = i;
                    Runnable task = () -> {
                        inOrder[0] &= counts[mine]++ == number;
                        if (number == each - 1) {
                            done.countDown();
                        }
                    };
                    if ((number + mine) % 3 == 0) {
                        strand.execute(task);
                    } else {
                        strand.executeHere(task);
                    }
                }
            });
            thread.setDaemon(true);
            thread.start();
        }
        await(done);
        assertThat(inOrder).containsExactly(true);
        assertThat(counts).containsOnly(each);
    }

    @Test
    void idleStrandRunsOnTheThreadThatLendsItself() {
        List<Thread> ran = new ArrayList<>();
        strand.executeHere(() -> ran.add(Thread.currentThread()));
        assertThat(ran).containsExactly(Thread.currentThread());
    }

    @Test
    void taskGivenByATaskRunsBehindIt() {
        List<String> order = new ArrayList<>();
        strand.executeHere(() -> {
            strand.executeHere(() -> order.add("inner"));
            order.add("outer");
        });
        assertThat(order).containsExactly("outer", "inner");
    }

    @Test
    void whatAHandlerGivesRunsOnItsThreadAtTheEndOfItsBatch() throws Exception {
        HandlerThreads handlers = unguarded();
        List<Object> order = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(1);
        new Lane(handlers).execute(() -> {
            strand.execute(() -> {
                order.add(Thread.currentThread());
                done.countDown();
            });
            order.add(Thread.currentThread());
        });
        await(done);
        assertThat(order).hasSize(2);
        assertThat(order.get(1)).isSameAs(order.get(0));
        handlers.close();
    }

    @Test
    void handlerThatBlocksDoesNotHoldBackWhatItGave() throws Exception {
        HandlerThreads handlers = new HandlerThreads("batch-under-test", strand.deadlines(), 2);
        CountDownLatch ran = new CountDownLatch(1);
        CountDownLatch seen = new CountDownLatch(1);
        new Lane(handlers).execute(() -> {
            strand.execute(ran::countDown);
            try {
                await(ran);
                seen.countDown();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
        await(seen);
        handlers.close();
    }

    @Test
    void whatAHandlerGaveGoesBeforeWhatOthersGiveLater() throws Exception {
        HandlerThreads handlers = unguarded();
        List<String> order = new ArrayList<>();
        CountDownLatch given = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        new Lane(handlers).execute(() -> {
            strand.execute(() -> order.add("handler's"));
            given.countDown();
            try {
                await(done);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
        await(given);
        strand.executeHere(() -> order.add("other's"));
        done.countDown();
        assertThat(order).containsExactly("handler's", "other's");
        handlers.close();
    }

    @Test
    void taskThatFailsIsFollowedByTheNext() {
        List<String> ran = new ArrayList<>();
        strand.executeHere(() -> {
            strand.executeHere(() -> ran.add("next"));
            throw new IllegalStateException("on purpose");
        });
        assertThat(ran).containsExactly("next");
    }

    @Test
    void timerCancelledOnTheStrandDoesNotRunThoughItsTimeHasCome() throws Exception {
        AtomicBoolean ran = new AtomicBoolean();
        CountDownLatch cancelled = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        strand.executeHere(() -> {
            Strand.Timer timer = strand.after(Duration.ZERO, () -> ran.set(true));
            // This timer is behind the other one on the strand's own thread; both have to wait for this task.
            strand.after(Duration.ZERO, done::countDown);
            timer.cancel();
            cancelled.countDown();
        });
        await(cancelled);
        await(done);
        assertThat(ran).isFalse();
    }

    @Test
    void nothingRunsAfterTheEnd() throws Exception {
        strand.stop(Duration.ofSeconds(5));
        AtomicBoolean ran = new AtomicBoolean();
        strand.executeHere(() -> ran.set(true));
        strand.execute(() -> ran.set(true));
        assertThat(ran).isFalse();
    }
}
