package io.jettio.common.run;

import static io.jettio.common.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.common.fixture.LogWatch;
import io.jettio.common.fixture.SteppedTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LaneTest {
    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final SteppedTime time = new SteppedTime();
    private final HandlerThreads threads = new HandlerThreads("test", time.queue(), 4);

    @AfterEach
    void stop() {
        threads.close();
    }

    @Test
    void tasksRunInTheOrderInWhichTheyWereAdded() {
        Lane lane = new Lane(threads);
        List<Integer> ran = new CopyOnWriteArrayList<>();

        IntStream.range(0, 1_000).forEach(i -> lane.add(() -> ran.add(i)));

        eventually(() -> assertThat(ran).hasSize(1_000));
        assertThat(ran).isSorted();
    }

    @Test
    void eachAddingThreadKeepsItsOrderAndOneTaskRunsAtATime() throws InterruptedException {
        Lane lane = new Lane(threads);
        List<int[]> ran = new ArrayList<>(); // only on the lane, which is what this tests
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        int adders = 4;
        int each = 2_000;
        List<Thread> started = new ArrayList<>();
        for (int adder = 0; adder < adders; adder++) {
            int number = adder;
            Thread thread = new Thread(() -> {
                for (int i = 0; i < each; i++) {
                    int task = i;
                    lane.add(() -> {
                        most.accumulateAndGet(running.incrementAndGet(), Math::max);
                        ran.add(new int[] {number, task});
                        running.decrementAndGet();
                        done.incrementAndGet();
                    });
                }
            });
            thread.start();
            started.add(thread);
        }
        for (Thread thread : started) {
            thread.join();
        }

        eventually(() -> assertThat(done).hasValue(adders * each));
        assertThat(most).hasValue(1);
        for (int adder = 0; adder < adders; adder++) {
            int number = adder;
            assertThat(ran.stream().filter(entry -> entry[0] == number).map(entry -> entry[1]))
                    .hasSize(each)
                    .isSorted();
        }
    }

    @Test
    void anEndlessLaneLetsAnotherRunOnTheSameThread() {
        HandlerThreads single = new HandlerThreads("test", time.queue(), 1);
        Lane busy = new Lane(single);
        CountDownLatch stop = new CountDownLatch(1);
        busy.add(new Endless(busy, stop));
        Lane other = new Lane(single);
        CountDownLatch ran = new CountDownLatch(1);

        other.add(ran::countDown);

        eventually(() -> assertThat(ran.getCount()).isZero());
        stop.countDown();
        single.close();
    }

    /** Adds itself again each time it ran. */
    private static final class Endless extends Lane.Task {
        private final Lane lane;
        private final CountDownLatch stop;

        Endless(Lane lane, CountDownLatch stop) {
            this.lane = lane;
            this.stop = stop;
        }

        @Override
        protected void run() {
            if (stop.getCount() > 0) {
                lane.add(new Endless(lane, stop));
            }
        }
    }

    @Test
    void aTaskThatThrowsIsLoggedAndTheNextRuns() {
        log.expect("a task of ours failed");
        Lane lane = new Lane(threads);
        CountDownLatch ran = new CountDownLatch(1);

        lane.add(() -> {
            throw new IllegalStateException("on purpose");
        });
        lane.add(() -> {
            throw new AssertionError("on purpose");
        });
        lane.add(ran::countDown);

        eventually(() -> assertThat(ran.getCount()).isZero());
        assertThat(log.logged()).hasSize(2);
    }

    @Test
    void aBlockedTaskHoldsUpNoOtherLane() {
        Lane blocked = new Lane(threads);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch after = new CountDownLatch(1);
        blocked.add(() -> await(release));
        blocked.add(after::countDown);
        CountDownLatch ran = new CountDownLatch(1);

        new Lane(threads).add(ran::countDown);

        eventually(time, () -> assertThat(ran.getCount()).isZero());
        assertThat(after.getCount()).as("its own next task waits").isOne();
        release.countDown();
        eventually(() -> assertThat(after.getCount()).isZero());
    }

    @Test
    void aHeldLaneRunsNothingUntilItIsResumedAndThenTheResumingTaskFirst() {
        Lane lane = new Lane(threads);
        List<String> ran = new CopyOnWriteArrayList<>();
        AtomicReference<Lane.Hold> hold = new AtomicReference<>();
        CountDownLatch release = new CountDownLatch(1);
        lane.add(() -> await(release));
        lane.add(() -> hold.set(lane.hold()));
        lane.add(() -> ran.add("behind"));
        release.countDown();
        eventually(() -> assertThat(hold.get()).isNotNull());
        lane.add(() -> ran.add("later"));
        CountDownLatch other = new CountDownLatch(1);
        new Lane(threads).add(other::countDown);
        eventually(() -> assertThat(other.getCount()).isZero());
        assertThat(ran).isEmpty();

        hold.get().resume(task(() -> ran.add("resumed")));

        eventually(() -> assertThat(ran).containsExactly("resumed", "behind", "later"));
    }

    @Test
    void aHoldThatEndsBeforeItsTaskReturnsHoldsNothing() {
        Lane lane = new Lane(threads);
        List<String> ran = new CopyOnWriteArrayList<>();
        lane.add(() -> {
            lane.hold().resume(task(() -> ran.add("resumed")));
            ran.add("holder");
        });
        lane.add(() -> lane.hold().release());
        lane.add(() -> ran.add("behind"));

        eventually(() -> assertThat(ran).containsExactly("holder", "resumed", "behind"));
    }

    @Test
    void aBrokenHoldLetsTheLaneGoOnAndItsTaskComesLast() {
        Lane lane = new Lane(threads);
        List<String> ran = new CopyOnWriteArrayList<>();
        AtomicReference<Lane.Hold> hold = new AtomicReference<>();
        lane.add(() -> hold.set(lane.hold()));
        lane.add(() -> ran.add("behind"));
        eventually(() -> assertThat(hold.get()).isNotNull());

        lane.breakHold();
        lane.breakHold();
        eventually(() -> assertThat(ran).containsExactly("behind"));
        hold.get().resume(task(() -> ran.add("too late")));

        eventually(() -> assertThat(ran).containsExactly("behind", "too late"));
    }

    @Test
    void holdsThatRaceWithTheirEndLoseNoTask() {
        Lane lane = new Lane(threads);
        List<Integer> ran = new CopyOnWriteArrayList<>();
        HandlerThreads resuming = new HandlerThreads("test", time.queue(), 2);
        for (int i = 0; i < 2_000; i++) {
            int n = i;
            lane.add(() -> {
                Lane.Hold hold = lane.hold();
                resuming.complete(() -> hold.resume(task(() -> ran.add(n))));
            });
        }
        eventually(time, () -> assertThat(ran).hasSize(2_000));
        assertThat(ran).isSorted();
        resuming.close();
    }

    private static Lane.Task task(Runnable work) {
        return new Lane.Task() {
            @Override
            protected void run() {
                work.run();
            }
        };
    }

    @Test
    void whatWaitsWhenTheThreadsAreClosedStillRuns() {
        Lane lane = new Lane(threads);
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger ran = new AtomicInteger();
        lane.add(() -> await(release));
        IntStream.range(0, 1_000)
                .forEach(i -> lane.add(() -> {
                    ran.incrementAndGet();
                }));

        threads.close();
        release.countDown();

        eventually(() -> assertThat(ran).hasValue(1_000));
    }

    /** As the close event of a session does that ends on another thread meanwhile. */
    @Test
    void whatComesWhenTheThreadsAreClosedStillRunsInOrderAndNotOnTheCallersThread() {
        threads.close();
        Lane lane = new Lane(threads);
        List<Integer> ran = new CopyOnWriteArrayList<>();
        List<Thread> on = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 300; i++) {
            int number = i;
            lane.add(() -> {
                ran.add(number);
                on.add(Thread.currentThread());
            });
        }

        eventually(() -> assertThat(ran).hasSize(300).isSorted());
        assertThat(on).doesNotContain(Thread.currentThread()).allMatch(Thread::isDaemon);
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
