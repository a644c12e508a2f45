package io.jettio.common.run;

import static io.jettio.common.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jettio.common.fixture.LogWatch;
import io.jettio.common.fixture.SteppedTime;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GrowingPoolTest {
    private static final int MOST = 40;
    private static final Duration LOOK = Duration.ofMillis(2);

    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final SteppedTime time = new SteppedTime();
    private final GrowingPool pool = new GrowingPool("test", MOST, time.queue());
    private final int least = pool.getCorePoolSize();
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger finished = new AtomicInteger();

    @AfterEach
    void stop() {
        release.countDown();
        pool.shutdown();
        eventually(time, () -> assertThat(pool.isTerminated()).isTrue());
    }

    @Test
    void tasksThatBlockDoNotHoldUpOthers() {
        block(MOST - 1);
        CountDownLatch ran = new CountDownLatch(1);

        pool.execute(ran::countDown);

        eventually(time, () -> assertThat(ran.getCount()).isZero());
    }

    @Test
    void noMoreTasksThanTheMostRunAtOnce() {
        block(MOST + 10);

        eventually(time, () -> assertThat(begun).hasValue(MOST));
        time.advance(Duration.ofSeconds(1));
        assertThat(begun).hasValue(MOST);
        assertThat(pool.getPoolSize()).isEqualTo(MOST);

        release.countDown();
        eventually(time, () -> assertThat(finished).hasValue(MOST + 10));
    }

    @Test
    void withoutBlockingItStaysSmall() {
        for (int i = 0; i < 1_000; i++) {
            pool.execute(finished::incrementAndGet);
        }

        eventually(() -> assertThat(finished).hasValue(1_000));
        assertThat(pool.getLargestPoolSize()).isLessThanOrEqualTo(least);
    }

    @Test
    void afterTheBlockingIsOverItIsSmallAgain() {
        block(MOST);
        eventually(time, () -> assertThat(begun).hasValue(MOST));

        release.countDown();

        eventually(time, () -> assertThat(pool.getCorePoolSize()).isEqualTo(least));
    }

    @Test
    void whileNothingWaitsItDoesNotLook() {
        pool.execute(finished::incrementAndGet);
        eventually(() -> assertThat(finished).hasValue(1));

        eventually(time, this::nothingIsArmed);
    }

    @Test
    void aPoolOfOneThreadIsAllowed() {
        GrowingPool single = new GrowingPool("single", 1, time.queue());
        CountDownLatch ran = new CountDownLatch(2);

        single.execute(ran::countDown);
        single.execute(ran::countDown);

        eventually(time, () -> assertThat(ran.getCount()).isZero());
        single.shutdown();
    }

    @Test
    void aBundleIsDoneInItsOrderByOneThread() {
        List<Integer> ran = new CopyOnWriteArrayList<>();
        Set<Thread> by = ConcurrentHashMap.newKeySet();

        pool.executeAll(pieces(1_000, i -> {
            ran.add(i);
            by.add(Thread.currentThread());
        }));

        eventually(() -> assertThat(ran).hasSize(1_000));
        assertThat(ran).isSorted();
        assertThat(by).hasSize(1);
        assertThat(pool.getLargestPoolSize()).isEqualTo(1);
    }

    @Test
    void whatWaitsBehindAPieceThatBlocksIsDoneByOthersAfterTwoLooks() {
        List<Integer> ran = new CopyOnWriteArrayList<>();
        pool.executeAll(pieces(20, i -> {
            if (i == 0) {
                blocks();
            } else {
                ran.add(i);
            }
        }));
        eventually(() -> assertThat(begun).hasValue(1));

        time.advance(LOOK);
        assertThat(pool.getPoolSize()).as("threads after the first look").isEqualTo(1);
        time.advance(LOOK);

        eventually(() -> assertThat(ran).hasSize(19));
        assertThat(finished).hasValue(0);
        assertThat(ran).doesNotHaveDuplicates();
    }

    @Test
    void piecesThatAllBlockHoldUpNoneOfTheirs() {
        pool.executeAll(pieces(MOST, i -> blocks()));

        eventually(time, () -> assertThat(begun).hasValue(MOST));
    }

    @Test
    void aPieceThatFailsDoesNotTakeTheRestWithIt() {
        List<Integer> ran = new CopyOnWriteArrayList<>();
        log.expect("a task of ours failed");
        pool.executeAll(pieces(5, i -> {
            ran.add(i);
            if (i % 2 == 0) {
                throw new IllegalStateException("piece " + i);
            }
        }));

        eventually(() -> assertThat(ran).containsExactly(0, 1, 2, 3, 4));
        eventually(() -> assertThat(log.logged()).hasSize(3));
        eventually(time, this::nothingIsArmed);
    }

    @Test
    void aClosedPoolRejectsABundleAndDoesNotLookForItsSake() {
        block(MOST);
        AtomicInteger rejected = new AtomicInteger();
        pool.shutdown();

        assertThatThrownBy(() -> pool.executeAll(pieces(2, i -> rejected.incrementAndGet())))
                .isInstanceOf(RejectedExecutionException.class);

        release.countDown();
        eventually(time, () -> assertThat(finished).hasValue(MOST));
        eventually(time, this::nothingIsArmed);
        assertThat(rejected).hasValue(0);
    }

    @Test
    void whatWaitsBehindAPieceThatBlocksIsDoneThoughThePoolWasClosed() {
        pool.executeAll(pieces(3, i -> {
            if (i < 2) {
                blocks();
            } else {
                release.countDown();
            }
        }));
        eventually(() -> assertThat(begun).hasValue(1));

        pool.shutdown();

        eventually(time, () -> assertThat(finished).hasValue(2));
        eventually(time, this::nothingIsArmed);
    }

    @Test
    void whileTheLastPieceOfABundleBlocksItDoesNotLook() {
        pool.executeAll(pieces(3, i -> {
            if (i == 2) {
                blocks();
            }
        }));
        eventually(() -> assertThat(begun).hasValue(1));

        eventually(time, this::nothingIsArmed);
        assertThat(finished).hasValue(0);
    }

    private void nothingIsArmed() {
        assertThat(time.queue().size()).as("armed deadlines").isZero();
    }

    private static List<Runnable> pieces(int count, IntConsumer piece) {
        return IntStream.range(0, count)
                .<Runnable>mapToObj(i -> () -> piece.accept(i))
                .toList();
    }

    private void blocks() {
        begun.incrementAndGet();
        LaneTest.await(release);
        finished.incrementAndGet();
    }

    private void block(int tasks) {
        for (int i = 0; i < tasks; i++) {
            pool.execute(this::blocks);
        }
    }
}
