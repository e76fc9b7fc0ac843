package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.qunfang.casework.CaseworkCity.answer;
import static org.qunfang.casework.CaseworkCity.askFor;
import static org.qunfang.casework.CaseworkCity.bodyFor;

import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.TestApp;

/** Whatever program writes to the database: two officers' names in a row of cases are not two officers' consent. */
class ConsentDatabaseTest {
    private static final String END = """
            UPDATE cases
               SET status = $2, ended_by_id = $3, second_officer_id = $4, consent_id = $5, version = version + 1
             WHERE id = $1
            """;

    @RegisterExtension
    static final TestApp app = new TestApp();

    static CaseworkCity city;
    static UUID lead;
    static UUID chief;

    @BeforeAll
    static void settle() {
        city = new CaseworkCity(app);
        lead = account("李敏");
        chief = account("何勇");
    }

    private static UUID account(String name) {
        return city.sql("SELECT id FROM accounts WHERE name = $1", name)
                .iterator()
                .next()
                .getUUID(0);
    }

    @Test
    void twoNamesWithoutAConsentEndNothing() {
        UUID id = UUID.fromString(city.resolvedExtremeCase());

        for (String status : new String[] {"closed", "rejected"}) {
            assertThatThrownBy(() -> city.sql(END, id, status, lead, chief, null))
                    .hasMessageContaining("needs the consent of a second officer");
        }
    }

    @Test
    void aRequestThatNobodyAnsweredEndsNothing() {
        String id = city.resolvedExtremeCase();
        UUID consent = UUID.fromString(city.ask(city.lead, id, askFor("close")));

        assertThatThrownBy(() -> city.sql(END, UUID.fromString(id), "closed", lead, chief, consent))
                .hasMessageContaining("needs the consent of a second officer");
    }

    @Test
    void aConsentCountsForItsOwnCaseAndStepAndForOneTime() {
        String id = city.resolvedExtremeCase();
        String other = city.resolvedExtremeCase();
        UUID caseId = UUID.fromString(id);
        String asked = city.ask(city.lead, id, askFor("close"));
        assertThat(answer(city.chief, asked, "confirm").status()).isEqualTo(200);
        UUID used = UUID.fromString(asked);

        assertThatThrownBy(() -> city.sql(END, UUID.fromString(other), "closed", lead, chief, used))
                .hasMessageContaining("needs the consent");
        city.step(city.lead, id, "reopen", bodyFor("reopen"));
        assertThatThrownBy(() -> city.sql(END, caseId, "closed", lead, chief, used))
                .hasMessageContaining("needs the consent");
        assertThatThrownBy(() -> city.sql("UPDATE cases SET version = version - 2 WHERE id = $1", caseId))
                .hasMessageContaining("a version never comes back");
        assertThatThrownBy(() -> city.sql("UPDATE cases SET likelihood = 1 WHERE id = $1", caseId))
                .hasMessageContaining("needs the consent");
    }

    @Test
    void whoEndedACaseAndWhoConsentedIsNotRewritten() {
        String id = city.resolvedExtremeCase();
        answer(city.chief, city.ask(city.lead, id, askFor("close")), "confirm");

        assertThatThrownBy(() -> city.sql(
                        "UPDATE cases SET second_officer_id = $2 WHERE id = $1", UUID.fromString(id), account("周平")))
                .hasMessageContaining("needs the consent");
    }

    @Test
    void aConsentIsAskedForFirstAnsweredOnceByAnotherAndNeverChanged() {
        String id = city.resolvedExtremeCase();
        UUID consent = UUID.fromString(city.ask(city.lead, id, askFor("close")));
        String confirmed = """
                UPDATE consents
                   SET status = 'confirmed', answered_by_id = $2, answered_at = now(), words = '同意', made_version = 1
                 WHERE id = $1
                """;

        assertThatThrownBy(() -> city.sql(confirmed, consent, lead)).hasMessageContaining("consents_two_officers");
        assertThatThrownBy(() -> city.sql("UPDATE consents SET body = '{}' WHERE id = $1", consent))
                .hasMessageContaining("never changed");
        assertThatThrownBy(() -> city.sql("UPDATE consents SET asked_by_id = $2 WHERE id = $1", consent, chief))
                .hasMessageContaining("never changed");
        assertThatThrownBy(() -> city.sql("DELETE FROM consents WHERE id = $1", consent))
                .hasMessageContaining("append-only");
        answer(city.chief, consent.toString(), "deny");
        assertThatThrownBy(() -> city.sql("UPDATE consents SET words = '同意' WHERE id = $1", consent))
                .hasMessageContaining("never changed");
        assertThatThrownBy(() -> city.sql(copy("confirmed"), consent)).hasMessageContaining("asked for");
    }

    @Test
    void twoRequestsForOneCaseDoNotWaitAtOnce() {
        UUID consent = UUID.fromString(city.ask(city.lead, city.resolvedExtremeCase(), askFor("close")));

        assertThatThrownBy(() -> city.sql(copy("pending"), consent)).hasMessageContaining("consents_one_pending");
    }

    private static String copy(String status) {
        return """
                INSERT INTO consents
                SELECT gen_random_uuid(), case_id, step, body, case_version, case_status, likelihood, consequence,
                       lead_department_id, report_count, likelihood_after, consequence_after, asked_by_id,
                       asked_department_id, asked_at, expires_at, '%s'
                  FROM consents
                 WHERE id = $1
                """.formatted(status);
    }

    @Test
    void noCaseIsBornEnded() {
        UUID some = UUID.fromString(city.extremeCase());

        assertThatThrownBy(() -> city.sql("""
                        INSERT INTO cases (id, number, category_id, status, likelihood, consequence, lead_department_id,
                                           routing, why_id, lat, lon, cell, visibility, opened_at, acknowledge_by,
                                           first_observed_at, last_observed_at, ended_by_id, second_officer_id, public_lat,
                                           public_lon, public_since)
                        SELECT gen_random_uuid(), 'born-ended', category_id, 'closed', 5, 5, lead_department_id, routing,
                               why_id, lat, lon, cell, visibility, opened_at, acknowledge_by, first_observed_at,
                               last_observed_at, $2, $3, public_lat, public_lon, public_since
                          FROM cases
                         WHERE id = $1
                        """, some, lead, chief)).hasMessageContaining("needs the consent");
    }
}
