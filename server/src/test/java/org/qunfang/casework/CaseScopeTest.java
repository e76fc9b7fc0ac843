package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.qunfang.casework.QueuePlan.Source;
import org.qunfang.geo.Location;
import org.qunfang.http.Caller;

class CaseScopeTest {
    private static final UUID LEAD = UUID.randomUUID();
    private static final UUID SUPPORT = UUID.randomUUID();
    private static final UUID OTHER = UUID.randomUUID();
    private static final UUID DUTY_OFFICE = UUID.randomUUID();
    private static final UUID ACCOUNT = UUID.randomUUID();
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

    private static CaseScope officer(UUID department, String... permissions) {
        Set<String> all = new HashSet<>(Set.of(permissions));
        all.add("case.read");
        return scope(department, all);
    }

    private static CaseScope scope(UUID department, Set<String> permissions) {
        return CaseScope.of(new Caller(Caller.Kind.OFFICER, ACCOUNT, "李敏", department, Set.of(), permissions, null));
    }

    private static Case led() {
        Assessment assessment = new Assessment(3, 3, List.of());
        Progress progress = Progress.waiting(CaseStatus.ASSIGNED, assessment, NOW.plusSeconds(60));
        return new Case(
                UUID.randomUUID(),
                "QF-2026-000001",
                1,
                UUID.randomUUID(),
                progress,
                LEAD,
                List.of(SUPPORT),
                null,
                "lead",
                new JsonArray(),
                null,
                null,
                Location.of(22.7, 113.9),
                null,
                NOW,
                1,
                null,
                List.of(),
                false);
    }

    @Test
    void theLeadWorksTheSupportTakesPartAndNobodyElseSeesIt() {
        assertThat(officer(LEAD).works(led())).isTrue();
        assertThat(officer(SUPPORT).works(led())).isFalse();
        assertThat(officer(SUPPORT).participates(led())).isTrue();
        assertThat(officer(OTHER).sees(led())).isFalse();
        assertThat(officer(null).sees(led())).isFalse();
    }

    @Test
    void whoMayReadNoCasesSeesNotEvenTheirDepartments() {
        assertThat(scope(LEAD, Set.of("warning.read")).sees(led())).isFalse();
    }

    @Test
    void readingAllIsNotWorkingOnAll() {
        assertThat(officer(OTHER, "case.read-all").sees(led())).isTrue();
        assertThat(officer(OTHER, "case.read-all").participates(led())).isFalse();
        assertThat(officer(OTHER, "case.triage-all").works(led())).isTrue();
    }

    @Test
    void protectedContactIsForTheDutyOfficeAlone() {
        assertThat(officer(LEAD).seesContact(led(), false)).isTrue();
        assertThat(officer(LEAD).seesContact(led(), true)).isFalse();
        assertThat(officer(OTHER, "case.read-all").seesContact(led(), false)).isFalse();
        assertThat(officer(OTHER, "case.triage-all").seesContact(led(), true)).isTrue();
    }

    private static boolean isByDepartment(QueuePlan plan) {
        return plan.source() == Source.DEPARTMENT || plan.source() == Source.OVERDUE;
    }

    /** Whatever the queue, an officer who does not see all reads by the own department or within its scope. */
    @ParameterizedTest
    @EnumSource(Queue.class)
    void everyQueueOfAnOfficerKeepsToTheOwnDepartment(Queue queue) {
        QueuePlan plan = QueuePlan.of(queue, officer(LEAD, "case.consent"), ACCOUNT, DUTY_OFFICE, NOW);

        assertThat(isByDepartment(plan) && LEAD.equals(plan.key()) || LEAD.equals(plan.scope()))
                .isTrue();
    }

    /** An officer without a department must not be taken for one who sees all. */
    @ParameterizedTest
    @EnumSource(Queue.class)
    void everyQueueOfAnOfficerWithoutDepartmentIsScopedToNothing(Queue queue) {
        QueuePlan plan = QueuePlan.of(queue, officer(null), ACCOUNT, DUTY_OFFICE, NOW);
        UUID nothing = new UUID(0, 0);

        assertThat(isByDepartment(plan) && nothing.equals(plan.key()) || nothing.equals(plan.scope()))
                .isTrue();
    }

    @Test
    void whoMayNotConsentHasNothingWaitingForConsent() {
        assertThat(QueuePlan.of(Queue.CONSENT, officer(LEAD), ACCOUNT, DUTY_OFFICE, NOW)
                        .scope())
                .isEqualTo(new UUID(0, 0));
    }

    @Test
    void theDutyOfficeReadsEveryQueueUnscoped() {
        CaseScope duty = officer(DUTY_OFFICE, "case.triage-all");

        assertThat(QueuePlan.of(Queue.ALL, duty, ACCOUNT, DUTY_OFFICE, NOW))
                .isEqualTo(new QueuePlan(Source.ALL, null, null, null));
        assertThat(QueuePlan.of(Queue.OVERDUE, duty, ACCOUNT, DUTY_OFFICE, NOW))
                .isEqualTo(new QueuePlan(Source.AWAITING, null, null, NOW));
        assertThat(QueuePlan.of(Queue.DUTY, duty, ACCOUNT, DUTY_OFFICE, NOW))
                .isEqualTo(new QueuePlan(Source.LEAD, DUTY_OFFICE, null, null));
    }
}
