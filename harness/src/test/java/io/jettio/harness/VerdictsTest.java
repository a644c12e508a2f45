package io.jettio.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.harness.cases.Catalogue;
import io.jettio.harness.check.Case;
import io.jettio.harness.check.Result;
import io.jettio.harness.check.Verdicts;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs that are compared. */
class VerdictsTest {
    private static final Case<?> ONE = Catalogue.all().get(0);
    private static final Case<?> OTHER = Catalogue.all().get(1);

    @Test
    void caseThatPassedOnceAndFailedOnceDiffers() {
        Verdicts verdicts = new Verdicts();
        verdicts.add(List.of(passed(ONE), failed(OTHER, "nothing came")));
        verdicts.add(List.of(failed(ONE, "nothing came"), failed(OTHER, "something else")));
        assertThat(verdicts.differing()).containsExactly(List.of(passed(ONE), failed(ONE, "nothing came")));
        assertThat(verdicts.count()).isEqualTo(4);
    }

    private static Result passed(Case<?> subject) {
        return failed(subject, "");
    }

    private static Result failed(Case<?> subject, String failure) {
        return new Result(subject, failure, List.of(), 1, 1);
    }
}
