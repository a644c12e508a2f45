package io.jettio.common.run;

import static io.jettio.common.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.common.fixture.LogWatch;
import io.jettio.common.fixture.SteppedTime;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FlushScopeTest {
    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final SteppedTime time = new SteppedTime();
    private final HandlerThreads threads = new HandlerThreads("test", time.queue(), 4);
    private final Lane lane = new Lane(threads);
    private final AtomicInteger flushes = new AtomicInteger();
    private final FlushScope.Target target = flushes::incrementAndGet;

    @AfterEach
    void stop() {
        threads.close();
        eventually(
                time,
                () -> assertThat(time.queue().size()).as("armed deadlines").isZero());
    }

    @Test
    void noScopeDefersOutsideALane() {
        assertThat(FlushScope.current()).isNull();
        FlushScope.flushNow();
    }

    @Test
    void whatABatchDefersIsFlushedAtItsEnd() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch queued = new CountDownLatch(1);
        AtomicInteger flushedBefore = new AtomicInteger(-1);
        lane.add(() -> {
            begun.countDown();
            LaneTest.await(queued);
        });
        eventually(() -> assertThat(begun.getCount()).isZero());
        lane.add(this::defer);
        lane.add(() -> flushedBefore.set(flushes.get()));

        queued.countDown();

        eventually(() -> assertThat(flushes).hasValue(1));
        assertThat(flushedBefore).as("flushed while the batch ran").hasValue(0);
    }

    @Test
    void aHandlerThatBlocksDoesNotHoldBackWhatItSentBefore() {
        CountDownLatch release = new CountDownLatch(1);
        lane.add(() -> {
            defer();
            LaneTest.await(release);
        });

        eventually(time, () -> assertThat(flushes).hasValue(1));

        release.countDown();
    }

    @Test
    void aHandlerThatGoesOnBlockingIsFlushedAgain() {
        CountDownLatch more = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        lane.add(() -> {
            defer();
            LaneTest.await(more);
            defer();
            LaneTest.await(release);
        });
        eventually(time, () -> assertThat(flushes).hasValue(1));

        more.countDown();

        eventually(time, () -> assertThat(flushes).hasValue(2));
        release.countDown();
    }

    @Test
    void whoeverIsAboutToBlockCanFlushAtOnce() {
        AtomicInteger seen = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(1);
        lane.add(() -> {
            defer();
            FlushScope.flushNow();
            seen.set(flushes.get());
            done.countDown();
        });

        eventually(() -> assertThat(done.getCount()).isZero());
        assertThat(seen).hasValue(1);
        assertThat(flushes).as("not again at the end").hasValue(1);
    }

    @Test
    void theGuardSleepsWhileNothingIsDeferred() {
        lane.add(this::defer);
        eventually(() -> assertThat(flushes).hasValue(1));

        eventually(time, () -> assertThat(time.queue().size()).isZero());
    }

    private void defer() {
        Objects.requireNonNull(FlushScope.current()).defer(target);
    }
}
