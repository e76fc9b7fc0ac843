package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.qunfang.geo.Location;
import org.qunfang.http.Caller;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;

/** Whatever officers try, in whatever order: one lead, at most one open handover, and an end. */
class HandoverLifeTest {
    private static final Instant BEGIN = Instant.parse("2026-11-23T08:00:00Z");
    private static final List<UUID> DEPARTMENTS =
            List.of(new UUID(1, 1), new UUID(1, 2), new UUID(1, 3), new UUID(1, 4));

    enum Move {
        ASK,
        ACCEPT,
        REFUSE,
        MISS,
        DECIDE
    }

    /** What somebody tries, which department it names, and how long after the last one. */
    record Attempt(Move move, int department, Duration later) {}

    @Provide
    Arbitrary<List<Attempt>> lives() {
        Arbitrary<Duration> minutes = Arbitraries.integers().between(1, 300).map(Duration::ofMinutes);
        Arbitrary<Attempt> attempt = Combinators.combine(
                        Arbitraries.of(Move.class),
                        Arbitraries.integers().between(0, DEPARTMENTS.size() - 1),
                        Arbitraries.frequencyOf(
                                Tuple.of(12, minutes), Tuple.of(1, Arbitraries.just(Duration.ofDays(9)))))
                .as(Attempt::new);
        return attempt.list().ofMaxSize(40);
    }

    @Property(tries = 2_000)
    void thereIsOneLeadAndAtMostOneOpenHandover(@ForAll("lives") List<Attempt> lives) {
        Life life = new Life();
        for (Attempt attempt : lives) {
            UUID leadBefore = life.thing.leadDepartmentId();
            boolean taken = life.attempt(attempt);

            assertThat(life.history.stream().filter(each -> each.status().isPending()))
                    .hasSizeLessThanOrEqualTo(1);
            assertThat(DEPARTMENTS).contains(life.thing.leadDepartmentId());
            if (!leadBefore.equals(life.thing.leadDepartmentId())) {
                assertThat(taken).isTrue();
                assertThat(attempt.move()).isIn(Move.ACCEPT, Move.DECIDE);
                assertThat(life.thing.status()).isEqualTo(CaseStatus.ASSIGNED);
                assertThat(life.thing.progress().resolveBy())
                        .as("the case's own deadline")
                        .isEqualTo(life.ownDeadline);
                Instant acknowledgeBy = life.thing.progress().acknowledgeBy();
                if (life.now.isBefore(life.ownDeadline)) {
                    assertThat(acknowledgeBy).isAfter(life.now).isBeforeOrEqualTo(life.ownDeadline);
                } else {
                    life.firstWhenLate = life.firstWhenLate == null ? life.now : life.firstWhenLate;
                    assertThat(acknowledgeBy)
                            .as("one time to acknowledge in all, however often it is handed on")
                            .isEqualTo(life.firstWhenLate.plus(Duration.ofHours(4)));
                }
            }
            assertThat(life.thing.supportDepartmentIds()).doesNotContain(life.thing.leadDepartmentId());
        }
    }

    /** However a department refuses: after two refusals or a missed clock only the arbiter is left to act, and then it ends. */
    @Property(tries = 2_000)
    void everyHandoverEnds(@ForAll("lives") List<Attempt> lives) {
        Life life = new Life();
        lives.forEach(life::attempt);

        long refused = Handover.round(life.history).stream()
                .filter(Handover::wasRefused)
                .count();
        assertThat(refused).isLessThanOrEqualTo(2);
        life.attempt(new Attempt(Move.MISS, 0, Duration.ofHours(5)));
        life.attempt(new Attempt(Move.DECIDE, 1, Duration.ofMinutes(1)));

        assertThat(Handover.pending(life.history)).isNull();
        if (Handover.wasDecided(life.history)) {
            assertThat(life.attempt(new Attempt(Move.ASK, 2, Duration.ofMinutes(1))))
                    .as("the decision stands")
                    .isFalse();
        }
    }

    /** One case with what was done to it, as the service would store it. */
    private static final class Life {
        private final Function<UUID, Localized> names = department -> Localized.of("某局", "a bureau");
        private final List<Handover> history = new ArrayList<>();
        private Case thing = thing(DEPARTMENTS.get(0), progress());
        private Instant now = BEGIN;
        /** When somebody first took it over after its own deadline; null while nobody did. */
        private Instant firstWhenLate;

        private final Instant ownDeadline = Deadlines.BUILT_IN
                .of(thing.categoryId())
                .resolveBy(thing.severity(), thing.progress().acknowledgeBy());

        /** False where a rule refused it, which then changed nothing. */
        boolean attempt(Attempt attempt) {
            now = now.plus(attempt.later());
            Handover pending = Handover.pending(history);
            Handover last = pending != null || history.isEmpty() ? pending : history.get(history.size() - 1);
            if (attempt.move() != Move.ASK && last == null) {
                return false;
            }
            if (attempt.move() == Move.MISS
                    && (pending == null || now.isBefore(last.dueAt()) || last.status() != Handover.Status.OPEN)) {
                return false;
            }
            try {
                store(decided(attempt, last));
                return true;
            } catch (Problem refused) {
                return false;
            }
        }

        private Handovers.Outcome decided(Attempt attempt, Handover last) {
            UUID named = DEPARTMENTS.get(attempt.department());
            Act act = new Act(officer(), now, Deadlines.BUILT_IN);
            return switch (attempt.move()) {
                case ASK ->
                    Handovers.ask(
                            thing,
                            history,
                            act,
                            new Handovers.Asking(named, "不是我们的", null, false, false, false),
                            names);
                case ACCEPT -> Handovers.accept(thing, last, act, null, names);
                case REFUSE -> Handovers.refuse(thing, last, history, act, "也不是我们的", names);
                case MISS -> Handovers.miss(thing, last, act, names);
                case DECIDE -> Handovers.decide(thing, last, history, act, named, "裁定", names);
            };
        }

        private void store(Handovers.Outcome outcome) {
            history.removeIf(each -> each.id().equals(outcome.handover().id()));
            history.add(outcome.handover());
            thing = thing(outcome.change().leadAfter(), outcome.change().after());
        }

        private static Caller officer() {
            return new Caller(Caller.Kind.OFFICER, new UUID(2, 1), "李敏", DEPARTMENTS.get(0), Set.of(), Set.of(), null);
        }

        private static Progress progress() {
            Assessment medium = new Assessment(3, 3, List.of());
            return Progress.waiting(CaseStatus.ASSIGNED, medium, BEGIN.plus(Duration.ofHours(4)));
        }

        private static Case thing(UUID lead, Progress progress) {
            return new Case(
                    new UUID(3, 1),
                    "QF-1",
                    1,
                    new UUID(3, 2),
                    progress,
                    lead,
                    List.of(),
                    null,
                    "lead",
                    new JsonArray(),
                    null,
                    null,
                    new Location(22.7, 113.9, 10.0),
                    null,
                    BEGIN,
                    1,
                    null,
                    List.of(),
                    false);
        }
    }
}
