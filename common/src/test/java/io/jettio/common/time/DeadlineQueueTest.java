package io.jettio.common.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.common.fixture.LogWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeadlineQueueTest {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;

    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final AtomicLong clock = new AtomicLong(123 * SECOND);
    private final List<String> done = new ArrayList<>();
    private int wakeUps;
    private final DeadlineQueue queue = new DeadlineQueue(clock::get, () -> wakeUps++);

    @Test
    void whatIsDueIsDoneInTheOrderOfItsTimes() {
        schedule(30, "c");
        schedule(10, "a");
        schedule(20, "b");

        pass(30);

        assertThat(done).containsExactly("a", "b", "c");
        assertThat(queue.size()).isZero();
    }

    @Test
    void aDeadlineIsDoneExactlyAtItsTimeAndNotBefore() {
        schedule(10, "a");

        pass(9);
        assertThat(done).isEmpty();
        pass(1);
        assertThat(done).containsExactly("a");
    }

    @Test
    void runDueSaysWhenItWantsToBeRunAgain() {
        assertThat(queue.runDue()).isEqualTo(Long.MAX_VALUE);

        schedule(10, "a");
        assertThat(queue.runDue()).isEqualTo(10 * MILLI);

        clock.addAndGet(10 * MILLI);
        assertThat(queue.runDue()).as("something was done").isZero();
        assertThat(queue.runDue()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aFarDeadlineStillAsksForTicks() {
        schedule(60_000, "a");

        assertThat(queue.runDue()).isEqualTo(DeadlineQueue.TICK_NANOS);
    }

    @Test
    void onlyAnEarlierDeadlineWakesTheTimer() {
        schedule(100, "a");
        assertThat(wakeUps).isOne();
        schedule(200, "b");
        assertThat(wakeUps).isOne();
        schedule(50, "c");
        assertThat(wakeUps).isEqualTo(2);
    }

    @Test
    void aTimerThatTicksAnywayIsNotWokenForWhatComesLater() {
        schedule(60_000, "a");
        queue.runDue();

        schedule(1_000, "b");
        assertThat(wakeUps).as("it wakes after half a second by itself").isOne();
        schedule(400, "c");
        assertThat(wakeUps).isEqualTo(2);
    }

    @Test
    void aCancelledDeadlineIsNotDone() {
        Deadline first = schedule(10, "a");
        schedule(20, "b");

        queue.cancel(first);
        queue.cancel(first);
        pass(30);

        assertThat(done).containsExactly("b");
    }

    @Test
    void aDeadlineMovesBothWays() {
        Deadline later = schedule(10, "later");
        Deadline sooner = schedule(30, "sooner");
        schedule(20, "middle");

        queue.reschedule(later, queue.now() + 40 * MILLI);
        queue.reschedule(sooner, queue.now() + 5 * MILLI);
        pass(50);

        assertThat(done).containsExactly("sooner", "middle", "later");
    }

    @Test
    void aDeadlineThatWasDoneCanBeArmedAgain() {
        Deadline[] self = new Deadline[1];
        self[0] = queue.unarmed(() -> {
            done.add("x");
            if (done.size() < 3) {
                queue.reschedule(self[0], queue.now() + 10 * MILLI);
            }
        });
        queue.reschedule(self[0], queue.now() + 10 * MILLI);

        pass(10);
        pass(10);
        pass(10);
        pass(10);

        assertThat(done).containsExactly("x", "x", "x");
    }

    @Test
    void anActionThatThrowsLeavesTheOthersAlone() {
        log.expect("a deadline's action failed");
        queue.schedule(queue.now() + 10 * MILLI, () -> {
            throw new IllegalStateException("on purpose");
        });
        schedule(11, "b");

        pass(20);

        assertThat(done).containsExactly("b");
    }

    @Test
    void aPauseOfTheProcessMovesEveryDeadline() {
        schedule(2_000, "a");
        schedule(45_000, "b");
        queue.runDue();

        pause(Duration.ofSeconds(30));
        assertThat(done).as("what waits in the network buffers is read first").isEmpty();

        passInSteps(1_999);
        assertThat(done).isEmpty();
        passInSteps(1_001);
        assertThat(done).containsExactly("a");
        passInSteps(43_000);
        assertThat(done).containsExactly("a", "b");
    }

    @Test
    void aPauseIsSeenByWhoeverLooksAtTheClockFirst() {
        schedule(25_000, "a");
        long before = queue.now();

        clock.addAndGet(30 * SECOND);
        assertThat(queue.now() - before).as("the clock stood still").isLessThanOrEqualTo(0);

        queue.runDue();
        assertThat(done).isEmpty();
    }

    @Test
    void aWakeUpThatIsALittleLateIsNoPause() {
        schedule(1_200, "a");
        queue.runDue();

        clock.addAndGet(DeadlineQueue.TICK_NANOS + DeadlineQueue.PAUSE_NANOS);
        queue.runDue();

        assertThat(done).containsExactly("a");
    }

    @Test
    void timeInWhichNothingIsArmedIsNoPause() {
        schedule(10, "a");
        pass(10);

        clock.addAndGet(3_600 * SECOND);
        schedule(10, "b");
        pass(10);

        assertThat(done).containsExactly("a", "b");
    }

    @Test
    void anyMixOfChangesDoesWhatASortedMapWouldDo() {
        long seed = 20_260_417L;
        Random random = new Random(seed);
        TreeMap<Long, List<Integer>> model = new TreeMap<>();
        Deadline[] deadlines = new Deadline[200];
        long[] armedAt = new long[deadlines.length];
        List<Integer> ran = new ArrayList<>();
        for (int i = 0; i < deadlines.length; i++) {
            int number = i;
            deadlines[i] = queue.unarmed(() -> ran.add(number));
            armedAt[i] = -1;
        }
        for (int round = 0; round < 20_000; round++) {
            int i = random.nextInt(deadlines.length);
            int move = random.nextInt(10);
            if (move < 6) {
                take(model, armedAt, i);
                armedAt[i] = queue.now() + random.nextInt(1_000) * MILLI;
                model.computeIfAbsent(armedAt[i], key -> new ArrayList<>()).add(i);
                queue.reschedule(deadlines[i], armedAt[i]);
            } else if (move < 8) {
                take(model, armedAt, i);
                queue.cancel(deadlines[i]);
            } else {
                clock.addAndGet(random.nextInt(100) * MILLI);
                ran.clear();
                queue.runDue();
                List<Integer> expected = new ArrayList<>();
                while (!model.isEmpty() && model.firstKey() <= queue.now()) {
                    expected.addAll(model.pollFirstEntry().getValue());
                }
                assertThat(ran).as("round %d, seed %d", round, seed).containsExactlyInAnyOrderElementsOf(expected);
                assertThat(ran)
                        .as("round %d, seed %d", round, seed)
                        .isSortedAccordingTo(Comparator.comparingLong(number -> armedAt[number]));
                expected.forEach(number -> armedAt[number] = -1);
            }
            int armed = model.values().stream().mapToInt(List::size).sum();
            assertThat(queue.size()).as("round %d, seed %d", round, seed).isEqualTo(armed);
        }
    }

    private static void take(Map<Long, List<Integer>> model, long[] armedAt, int i) {
        if (armedAt[i] >= 0) {
            List<Integer> sameTime = model.get(armedAt[i]);
            sameTime.remove((Integer) i);
            if (sameTime.isEmpty()) {
                model.remove(armedAt[i]);
            }
            armedAt[i] = -1;
        }
    }

    private Deadline schedule(long millis, String name) {
        return queue.schedule(queue.now() + millis * MILLI, () -> done.add(name));
    }

    private void pass(long millis) {
        clock.addAndGet(millis * MILLI);
        queue.runDue();
    }

    private void passInSteps(long millis) {
        for (long left = millis; left > 0; left -= 100) {
            pass(Math.min(100, left));
        }
    }

    private void pause(Duration length) {
        clock.addAndGet(length.toNanos());
        queue.runDue();
    }
}
