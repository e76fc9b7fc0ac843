package org.qunfang.responsibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.qunfang.geo.Location;

/** What an officer, and in plain words the reporter, is told of why a department is answerable. */
class ExplanationTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 23);
    private static final Location WEST = Location.of(22.5, 113.5);

    private final SmallCity city = new SmallCity();

    private JsonArray explain(String category, Location place) {
        Matrix matrix = city.matrix();
        return Explanation.of(matrix, Lookup.at(matrix, Duty.RESPOND, SmallCity.id(category), place, DAY));
    }

    private static List<String> kinds(JsonArray steps) {
        return steps.stream().map(step -> ((JsonObject) step).getString("kind")).toList();
    }

    private static String text(JsonArray steps, String kind, String language) {
        return steps.stream()
                .map(step -> (JsonObject) step)
                .filter(step -> step.getString("kind").equals(kind))
                .findFirst()
                .orElseThrow()
                .getJsonObject("text")
                .getString(language);
    }

    @Test
    void aLeadOfThePlacesOwnAreaAndCategoryIsExplainedByAreaAndResponsibility() {
        city.lead("west-works", "landslide", "west");
        JsonArray steps = explain("landslide", WEST);

        assertThat(kinds(steps)).containsExactly("area", "responsibility");
        assertThat(text(steps, "area", "zh-CN")).isEqualTo("地点位于 city区 › west区。");
        assertThat(text(steps, "area", "en")).isEqualTo("The place lies in city › west.");
        assertThat(text(steps, "responsibility", "zh-CN"))
                .isEqualTo("“west-works局”自 2020-01-01 起在west区牵头“landslide类”（处置）。《条例》第三条。");
        assertThat(text(steps, "responsibility", "en"))
                .isEqualTo("west-works has led “landslide” (respond) in west since 2020-01-01. Regulation, article 3.");
    }

    @Test
    void aBroaderRuleSaysThatNothingMoreSpecificHolds() {
        city.lead("city-works", "slope", "city");

        assertThat(kinds(explain("landslide", WEST))).containsExactly("area", "responsibility", "choice");
    }

    @Test
    void broaderLinesAreNamedAsBeatenByAreaOrByCategory() {
        city.lead("west-works", "landslide", "west")
                .lead("west-slopes", "slope", "west")
                .lead("city-works", "landslide", "city");
        JsonArray steps = explain("landslide", WEST);

        assertThat(kinds(steps)).containsExactly("area", "responsibility", "choice", "choice");
        assertThat(steps.getJsonObject(2).getJsonObject("text").getString("en"))
                .isEqualTo("landslide is more specific than slope, so west-slopes (west, slope) does not lead.");
        assertThat(steps.getJsonObject(3).getJsonObject("text").getString("en"))
                .isEqualTo("west is more specific than city, so city-works (city, landslide) does not lead.");
    }

    @Test
    void aGapSaysThatNobodyIsAnswerableAndThatItIsRecorded() {
        JsonArray steps = explain("landslide", WEST);

        assertThat(kinds(steps)).containsExactly("area", "gap");
        assertThat(text(steps, "gap", "en")).contains("Nobody is answerable").contains("duty-office");
    }

    @Test
    void aPlaceOutsideEveryAreaSaysSo() {
        assertThat(text(explain("landslide", Location.of(0, 0)), "area", "en")).isEqualTo("The place lies in no area.");
    }

    @Test
    void anOverlapNamesEveryDepartmentThatCompetes() {
        city.line(Duty.RESPOND, "newer", "landslide", "west", true, "2022-01-01", null)
                .line(Duty.RESPOND, "older", "landslide", "west", true, "2021-01-01", null);
        JsonArray steps = explain("landslide", WEST);

        assertThat(kinds(steps)).containsExactly("area", "responsibility", "overlap");
        assertThat(text(steps, "overlap", "en")).contains("older, newer").contains("oldest");
    }

    @Test
    void nearABoundaryTheNeighboursAreNamed() {
        city.lead("west-works", "landslide", "west");
        JsonArray steps = explain("landslide", new Location(22.5, 113.9999, 50.0));

        assertThat(kinds(steps)).startsWith("area", "boundary");
        assertThat(text(steps, "boundary", "en")).contains("east, west").contains("west-works");
    }

    @Test
    void awayFromEveryBoundaryThereIsNoNote() {
        Matrix matrix = city.matrix();
        Answerable answer = Lookup.at(matrix, Duty.RESPOND, SmallCity.id("landslide"), WEST, DAY);

        assertThat(Explanation.boundaryNote(answer)).isNull();
    }
}
