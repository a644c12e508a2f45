package io.jettio.common.run;

import static io.jettio.common.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.common.fixture.LogWatch;
import io.jettio.common.fixture.SteppedTime;
import java.util.List;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the thread that reads has for handlers waits until all is read, but not long, and is not lost. */
class HandOverTest {
    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final SteppedTime time = new SteppedTime();
    private final GrowingPool pool = new GrowingPool("test-handler", 4, time.queue());
    private final HandlerThreads threads = threads(pool);
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicLong nanos = new AtomicLong(-7);
    private final HandOver handOver = new HandOver(asked::incrementAndGet, nanos::get);
    private final List<String> ran = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        threads.close();
    }

    @Test
    void whileItIsReadNothingIsBegun() {
        HandlerThreads atOnce = threads(new AtOnce());

        handOver.during(() -> {
            atOnce.execute(() -> ran.add("first"));
            atOnce.execute(() -> ran.add("second"));
        });

        assertThat(ran).isEmpty();
        assertThat(asked).as("asked for the time when all is read").hasValue(1);
        handOver.finish();
        assertThat(ran).containsExactly("first", "second");
    }

    @Test
    void severalReadingsAreHandedOverTogetherAndInOrder() {
        Set<Thread> by = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 100; i++) {
            String piece = "piece " + i;
            handOver.during(() -> threads.execute(() -> {
                by.add(Thread.currentThread());
                ran.add(piece);
            }));
        }

        handOver.finish();

        eventually(() -> assertThat(ran).hasSize(100));
        assertThat(ran).first().isEqualTo("piece 0");
        assertThat(ran).last().isEqualTo("piece 99");
        assertThat(by).hasSize(1);
        assertThat(asked).hasValue(1);
    }

    @Test
    void whatWasHandedOverIsNotHandedOverAgain() {
        HandlerThreads atOnce = threads(new AtOnce());
        handOver.during(() -> atOnce.execute(() -> ran.add("first")));
        handOver.finish();

        handOver.finish();

        assertThat(ran).containsExactly("first");
        handOver.during(() -> atOnce.execute(() -> ran.add("second")));
        assertThat(asked).as("asked, as there is something again").hasValue(2);
    }

    @Test
    void whoReadsForLongDoesNotKeepWhatItHas() {
        HandlerThreads atOnce = threads(new AtOnce());

        handOver.during(() -> {
            atOnce.execute(() -> ran.add("first"));
            nanos.addAndGet(HandOver.PATIENCE_NANOS);
            atOnce.execute(() -> ran.add("in time"));
            assertThat(ran).isEmpty();
            nanos.addAndGet(1);
            atOnce.execute(() -> ran.add("late"));
            assertThat(ran).containsExactly("first", "in time", "late");

            atOnce.execute(() -> ran.add("first of the next"));
            nanos.addAndGet(HandOver.PATIENCE_NANOS);
            atOnce.execute(() -> ran.add("in time for it"));
        });

        assertThat(ran).hasSize(3);
        assertThat(asked).as("the end was asked for once").hasValue(1);
        handOver.finish();
        assertThat(ran).hasSize(5);
    }

    @Test
    void whatIsDeferredIsDoneAtTheEndAndBeforeWhatItBringsIsHandedOver() {
        HandlerThreads atOnce = threads(new AtOnce());

        handOver.during(() -> assertThat(HandOver.defers(() -> {
                    ran.add("deferred");
                    atOnce.execute(() -> ran.add("what it brought"));
                    ran.add("deferred to its end");
                }))
                .isTrue());

        assertThat(ran).isEmpty();
        assertThat(asked).hasValue(1);
        handOver.finish();
        assertThat(ran).containsExactly("deferred", "deferred to its end", "what it brought");
    }

    @Test
    void whatFailsWhenItIsDoneAtTheEndDoesNotTakeTheRestWithIt() {
        log.expect("a connection's work failed");
        handOver.during(() -> {
            assertThat(HandOver.defers(() -> {
                        throw new IllegalStateException("meant");
                    }))
                    .isTrue();
            assertThat(HandOver.defers(() -> ran.add("the next"))).isTrue();
        });

        handOver.finish();

        assertThat(ran).containsExactly("the next");
        assertThat(log.logged()).singleElement().asString().contains("meant");
    }

    @Test
    void whoDoesNotGatherDefersNothing() {
        assertThat(HandOver.defers(() -> ran.add("never"))).isFalse();
        handOver.finish();
        assertThat(ran).isEmpty();
    }

    @Test
    void eachPieceGoesToItsOwnThreads() {
        AtOnce one = new AtOnce();
        AtOnce other = new AtOnce();
        HandlerThreads ofOne = threads(one);
        HandlerThreads ofOther = threads(other);

        handOver.during(() -> {
            ofOne.execute(() -> ran.add("one"));
            ofOther.execute(() -> ran.add("other"));
            ofOne.execute(() -> ran.add("one, too"));
        });
        handOver.finish();

        assertThat(ran).containsExactlyInAnyOrder("one", "other", "one, too");
        assertThat(one.executed).as("handed over together").hasValue(1);
        assertThat(other.executed).hasValue(1);
    }

    @Test
    void whoDoesNotReadHasItsWorkDoneAtOnce() {
        HandlerThreads atOnce = threads(new AtOnce());
        handOver.during(() -> {});

        atOnce.execute(() -> ran.add("behind a reading"));

        assertThat(ran).containsExactly("behind a reading");
        assertThat(asked).hasValue(0);
    }

    @Test
    void aReadingThatFailsIsOver() {
        HandlerThreads atOnce = threads(new AtOnce());
        try {
            handOver.during(() -> {
                atOnce.execute(() -> ran.add("before it failed"));
                throw new IllegalStateException("failed");
            });
        } catch (IllegalStateException expected) {
            atOnce.execute(() -> ran.add("behind"));
        }

        assertThat(ran).containsExactly("behind");
        handOver.finish();
        assertThat(ran).containsExactly("behind", "before it failed");
    }

    @Test
    void whatComesAfterTheThreadsWereClosedIsDone() {
        threads.close();
        handOver.during(() -> {
            threads.execute(() -> ran.add(Thread.currentThread().getName()));
            threads.execute(() -> ran.add(Thread.currentThread().getName()));
        });

        handOver.finish();

        eventually(() -> assertThat(ran).containsExactly("test-handler-late", "test-handler-late"));
    }

    @Test
    void whoAwaitsTheHandlersAwaitsWhatWaitedBehindOneThatBlocks() {
        CountDownLatch blocks = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        handOver.during(() -> {
            threads.execute(() -> {
                blocks.countDown();
                LaneTest.await(release);
            });
            threads.execute(() -> {
                ran.add("behind");
                release.countDown();
            });
        });
        handOver.finish();
        LaneTest.await(blocks);

        threads.close();
        threads.awaitHandlers(TimeUnit.SECONDS.toNanos(20));

        assertThat(pool.isTerminated()).isTrue();
        assertThat(ran).containsExactly("behind");
    }

    @Test
    void aLanesTasksAreDoneInTheirOrderThoughSomeCameFromElsewhere() {
        Lane lane = new Lane(threads);
        handOver.during(() -> {
            lane.add(() -> ran.add("first"));
            lane.add(() -> ran.add("second"));
        });
        lane.add(() -> ran.add("from elsewhere"));

        handOver.finish();

        eventually(() -> assertThat(ran).containsExactly("first", "second", "from elsewhere"));
    }

    private HandlerThreads threads(ExecutorService handlers) {
        return new HandlerThreads("test", time.queue(), handlers, new AtOnce());
    }

    /** Executes on the thread that asks for it, so that what was begun is known. */
    private static final class AtOnce extends AbstractExecutorService {
        final AtomicInteger executed = new AtomicInteger();

        @Override
        public void execute(Runnable work) {
            executed.incrementAndGet();
            work.run();
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }
}
