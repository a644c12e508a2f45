package io.jettio.common.run;

import static io.jettio.common.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.common.fixture.SteppedTime;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GrowingPoolTest {
    private static final int MOST = 40;

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

    private void nothingIsArmed() {
        assertThat(time.queue().size()).as("armed deadlines").isZero();
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
