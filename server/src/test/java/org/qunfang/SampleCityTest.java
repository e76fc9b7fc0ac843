package org.qunfang;

import static org.assertj.core.api.Assertions.assertThat;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.util.encoders.Base32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.geo.Location;
import org.qunfang.responsibility.Area;
import org.qunfang.responsibility.Matrix;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

class SampleCityTest {
    @RegisterExtension
    static final TestApp app = new TestApp();

    private static final Path FILE_NAME = Path.of("sample-accounts.json");

    @Test
    void theTenDistrictsAreThereAndGuangmingHoldsTheSlope() {
        Matrix matrix = app.app().rooms().registry().matrix();

        assertThat(matrix.areas().stream().filter(area -> "district".equals(area.level())))
                .hasSize(10);
        assertThat(matrix.areasAt(Location.of(22.7110, 113.9340)))
                .extracting(Area::code)
                .containsExactly("440311-fenghuang", "440311", "440300");
        assertThat(matrix.areaCodesFrom("440311"))
                .containsExactlyInAnyOrder("440311", "440311-fenghuang", "440311-yutang", "440311-xinhu");
    }

    @Test
    void neighboursShareTheirJointsSoThatNoPlaceOfTheCityLiesInNoDistrict() {
        Matrix matrix = app.app().rooms().registry().matrix();
        List<Location> uncovered = new ArrayList<>();
        for (double lat = 22.38; lat < 22.88; lat += 0.004) {
            for (double lon = 113.73; lon < 114.65; lon += 0.004) {
                Location place = Location.of(lat, lon);
                Set<String> levels =
                        matrix.areasAt(place).stream().map(Area::level).collect(Collectors.toSet());
                if (levels.contains("city") != levels.contains("district")) {
                    uncovered.add(place);
                }
            }
        }

        assertThat(uncovered).isEmpty();
        assertThat(matrix.areas()).allMatch(area -> area.boundary().isValid());
    }

    @Test
    void populationsOfTheDistrictsAddUpToTheCity() {
        Matrix matrix = app.app().rooms().registry().matrix();
        long sum = matrix.areas().stream()
                .filter(area -> "district".equals(area.level()))
                .mapToLong(Area::population)
                .sum();

        assertThat(matrix.areaByCode("440300").orElseThrow().population()).isEqualTo(sum);
    }

    @Test
    void everyReportableCategoryHasReasonsAndTwoToFiveQuestionsEachWithAnUnknown() {
        Matrix matrix = app.app().rooms().registry().matrix();

        assertThat(matrix.categories())
                .filteredOn(category -> category.reportable())
                .hasSizeGreaterThanOrEqualTo(11)
                .allSatisfy(category -> {
                    assertThat(category.baseFactors().fieldNames())
                            .containsExactlyInAnyOrder("likelihood", "consequence");
                    assertThat(category.questions()).hasSizeBetween(2, 5);
                    category.questions()
                            .forEach(question -> assertThat(unknownOptions((JsonObject) question))
                                    .as(category.code())
                                    .isEqualTo(1));
                });
    }

    private static long unknownOptions(JsonObject question) {
        return question.getJsonArray("options").stream()
                .filter(option -> ((JsonObject) option).getBoolean("unknown", false))
                .count();
    }

    @Test
    void nobodyAnswersForSpoilHeapsInDapengWhichTheDutyOfficeTakesAndAFindingShows() {
        assertThat(responsibleFor("spoil-heap", 22.60, 114.50)).isEqualTo("duty-office");
        assertThat(openFindings("gap", "spoil-heap", "440307-dapeng")).isEqualTo(1);
    }

    @Test
    void twoDepartmentsLeadOnCollapsedRoadsInLonghuaOfWhichTheOlderOneIsChosenAndAFindingShows() {
        assertThat(responsibleFor("road-collapse", 22.68, 114.02)).isEqualTo("longhua-transport");
        assertThat(openFindings("overlap", "road-collapse", "440309")).isEqualTo(1);
    }

    private static String responsibleFor(String category, double lat, double lon) {
        JsonObject report = new JsonObject()
                .put("category", category)
                .put("description", "示例")
                .put("location", new JsonObject().put("lat", lat).put("lon", lon))
                .put("observedAt", "2026-11-20T08:15:00+08:00");
        Answer answer = app.resident().put("/v1/reports/" + TestClient.id(), report);
        return answer.json().getJsonObject("responsible").getString("code");
    }

    private static long openFindings(String kind, String category, String area) {
        return count("findings AS f JOIN categories AS c ON c.id = f.category_id JOIN areas AS a ON a.id = f.area_id"
                + " WHERE f.status = 'open' AND f.kind = '" + kind + "' AND c.code = '" + category + "' AND a.code = '"
                + area + "'");
    }

    @Test
    void theFileOfAccountsIsTheOwnersAloneAndHoldsEveryRoleAndDepartment() throws IOException {
        JsonObject accounts = accounts();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(accounts.fieldNames())
                .contains(
                        "duty_officer",
                        "officer",
                        "department_lead",
                        "warning_author",
                        "warning_approver",
                        "warning_approver_2",
                        "auditor",
                        "administrator",
                        "officer:duty-office",
                        "officer:guangming-urban-management");
        long departments = app.app().rooms().registry().matrix().departments().size();
        assertThat(accounts.fieldNames().stream().filter(key -> key.startsWith("officer:")))
                .hasSize((int) departments);
        assertThat(Files.list(app.data()).filter(path -> path.toString().endsWith(".unfinished")))
                .isEmpty();
    }

    @Test
    void aSampleOfficerSignsInWithBothFactors() throws IOException, GeneralSecurityException {
        JsonObject account = accounts().getJsonObject("warning_author");
        Answer signedIn = app.nobody()
                .post(
                        "/v1/auth/login",
                        new JsonObject()
                                .put("email", account.getString("email"))
                                .put("password", account.getString("password"))
                                .put("code", code(account.getString("totpSecret"))));

        assertThat(signedIn.status()).isEqualTo(200);
        assertThat(signedIn.json().getString("accessToken")).isNotBlank();
    }

    @Test
    void loadingAgainChangesNothing() throws IOException {
        String file = Files.readString(file());
        List<Long> before = counts();

        load();

        assertThat(counts()).isEqualTo(before);
        assertThat(Files.readString(file())).isEqualTo(file);
    }

    @Test
    void aLostFileIsMadeAnewAndFitsTheDatabase() throws IOException {
        Files.delete(file());
        List<Long> before = counts();

        load();

        assertThat(counts()).isEqualTo(before);
        String remade = Files.readString(file());
        load();
        assertThat(Files.readString(file())).isEqualTo(remade);
    }

    @Test
    void officersSeeTheSampleOrganisationsAndWhatTheyOffer() {
        var officer = app.officer("duty-office", Set.of("officer"), Set.of("organisation.list", "resource.list"));

        assertThat(officer.get("/v1/organisations?status=verified").json().getJsonArray("items"))
                .hasSize(1);
        JsonArray offers = officer.get("/v1/resources").json().getJsonArray("items");
        assertThat(offers).hasSize(3);
    }

    private static void load() {
        new SampleCity(
                        app.pool(),
                        app.data(),
                        Clock.systemUTC(),
                        app.app().rooms().identity())
                .load();
    }

    private static List<Long> counts() {
        List<Long> counts = new ArrayList<>();
        for (String table :
                List.of("areas", "departments", "categories", "responsibilities", "organisations", "resources")) {
            counts.add(count(table));
        }
        counts.add(count("accounts WHERE kind = 'OFFICER'"));
        return counts;
    }

    private static long count(String table) {
        return app.pool()
                .query("SELECT count(*) AS n FROM " + table)
                .execute()
                .await()
                .iterator()
                .next()
                .getLong("n");
    }

    private static Path file() {
        return app.data().resolve(FILE_NAME);
    }

    private static JsonObject accounts() throws IOException {
        return new JsonObject(Files.readString(file()));
    }

    private static String code(String secret) throws GeneralSecurityException {
        var key = new SecretKeySpec(Base32.decode(secret), "HmacSHA1");
        return new TimeBasedOneTimePasswordGenerator().generateOneTimePasswordString(key, Instant.now());
    }
}
