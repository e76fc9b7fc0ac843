package org.qunfang.responsibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which findings a matrix gives, and what becomes of those there are: on a matrix built by hand. */
class CoverageTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 23);

    private final SmallCity city = new SmallCity();

    private List<Found> found(Duty duty) {
        return CoverageFold.of(Coverage.of(city.matrix(), DAY)).stream()
                .filter(each -> each.key().duty() == duty)
                .toList();
    }

    private static Found gap(String category, String area, int cells, int of) {
        return Found.of(Found.GAP, Duty.RESPOND, SmallCity.id(category), SmallCity.id(area), List.of(), cells, of);
    }

    @Test
    void aMatrixWithoutLinesIsOneFindingForEachDuty() {
        assertThat(CoverageFold.of(Coverage.of(city.matrix(), DAY))).hasSize(4);
        assertThat(found(Duty.RESPOND)).containsExactly(gap("slope", "city", 4, 4));
    }

    @Test
    void aGapIsToldAtTheHighestPlaceBelowWhichNobodyLeads() {
        city.lead("west-works", "landslide", "west");

        assertThat(found(Duty.RESPOND))
                .containsExactlyInAnyOrder(gap("rockfall", "city", 2, 2), gap("landslide", "east", 1, 1));
    }

    @Test
    void whatLeadsAboveCoversWhatLiesBelow() {
        city.lead("city-works", "slope", "city");

        assertThat(found(Duty.RESPOND)).isEmpty();
    }

    @Test
    void manyPlacesOfOneCategoryAreToldOnceWithTheirCount() {
        for (int i = 0; i <= CoverageFold.MOST; i++) {
            city.area("ward-" + i, "west", 113 + i * 0.01, 22, 113.005 + i * 0.01, 23, "1990-01-01", null);
        }
        city.area("led", "west", 113.9, 22, 113.95, 23, "1990-01-01", null);
        city.lead("works", "slope", "led").lead("works", "slope", "east");

        assertThat(found(Duty.RESPOND)).containsExactly(gap("slope", "west", 42, 44));
    }

    @Test
    void anOverlapIsToldWhereItsLinesStand() {
        city.lead("a-works", "slope", "city").lead("b-works", "slope", "city").lead("c-works", "slope", "west");

        assertThat(found(Duty.RESPOND)).singleElement().satisfies(overlap -> {
            assertThat(overlap.key().kind()).isEqualTo(Found.OVERLAP);
            assertThat(overlap.key().areaId()).isEqualTo(SmallCity.id("city"));
            assertThat(overlap.departmentIds())
                    .containsExactlyInAnyOrder(SmallCity.id("a-works"), SmallCity.id("b-works"));
            assertThat(overlap.cells()).isEqualTo(2);
            assertThat(overlap.of()).isEqualTo(4);
        });
    }

    @Test
    void anOverlapThatEveryAreaBelowSettlesIsNone() {
        city.lead("a-works", "slope", "city").lead("b-works", "slope", "city");
        city.lead("c-works", "slope", "west").lead("c-works", "slope", "east");

        assertThat(found(Duty.RESPOND)).isEmpty();
    }

    @Test
    void aLineThatEndsLeavesAGapFromThatDay() {
        city.line(Duty.RESPOND, "works", "slope", "city", true, "2020-01-01", "2026-11-24");

        assertThat(found(Duty.RESPOND)).isEmpty();
        assertThat(CoverageFold.of(Coverage.of(city.matrix(), DAY.plusDays(1)))).contains(gap("slope", "city", 4, 4));
    }

    @Test
    void anAreaThatIsOverIsNoLeaf() {
        city.lead("works", "slope", "west");
        city.area("old-town", "east", 114.4, 22.4, 114.6, 22.6, "1990-01-01", "2020-01-01");

        assertThat(found(Duty.RESPOND)).containsExactly(gap("slope", "east", 2, 2));
    }

    private static Reconciliation.Known known(Found found, boolean isOpen, boolean isFromMatrix) {
        return new Reconciliation.Known(
                SmallCity.id("finding " + found.key()),
                found.key(),
                found.departmentIds(),
                isOpen,
                isFromMatrix,
                found.cells(),
                found.of());
    }

    private List<Reconciliation.Kind> decide(Reconciliation.Known... known) {
        Matrix matrix = city.matrix();
        Coverage coverage = Coverage.of(matrix, DAY);
        List<Found> respond = CoverageFold.of(coverage).stream()
                .filter(each -> each.key().duty() == Duty.RESPOND)
                .toList();
        List<Reconciliation.Kind> kinds = new ArrayList<>();
        Reconciliation.decide(matrix, coverage, respond, List.of(known)).forEach(step -> kinds.add(step.kind()));
        return kinds;
    }

    @Test
    void whatIsKnownAndUnchangedIsLeftAlone() {
        assertThat(decide(known(gap("slope", "city", 4, 4), true, true))).isEmpty();
    }

    @Test
    void whatWasCalledResolvedAndIsStillThereOpensAgain() {
        assertThat(decide(known(gap("slope", "city", 4, 4), false, true)))
                .containsExactly(Reconciliation.Kind.REOPENED);
    }

    @Test
    void whatIsMendedIsClosed() {
        city.lead("works", "slope", "city");

        assertThat(decide(known(gap("slope", "city", 4, 4), true, true))).containsExactly(Reconciliation.Kind.MENDED);
    }

    @Test
    void whatAReportToldIsJoinedWithWhatTheMatrixTells() {
        assertThat(decide(
                        known(gap("slope", "city", 4, 4), true, true),
                        known(gap("landslide", "west", 1, 1), true, false)))
                .containsExactly(Reconciliation.Kind.MERGED);
        assertThat(decide(known(gap("slope", "city", 4, 4), true, false))).containsExactly(Reconciliation.Kind.CHANGED);
    }

    @Test
    void aFindingWhoseRestHasAnotherNameIsMergedAndTheRestOpened() {
        city.lead("west-works", "slope", "west");

        assertThat(decide(known(gap("slope", "city", 4, 4), true, true)))
                .containsExactlyInAnyOrder(Reconciliation.Kind.OPENED, Reconciliation.Kind.MERGED);
    }

    @Test
    void aReportedGapOutsideTheLeavesStaysUntilSomebodyLeadsThere() {
        city.lead("west-works", "slope", "west").lead("east-works", "slope", "east");
        Reconciliation.Known between = known(gap("landslide", "city", 1, 1), true, false);

        assertThat(decide(between)).isEmpty();
        city.lead("city-works", "slope", "city");
        assertThat(decide(between)).containsExactly(Reconciliation.Kind.MENDED);
    }

    @Test
    void whatIsToldOutsideEveryAreaIsLeftToPeople() {
        city.lead("city-works", "slope", "city");
        Found.Key outside = new Found.Key(Found.GAP, Duty.RESPOND, SmallCity.id("landslide"), null, Found.OUTSIDE);

        assertThat(decide(known(new Found(outside, List.of(), 1, 1), true, false)))
                .isEmpty();
        assertThat(decide(known(new Found(outside, List.of(), 1, 1), false, false)))
                .isEmpty();
    }
}
