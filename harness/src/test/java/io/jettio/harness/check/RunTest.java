package io.jettio.harness.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jettio.harness.wire.Inexpressible;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How cases are run, whatever is checked. */
class RunTest {
    private static final Duration NEVER_LATE = Duration.ofDays(1);
    private static final Duration ALWAYS_LATE = Duration.ofDays(-1);

    private final ConcurrentLinkedQueue<String> ran = new ConcurrentLinkedQueue<>();

    /** A trial that opens nothing. */
    private static final class Still extends Trial {
        private boolean late;
        private boolean timedOut;

        Still() {
            super(2);
        }

        @Override
        protected boolean late() {
            return late;
        }

        @Override
        protected boolean mayHaveTimedOut() {
            return timedOut;
        }
    }

    /** Something to check, on a machine that stands still or does not. */
    private record Fake(Duration bound, boolean begins) implements Checked<Still> {
        @Override
        public String name() {
            return "fake";
        }

        @Override
        public String introduced(int cases) {
            return "fake";
        }

        @Override
        public void warmUp() {}

        @Override
        public Still trial(long seed) {
            if (!begins) {
                throw new IllegalArgumentException("no trial can begin");
            }
            return new Still();
        }

        @Override
        public Pulse pulse() {
            return new Pulse(bound, () -> true);
        }

        @Override
        public int tries() {
            return 4;
        }
    }

    private Cases<Still> cases() {
        return new Cases<>("E4-TEST", Section.E4_PROTOCOL);
    }

    private List<Result> run(Duration bound, long seed, List<Case<Still>> cases) throws Exception {
        return new Run<>(new Fake(bound, true), seed, 2).of(cases, result -> {});
    }

    @Test
    void seedDecidesTheOrderOfCasesAndNotThatOfResults() throws Exception {
        Cases<Still> twenty = cases();
        IntStream.range(0, 20).forEach(number -> twenty.must(number, "", trial -> ran.add("" + number)));
        List<List<String>> orders = new ArrayList<>();
        for (long seed : new long[] {1, 1, 2}) {
            ran.clear();
            List<Result> results = new Run<>(new Fake(NEVER_LATE, true), seed, 1).of(twenty.list(), result -> {});
            assertThat(results).extracting(Result::subject).isEqualTo(twenty.list());
            orders.add(List.copyOf(ran));
        }
        assertThat(orders.get(0)).isEqualTo(orders.get(1)).isNotEqualTo(orders.get(2));
    }

    @Test
    void whatMayBeTheEndOfAPeerIsRunAfterAllOthers() throws Exception {
        List<Case<Still>> cases =
                cases().last().must(1, "", trial -> ran.add("last")).list();
        List<Case<Still>> all = new ArrayList<>(cases);
        all.addAll(cases().must(2, "", trial -> ran.add("one"))
                .must(3, "", trial -> ran.add("one"))
                .list());
        for (int seed = 0; seed < 10; seed++) {
            ran.clear();
            assertThat(run(NEVER_LATE, seed, all)).hasSize(3).allMatch(Result::passed);
            assertThat(ran).containsExactly("one", "one", "last");
        }
    }

    @Test
    void failureCountsAtOnceWhereNothingStoodStill() throws Exception {
        Result result = failing(NEVER_LATE, 100);
        assertThat(result.failure()).isEqualTo("failed 1");
        assertThat(result.tries()).isEqualTo(1);
        assertThat(result.transcript()).containsExactly("> two", "< three \\x1e | four");
    }

    @Test
    void failureWhileAllStoodStillIsTriedAgain() throws Exception {
        assertThat(failing(ALWAYS_LATE, 100).failure()).isEqualTo("failed 4");
        Result passed = failing(ALWAYS_LATE, 2);
        assertThat(passed.passed()).isTrue();
        assertThat(passed.tries()).isEqualTo(3);
        assertThat(passed.transcript()).isEmpty();
    }

    @Test
    void failureOfATrialThatWasTooSlowIsTriedAgain() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        List<Case<Still>> one = cases().must(1, "", trial -> {
                    trial.late = tries.incrementAndGet() < 3;
                    throw new AssertionError("failed " + tries);
                })
                .list();
        Result result = run(NEVER_LATE, 1, one).get(0);
        assertThat(result.failure()).isEqualTo("failed 3");
        assertThat(result.tries()).isEqualTo(3);
    }

    @Test
    void passThatMayBeATimeoutIsTriedAgainWhereAllStoodStill() throws Exception {
        assertThat(timedOut(ALWAYS_LATE).tries()).isEqualTo(3);
        assertThat(timedOut(NEVER_LATE).tries()).isEqualTo(1);
    }

    private Result timedOut(Duration bound) throws Exception {
        AtomicInteger tries = new AtomicInteger();
        List<Case<Still>> one = cases().must(1, "", trial -> trial.timedOut = tries.incrementAndGet() < 3)
                .list();
        return run(bound, 1, one).get(0);
    }

    private Result failing(Duration bound, int times) throws Exception {
        AtomicInteger tries = new AtomicInteger();
        List<Case<Still>> one = cases().must(1, "", trial -> {
                    trial.sent("one");
                    trial.sent("two");
                    trial.received("three \u001e\r\nfour");
                    int number = tries.incrementAndGet();
                    Expect.that(number > times, "failed " + number);
                })
                .list();
        return run(bound, 1, one).get(0);
    }

    @Test
    void whatThePacketsCannotSayHasNoResult() throws Exception {
        List<Case<Still>> cases = cases().must(1, "", trial -> {
                    throw new Inexpressible("text");
                })
                .must(2, "", trial -> ran.add("two"))
                .list();
        assertThat(run(NEVER_LATE, 1, cases)).singleElement().matches(Result::passed);
    }

    @Test
    void whatATrialOpenedIsClosedBehindIt() throws Exception {
        List<Case<Still>> cases = cases().must(1, "", trial -> {
                    trial.closing(() -> ran.add("first"));
                    trial.closing(() -> {
                        throw new IllegalStateException("cannot be closed");
                    });
                    trial.closing(() -> ran.add("last"));
                })
                .list();
        assertThat(run(NEVER_LATE, 1, cases)).singleElement().matches(Result::passed);
        assertThat(ran).containsExactly("first", "last");
    }

    @Test
    void runOfWhichNoTrialBeginsEnds() {
        List<Case<Still>> cases = cases().must(1, "", trial -> ran.add("one")).list();
        assertThatThrownBy(() -> new Run<>(new Fake(NEVER_LATE, false), 1, 2).of(cases, result -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("no trial can begin");
    }
}
