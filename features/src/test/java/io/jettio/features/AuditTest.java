package io.jettio.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A claim without a test, and a test without a claim, are told. */
class AuditTest {
    private static final Catalogue CATALOGUE = new Catalogue(List.of(new Catalogue.Table(
            "1",
            "Carrying",
            List.of(
                    new Row("1.1", Row.State.YES, "Polling", ""),
                    new Row("1.2", Row.State.LATER, "Pigeons", "no loft yet")))));

    @Test
    void claimThatATestShowsIsNoProblem() {
        assertThat(Audit.problems(CATALOGUE, List.of(test("feature:1.1", false, true))))
                .isEmpty();
    }

    @Test
    void claimThatNoTestShowsIsTold() {
        assertThat(Audit.problems(CATALOGUE, List.of()))
                .containsExactly("row 1.1 (Polling) is marked yes, but no test of ours that carries it ran and passed");
    }

    @Test
    void failedTestShowsNothing() {
        assertThat(Audit.problems(CATALOGUE, List.of(test("feature:1.1", false, false))))
                .singleElement()
                .asString()
                .startsWith("row 1.1 ");
    }

    @Test
    void testOfAReferenceServerShowsNothing() {
        assertThat(Audit.problems(CATALOGUE, List.of(test("feature:1.1", true, true))))
                .singleElement()
                .asString()
                .startsWith("row 1.1 ");
    }

    @Test
    void rowThatIsShownButNotClaimedIsTold() {
        assertThat(Audit.problems(
                        CATALOGUE, List.of(test("feature:1.1", false, true), test("feature:1.2", false, true))))
                .containsExactly("row 1.2 (Pigeons) is not marked yes, though a test carries it");
    }

    @Test
    void tagThatNamesNoRowIsTold() {
        assertThat(Audit.problems(
                        CATALOGUE,
                        List.of(
                                test("feature:1.1", false, true),
                                test("feature:1.3", false, true),
                                test("faeture:1.1", false, true))))
                .containsExactly(
                        "server: io.jettio.PollingTest#polls carries the tag feature:1.3, which names no row",
                        "server: io.jettio.PollingTest#polls carries the tag faeture:1.1, which names no row");
    }

    private static TaggedTest test(String tag, boolean reference, boolean passed) {
        return new TaggedTest("server", "io.jettio.PollingTest", "polls", Set.of(tag), reference, passed);
    }
}
