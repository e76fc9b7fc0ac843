package org.qunfang.responsibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.qunfang.geo.Location;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** Who is answerable: the rules one by one, on a matrix built by hand. */
class LookupTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 23);
    /** In the middle of the western district of {@link SmallCity}. */
    private static final Location WEST = Location.of(22.5, 113.5);

    private final SmallCity city = new SmallCity();

    private Answerable lookup(String category, Location place) {
        return lookup(category, place, DAY);
    }

    private Answerable lookup(String category, Location place, LocalDate day) {
        Matrix matrix = city.matrix();
        return Lookup.at(
                matrix,
                Duty.RESPOND,
                matrix.categoryByCode(category).orElseThrow().id(),
                place,
                day);
    }

    @Test
    void theMostSpecificAreaWins() {
        city.lead("city-works", "landslide", "city").lead("west-works", "landslide", "west");

        assertThat(lookup("landslide", WEST).lead().code()).isEqualTo("west-works");
        assertThat(lookup("landslide", Location.of(22.5, 114.5)).lead().code()).isEqualTo("city-works");
    }

    @Test
    void inOneAreaTheMostSpecificCategoryWins() {
        city.lead("slopes", "slope", "west").lead("slides", "landslide", "west");

        assertThat(lookup("landslide", WEST).lead().code()).isEqualTo("slides");
        assertThat(lookup("rockfall", WEST).lead().code()).isEqualTo("slopes");
    }

    @Test
    void theAreaCountsMoreThanTheCategory() {
        city.lead("slides", "landslide", "city").lead("west-slopes", "slope", "west");

        assertThat(lookup("landslide", WEST).lead().code()).isEqualTo("west-slopes");
    }

    @Test
    void otherDutiesDoNotCount() {
        city.line(Duty.INSPECT, "inspectors", "landslide", "west", true, "2020-01-01", null);

        assertThat(lookup("landslide", WEST).isGap()).isTrue();
    }

    @Test
    void aResponsibilityHoldsFromItsFirstDayToTheDayBeforeItsEnd() {
        city.line(Duty.RESPOND, "slides", "landslide", "west", true, "2026-03-01", "2026-04-01");

        assertThat(lookup("landslide", WEST, LocalDate.of(2026, 2, 28)).isGap()).isTrue();
        assertThat(lookup("landslide", WEST, LocalDate.of(2026, 3, 1)).isGap()).isFalse();
        assertThat(lookup("landslide", WEST, LocalDate.of(2026, 3, 31)).isGap()).isFalse();
        assertThat(lookup("landslide", WEST, LocalDate.of(2026, 4, 1)).isGap()).isTrue();
    }

    @Test
    void anAreaThatNoLongerHoldsIsNoArea() {
        city.area("old-town", "west", 113.4, 22.4, 113.6, 22.6, "1990-01-01", "2020-01-01");
        city.lead("old-works", "landslide", "old-town").lead("west-works", "landslide", "west");

        assertThat(lookup("landslide", WEST).lead().code()).isEqualTo("west-works");
        assertThat(lookup("landslide", WEST, LocalDate.of(2019, 12, 31)).area().code())
                .isEqualTo("old-town");
    }

    @Test
    void aGapGoesToTheDutyOfficeAndIsEvidenceOfAFinding() {
        Answerable answer = lookup("landslide", WEST);

        assertThat(answer.isGap()).isTrue();
        assertThat(answer.lead().code()).isEqualTo("duty-office");
        assertThat(answer.area().code()).isEqualTo("west");
        JsonObject finding = Evidence.of(answer, city.matrix(), SmallCity.id("finding"), SmallCity.NOW);
        assertThat(finding.getString("kind")).isEqualTo("gap");
        assertThat(finding.getString("areaId")).isEqualTo(SmallCity.id("west").toString());
        assertThat(finding.getString("ownerDepartmentId"))
                .isEqualTo(SmallCity.id("duty-office").toString());
    }

    @Test
    void aPlaceOutsideEveryAreaIsAGapWithoutAnArea() {
        city.lead("city-works", "landslide", "city");
        Answerable answer = lookup("landslide", Location.of(0, 0));

        assertThat(answer.isGap()).isTrue();
        assertThat(answer.area()).isNull();
        assertThat(Evidence.of(answer, city.matrix(), SmallCity.id("finding"), SmallCity.NOW)
                        .getString("areaId"))
                .isNull();
    }

    @Test
    void withoutADutyOfficeAGapIsRefusedAsUnavailable() {
        Matrix matrix = city.withoutDutyOffice();

        assertThatThrownBy(() -> Lookup.at(matrix, Duty.RESPOND, SmallCity.id("landslide"), WEST, DAY))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.type()).isEqualTo(ProblemType.UNAVAILABLE));
    }

    @Test
    void ofTwoLeadsAtEqualSpecificityTheOlderOneLeads() {
        city.line(Duty.RESPOND, "newer", "landslide", "west", true, "2022-01-01", null)
                .line(Duty.RESPOND, "older", "landslide", "west", true, "2021-01-01", null);
        Answerable answer = lookup("landslide", WEST);

        assertThat(answer.isOverlap()).isTrue();
        assertThat(answer.lead().code()).isEqualTo("older");
        assertThat(answer.competing()).extracting(Department::code).containsExactly("older", "newer");
    }

    @Test
    void ofTwoLeadsOfTheSameDayTheSmallerIdLeads() {
        city.lead("b-works", "landslide", "west").lead("a-works", "landslide", "west");
        Matrix matrix = city.matrix();
        Responsibility smaller =
                Collections.min(matrix.responsibilities(), java.util.Comparator.comparing(Responsibility::id));

        assertThat(lookup("landslide", WEST).line()).isEqualTo(smaller);
    }

    @Test
    void oneDepartmentNamedInTwoOverlappingAreasIsNoOverlap() {
        city.area("west-2", "city", 113.4, 22.4, 113.6, 22.6, "1990-01-01", null);
        city.lead("works", "landslide", "west").lead("works", "landslide", "west-2");

        assertThat(lookup("landslide", WEST).isOverlap()).isFalse();
    }

    @Test
    void twoSiblingAreasThatOverlapAreNamedAndTheOlderResponsibilityLeads() {
        city.area("west-2", "city", 113.4, 22.4, 113.6, 22.6, "1990-01-01", null);
        city.line(Duty.RESPOND, "works-2", "landslide", "west-2", true, "2020-06-01", null)
                .line(Duty.RESPOND, "works", "landslide", "west", true, "2020-01-01", null);
        Answerable answer = lookup("landslide", WEST);

        assertThat(answer.lead().code()).isEqualTo("works");
        assertThat(answer.competing()).extracting(Department::code).containsExactly("works", "works-2");
        assertThat(answer.near()).extracting(Area::code).containsExactly("west", "west-2");
    }

    @Test
    void aBoundaryWithinTheAccuracyIsNamedAndOneBeyondItIsNot() {
        city.lead("west-works", "landslide", "west");
        double hundredMeters = 100 / 111_195.0;
        double lon = 114 - hundredMeters / Math.cos(Math.toRadians(22.5));

        assertThat(lookup("landslide", new Location(22.5, lon, 120.0)).near())
                .extracting(Area::code)
                .containsExactly("east", "west");
        assertThat(lookup("landslide", new Location(22.5, lon, 120.0)).lead().code())
                .isEqualTo("west-works");
        assertThat(lookup("landslide", new Location(22.5, lon, 80.0)).near()).isEmpty();
    }

    @Test
    void aPlaceExactlyOnTheBoundaryLiesInBothAndIsDecidedByRule() {
        city.line(Duty.RESPOND, "east-works", "landslide", "east", true, "2019-01-01", null)
                .line(Duty.RESPOND, "west-works", "landslide", "west", true, "2020-01-01", null);
        Answerable answer = lookup("landslide", Location.of(22.5, 114));

        assertThat(answer.lead().code()).isEqualTo("east-works");
        assertThat(answer.isOverlap()).isTrue();
        assertThat(answer.near()).extracting(Area::code).containsExactly("east", "west");
    }

    @Test
    void supportersOfEveryLevelHelpButTheLeadIsNotItsOwnSupport() {
        city.lead("west-works", "landslide", "west")
                .support("fire-service", "slope", "city")
                .support("geologists", "landslide", "west")
                .support("west-works", "slope", "city");

        assertThat(lookup("landslide", WEST).support())
                .extracting(Department::code)
                .containsExactly("geologists", "fire-service");
    }

    @Test
    void theAnswerDoesNotDependOnTheOrderInWhichTheMatrixWasRead() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            city.randomLines(random);
            Location place = new Location(
                    22 + random.nextInt(21) / 20.0, 113 + random.nextInt(41) / 20.0, (double) random.nextInt(500));
            Set<String> answers = new HashSet<>();
            List<String> told = new ArrayList<>();
            for (int shuffle = 0; shuffle < 5; shuffle++) {
                Matrix matrix = city.shuffled(random);
                Answerable answer = Lookup.at(matrix, Duty.RESPOND, SmallCity.id("landslide"), place, DAY);
                answers.add(answer.toString());
                told.add(Explanation.of(matrix, answer).encode());
            }
            assertThat(answers).as("seed %d", seed).hasSize(1);
            assertThat(new HashSet<>(told)).as("seed %d", seed).hasSize(1);
        }
    }
}
