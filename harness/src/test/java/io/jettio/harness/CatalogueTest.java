package io.jettio.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.harness.cases.Catalogue;
import io.jettio.harness.check.Case;
import io.jettio.harness.check.Level;
import io.jettio.harness.check.Needs;
import io.jettio.harness.check.Selection;
import io.jettio.harness.server.Dialect;
import io.jettio.harness.server.Offer;
import io.jettio.harness.server.ServerTrial;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The cases as a list. */
class CatalogueTest {
    @Test
    void idsAreUniqueAndOfOneForm() {
        List<String> ids = Catalogue.all().stream().map(Case::id).toList();
        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("(E3|E4|S5)-[A-Z]+-[0-9]{2,3}[PW]?"));
    }

    @Test
    void eachContractHasTwoHundredCasesOrMore() {
        assertThat(selected(Dialect.SOCKET, true, Set.of(4))).hasSizeGreaterThan(400);
        assertThat(selected(Dialect.ENGINE, true, Set.of(4))).hasSizeGreaterThan(200);
    }

    @Test
    void withoutTheContractNoCaseNeedsHandlers() {
        assertThat(selected(Dialect.SOCKET, false, Set.of(3, 4)))
                .hasSizeGreaterThan(100)
                .allMatch(subject -> subject.needs() == Needs.NOTHING);
    }

    @Test
    void patternsChooseAndLeaveOut() {
        Selection selection = new Selection(Level.MUST, List.of("E4-UPGRADE-*"), List.of("*-01", "*-3?"));
        List<String> ids =
                Catalogue.all().stream().filter(selection::takes).map(Case::id).toList();
        assertThat(ids).contains("E4-UPGRADE-02").doesNotContain("E4-UPGRADE-01", "E4-UPGRADE-05", "S5-ACK-21");
    }

    private static List<Case<ServerTrial>> selected(Dialect dialect, boolean handlers, Set<Integer> versions) {
        Offer offer = new Offer(dialect, handlers, versions);
        return Catalogue.all().stream().filter(offer::suits).toList();
    }
}
