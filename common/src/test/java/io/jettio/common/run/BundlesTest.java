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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bundles on the threads that handlers have on the running JDK. */
class BundlesTest {
    private static final int MOST = 40;
    private static final Duration LOOK = Duration.ofMillis(2);

    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final SteppedTime time = new SteppedTime();
    private final ExecutorService threads = HandlerThreads.pool("test", time.queue(), MOST);
    private final Bundles bundles = new Bundles("test", time.queue());
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger finished = new AtomicInteger();
    private final List<Integer> ran = new CopyOnWriteArrayList<>();
    private final Set<Thread> by = ConcurrentHashMap.newKeySet();

    @AfterEach
    void stop() {
        release.countDown();
        threads.shutdown();
        eventually(time, () -> assertThat(threads.isTerminated()).isTrue());
    }

    @Test
    void itIsDoneInItsOrderByOneThread() {
        execute(1_000, ran::add);

        eventually(() -> assertThat(ran).hasSize(1_000));
        assertThat(ran).isSorted();
        assertThat(by).hasSize(1);
    }

    @Test
    void whatWaitsBehindAPieceThatBlocksIsDoneByOthersAfterTwoLooks() {
        executeNineteenBehindOneThatBlocks();

        time.advance(LOOK);
        assertThat(by).as("threads after the first look").hasSize(1);
        time.advance(LOOK);

        eventually(() -> assertThat(ran).hasSize(19));
        assertThat(finished).hasValue(0);
        assertThat(ran).doesNotHaveDuplicates();
    }

    @Test
    void whatIsSpreadWaitsForNoLook() {
        executeNineteenBehindOneThatBlocks();

        bundles.spread();

        eventually(() -> assertThat(ran).hasSize(19));
        assertThat(finished).hasValue(0);
        assertThat(ran).doesNotHaveDuplicates();
    }

    @Test
    void piecesThatAllBlockHoldUpNoneOfTheirs() {
        execute(MOST, i -> blocks());

        eventually(time, () -> assertThat(begun).hasValue(MOST));
    }

    @Test
    void aPieceThatFailsDoesNotTakeTheRestWithIt() {
        log.expect("a task of ours failed");
        execute(5, i -> {
            ran.add(i);
            if (i % 2 == 0) {
                throw new IllegalStateException("piece " + i);
            }
        });

        eventually(() -> assertThat(ran).containsExactly(0, 1, 2, 3, 4));
        eventually(() -> assertThat(log.logged()).hasSize(3));
        eventually(time, this::nothingIsArmed);
    }

    @Test
    void aPieceThatInterruptsItsThreadDoesNotInterruptTheNext() {
        List<Boolean> interrupted = new CopyOnWriteArrayList<>();
        execute(3, i -> {
            interrupted.add(Thread.currentThread().isInterrupted());
            Thread.currentThread().interrupt();
        });

        eventually(() -> assertThat(interrupted).containsExactly(false, false, false));
    }

    @Test
    void whatAClosedExecutorRejectsIsNotRunNorLookedAt() {
        threads.shutdown();

        assertThatThrownBy(() -> execute(2, ran::add)).isInstanceOf(RejectedExecutionException.class);

        nothingIsArmed();
        assertThat(ran).isEmpty();
    }

    @Test
    void whatWaitsBehindAPieceThatBlocksIsDoneThoughTheExecutorWasClosed() {
        execute(3, i -> {
            if (i < 2) {
                blocks();
            } else {
                release.countDown();
            }
        });
        eventually(() -> assertThat(begun).hasValue(1));

        threads.shutdown();

        eventually(time, () -> assertThat(finished).hasValue(2));
        eventually(time, this::nothingIsArmed);
    }

    @Test
    void whileTheLastPieceBlocksNothingIsLookedAt() {
        execute(3, i -> {
            if (i == 2) {
                blocks();
            }
        });
        eventually(() -> assertThat(begun).hasValue(1));

        eventually(time, this::nothingIsArmed);
        assertThat(finished).hasValue(0);
    }

    private void execute(int count, IntConsumer piece) {
        bundles.execute(
                threads,
                IntStream.range(0, count)
                        .<Runnable>mapToObj(i -> () -> {
                            by.add(Thread.currentThread());
                            piece.accept(i);
                        })
                        .toList());
    }

    private void executeNineteenBehindOneThatBlocks() {
        execute(20, i -> {
            if (i == 0) {
                blocks();
            } else {
                ran.add(i);
            }
        });
        eventually(() -> assertThat(begun).hasValue(1));
    }

    private void blocks() {
        begun.incrementAndGet();
        LaneTest.await(release);
        finished.incrementAndGet();
    }

    private void nothingIsArmed() {
        assertThat(time.queue().size()).as("armed deadlines").isZero();
    }
}
