package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;

/** "Not ours" stays within the tree of departments: nobody above could ask one outside it why nothing happens. */
class HandoverTreeTest {
    private static final String RAILWAY = "railway-authority";
    private static final String PORT = "port-authority";

    @RegisterExtension
    static final TestApp app = new TestApp();

    static CaseworkCity city;

    @BeforeAll
    static void settle() {
        city = new CaseworkCity(app);
        for (String code : new String[] {RAILWAY, PORT}) {
            city.sql("""
                    INSERT INTO departments (id, code, name)
                    VALUES (gen_random_uuid(), $1, '{"zh-CN": "国家铁路监管机构", "en": "National authority"}')
                    """, code);
            city.named("韩铁", code, "officer", CaseworkCity.OFFICER);
        }
        // The port's is named for every kind of hazard in the city.
        city.sql("""
                INSERT INTO responsibilities (id, duty, category_id, area_id, department_id, role, valid_from)
                SELECT gen_random_uuid(), 'permit', c.id, a.id, d.id, 'support', '2024-01-01'
                  FROM categories AS c, areas AS a, departments AS d
                 WHERE c.code = 'landfill-slope' AND a.code = '440311' AND d.code = $1
                """, PORT);
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            var matrix = app.app().rooms().registry().matrix();
            return matrix.departmentByCode(PORT)
                    .map(port -> matrix.responsibilities().stream()
                            .anyMatch(line -> line.departmentId().equals(port.id())))
                    .orElse(false);
        });
    }

    @Test
    void aDepartmentOutsideTheTreeIsRefusedByNameAndTheCaseStaysAsItIs() {
        String id = city.mediumCase();

        Answer outside = city.tryHandOver(city.lead, id, RAILWAY);

        assertThat(outside.status()).as(outside.body().toString()).isEqualTo(422);
        JsonObject error = outside.json().getJsonArray("errors").getJsonObject(0);
        assertThat(error.getString("pointer")).isEqualTo("/toDepartmentId");
        assertThat(error.getString("reason")).contains("值班室");
        JsonObject read = city.read(id);
        assertThat(read.getBoolean("handoverPending")).isFalse();
        assertThat(read.getLong("version")).isOne();
    }

    @Test
    void theDutyOfficeHandsOverToItAndDecidesForIt() {
        String id = city.mediumCase();
        String other = city.mediumCase();

        assertThat(city.tryHandOver(city.duty, id, RAILWAY).status()).isEqualTo(201);
        String toDecide = city.handOver(city.lead, other, "duty-office");
        Answer decided = city.duty.post("/v1/handovers/" + toDecide + "/decide", city.handTo(RAILWAY, "在铁路安全保护区内"));
        assertThat(decided.status()).as(decided.body().toString()).isEqualTo(200);
    }

    @Test
    void oneThatTheMatrixNamesForThePlaceIsWithinReach() {
        assertThat(city.tryHandOver(city.lead, city.mediumCase(), PORT).status())
                .isEqualTo(201);
    }

    @Test
    void theDatabaseTakesNoneFromADepartmentEither() {
        String id = city.mediumCase();

        assertThatThrownBy(() -> city.sql("""
                        INSERT INTO handovers (id, case_id, from_department_id, to_department_id, reason, asked_by_id,
                                               asked_at, due_at, status)
                        SELECT gen_random_uuid(), c.id, c.lead_department_id, $2, '不归我们', a.id, now(),
                               now() + interval '4 hours', 'open'
                          FROM cases AS c, accounts AS a
                         WHERE c.id = $1 AND a.name = '李敏'
                        """, UUID.fromString(id), app.departmentId(RAILWAY)))
                .hasMessageContaining("outside the tree");
    }
}
