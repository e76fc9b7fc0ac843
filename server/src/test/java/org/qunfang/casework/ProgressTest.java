package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.qunfang.casework.CaseStatus.Transition;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

class ProgressTest {
    private static final Instant OPENED = Instant.parse("2026-11-23T08:00:00Z");

    private static final Deadlines.Clocks CLOCKS = Deadlines.BUILT_IN.of(UUID.randomUUID());

    private static Progress in(CaseStatus status, int likelihood, int consequence) {
        Assessment assessment = new Assessment(likelihood, consequence, List.of());
        Instant deadline = OPENED.plus(assessment.severity().acknowledgeWithin());
        return Progress.waiting(status, assessment, deadline);
    }

    @ParameterizedTest
    @EnumSource(CaseStatus.class)
    void whatIsNotOpenIsRefusedWithWhatIs(CaseStatus status) {
        for (Transition transition : Transition.values()) {
            if (status.open().contains(transition)) {
                assertThat(status.after(transition)).isEqualTo(transition.to());
            } else {
                assertThatThrownBy(() -> status.after(transition)).isInstanceOfSatisfying(Problem.class, problem -> {
                    JsonObject json = problem.toJson("en", "trace");
                    assertThat(problem.type()).isEqualTo(ProblemType.WRONG_STATE);
                    assertThat(json.getInteger("status")).isEqualTo(409);
                    assertThat(json.getJsonArray("open")).hasSize(status.open().size());
                });
            }
        }
    }

    @Test
    void aCaseIsLateFromTheDeadlineUntilSomebodyAcknowledges() {
        Progress assigned = in(CaseStatus.ASSIGNED, 5, 5);
        Instant deadline = OPENED.plus(Duration.ofMinutes(15));

        assertThat(assigned.isLate(deadline)).isFalse();
        assertThat(assigned.isLate(deadline.plusMillis(1))).isTrue();
        Progress acknowledged = assigned.acknowledged(deadline.plusSeconds(60), CLOCKS);
        assertThat(acknowledged.isLate(deadline.plusSeconds(120))).isFalse();
        assertThat(acknowledged.deadlines().get(0).isLate(deadline.plusSeconds(120)))
                .as("that it was late stays on the record")
                .isTrue();
    }

    @Test
    void reopeningStartsANewDeadlineAndForgetsWhoEndedIt() {
        Progress closed = new Progress(
                CaseStatus.CLOSED,
                new Assessment(1, 1, List.of()),
                OPENED,
                OPENED,
                OPENED,
                TimeKind.CALENDAR,
                OPENED,
                OPENED,
                null,
                UUID.randomUUID(),
                Ladder.NONE);
        Instant now = OPENED.plus(Duration.ofDays(3));

        Progress reopened = closed.reopened(now, CLOCKS);

        assertThat(reopened.acknowledgeBy()).isEqualTo(now.plus(Duration.ofHours(24)));
        assertThat(reopened.acknowledgedAt()).isNull();
        assertThat(reopened.resolvedAt()).isNull();
        assertThat(reopened.closedAt()).isNull();
        assertThat(reopened.endedById()).isNull();
    }

    @Test
    void whoAcceptsACaseThatIsLateHasATimeOfTheirOwnAndNobodyAfterThemHasAnother() {
        Progress acknowledged = in(CaseStatus.ASSIGNED, 5, 5).acknowledged(OPENED, CLOCKS);
        Instant late = acknowledged.resolveBy().plus(Duration.ofDays(2));

        Progress accepted = acknowledged.handedOver(late, CLOCKS);

        assertThat(accepted.acknowledgeBy()).isEqualTo(late.plus(Duration.ofMinutes(15)));
        assertThat(accepted.isLate(late.plusSeconds(1))).isFalse();
        assertThat(accepted.resolveBy()).as("no handover moves it").isEqualTo(acknowledged.resolveBy());
        Progress acceptedNext = accepted.handedOver(late.plus(Duration.ofMinutes(10)), CLOCKS);
        assertThat(acceptedNext.acknowledgeBy()).isEqualTo(accepted.acknowledgeBy());
        Progress worked = acceptedNext.acknowledged(late.plus(Duration.ofMinutes(12)), CLOCKS);
        assertThat(worked.handedOver(late.plus(Duration.ofHours(9)), CLOCKS).acknowledgeBy())
                .as("not by way of an acknowledgement either")
                .isEqualTo(accepted.acknowledgeBy());
    }

    @Test
    void whoAcknowledgesHasToResolveWithinTheTimeOfTheSeverity() {
        Progress acknowledged = in(CaseStatus.ASSIGNED, 5, 5).acknowledged(OPENED, CLOCKS);
        Instant deadline = OPENED.plus(Duration.ofDays(1));

        assertThat(acknowledged.resolveBy()).isEqualTo(deadline);
        assertThat(acknowledged.isLate(deadline)).isFalse();
        Progress started = acknowledged.started(OPENED, CLOCKS);
        assertThat(started.isLate(deadline.plusMillis(1))).isTrue();
        assertThat(started.resolved(deadline.plusMillis(1)).isLate(deadline.plusSeconds(1)))
                .as("resolved waits for nobody")
                .isFalse();
        assertThat(started.resolved(deadline).reopened(deadline, CLOCKS).resolveBy())
                .isNull();
    }

    @Test
    void onHoldTheTimeToResolveStandsStillUntilTheReview() {
        Progress started =
                in(CaseStatus.ASSIGNED, 5, 5).acknowledged(OPENED, CLOCKS).started(OPENED, CLOCKS);
        Instant heldAt = OPENED.plus(Duration.ofHours(4));
        Instant review = heldAt.plus(Duration.ofDays(2));
        Progress held = started.held(heldAt, review, CLOCKS);
        Duration left = Duration.ofHours(20);

        assertThat(held.isLate(review)).isFalse();
        assertThat(held.isLate(review.plusMillis(1))).isTrue();
        assertThat(held.started(review, CLOCKS).resolveBy()).isEqualTo(review.plus(left));
        assertThat(held.started(review.plus(Duration.ofDays(3)), CLOCKS).resolveBy())
                .as("not looked at in time")
                .isEqualTo(review.plus(left));
        Instant early = heldAt.plus(Duration.ofHours(1));
        assertThat(held.started(early, CLOCKS).resolveBy()).isEqualTo(early.plus(left));
    }

    @Test
    void raisingTheSeverityBringsTheDeadlineNearerAndNeverMovesItAway() {
        Progress medium = in(CaseStatus.ASSIGNED, 3, 3);
        Assessment extreme = new Assessment(5, 5, List.of());
        Instant early = OPENED.plusSeconds(60);
        Instant late = OPENED.plus(Duration.ofHours(4)).minusSeconds(60);

        assertThat(medium.scored(extreme, early, CLOCKS).acknowledgeBy()).isEqualTo(early.plus(Duration.ofMinutes(15)));
        assertThat(medium.scored(extreme, late, CLOCKS).acknowledgeBy()).isEqualTo(medium.acknowledgeBy());
        assertThat(medium.scored(new Assessment(2, 3, List.of()), early, CLOCKS).acknowledgeBy())
                .as("the same severity")
                .isEqualTo(medium.acknowledgeBy());
        Progress acknowledged = medium.acknowledged(early, CLOCKS);
        assertThat(acknowledged.scored(extreme, late, CLOCKS).resolveBy()).isEqualTo(late.plus(Duration.ofDays(1)));
        assertThat(acknowledged.scored(extreme, late, CLOCKS).acknowledgeBy()).isEqualTo(medium.acknowledgeBy());
    }

    @Test
    void eachSidesScoreIsItsHighestFactorAndAnUnscoredSideStays() {
        Localized reason = Localized.of("现场所见", "seen on site");
        Assessment before = new Assessment(
                3,
                2,
                List.of(
                        new Factor(
                                "base", Factor.Side.LIKELIHOOD, Factor.Effect.BASE, 3, Factor.Source.CATEGORY, reason),
                        new Factor(
                                "base",
                                Factor.Side.CONSEQUENCE,
                                Factor.Effect.BASE,
                                2,
                                Factor.Source.CATEGORY,
                                reason)));

        Assessment after = Triage.rescored(before, List.of(scored("a", 4, reason), scored("b", 5, reason)));

        assertThat(after.likelihood()).isEqualTo(3);
        assertThat(after.consequence()).isEqualTo(5);
        assertThat(after.factors()).extracting(Factor::code).containsExactly("a", "b", "base");
    }

    private static Factor scored(String code, int value, Localized reason) {
        return new Factor(code, Factor.Side.CONSEQUENCE, Factor.Effect.SCORED, value, Factor.Source.OFFICER, reason);
    }
}
