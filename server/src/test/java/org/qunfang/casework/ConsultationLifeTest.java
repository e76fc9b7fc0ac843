package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.qunfang.geo.Location;
import org.qunfang.http.Caller;
import org.qunfang.problem.Problem;

/** Whatever officers try with consultations and supports, in whatever order. */
class ConsultationLifeTest {
    private static final Instant BEGIN = Instant.parse("2026-11-23T08:00:00Z");
    private static final UUID LEAD = new UUID(1, 1);
    private static final List<UUID> OTHERS = List.of(new UUID(1, 2), new UUID(1, 3), new UUID(1, 4));

    enum Move {
        ASK,
        ANSWER,
        DECLINE,
        CONCLUDE,
        WITHDRAW
    }

    record Attempt(Move move, int department) {}

    record Helping(SupportStatus.Step step, int department) {}

    @Provide
    Arbitrary<List<Attempt>> lives() {
        return Combinators.combine(
                        Arbitraries.of(Move.class), Arbitraries.integers().between(0, OTHERS.size() - 1))
                .as(Attempt::new)
                .list()
                .ofMaxSize(30);
    }

    @Provide
    Arbitrary<List<Helping>> helps() {
        return Combinators.combine(
                        Arbitraries.of(SupportStatus.Step.class),
                        Arbitraries.integers().between(0, OTHERS.size() - 1))
                .as(Helping::new)
                .list()
                .ofMaxSize(30);
    }

    @Property(tries = 2_000)
    void aDepartmentIsAskedOneThingAtATimeAnswersOnceAndNothingThatEndedChanges(@ForAll("lives") List<Attempt> lives) {
        List<Consultation> history = new ArrayList<>();
        for (Attempt attempt : lives) {
            List<Consultation> before = List.copyOf(history);
            boolean taken = attempt(history, attempt);

            for (UUID department : OTHERS) {
                assertThat(history.stream().filter(each -> each.isOpen() && each.of(department) != null))
                        .hasSizeLessThanOrEqualTo(1);
            }
            for (int i = 0; i < before.size(); i++) {
                Consultation was = before.get(i);
                Consultation is = history.get(i);
                assertThat(is.equals(was) || taken && was.isOpen() && is.version() == was.version() + 1)
                        .isTrue();
                was.opinions().stream()
                        .filter(opinion -> !opinion.isAwaited())
                        .forEach(opinion ->
                                assertThat(is.of(opinion.departmentId())).isEqualTo(opinion));
                assertThat(is.isOpen()).isEqualTo(is.endedAt() == null).isEqualTo(is.words() == null);
            }
            if (!taken) {
                assertThat(history).isEqualTo(before);
            }
        }
    }

    @Property(tries = 2_000)
    void whoHelpsGoesFromAskedToDoneOrAwayAndTheListFollows(@ForAll("helps") List<Helping> helps) {
        List<Support> known = new ArrayList<>(List.of(Support.ofMatrix(thing(List.of()), OTHERS.get(0))));
        for (Helping helping : helps) {
            UUID department = OTHERS.get(helping.department());
            Support was = find(known, department);
            try {
                List<UUID> listed = known.stream()
                        .filter(each -> each.status().isListed())
                        .map(Support::departmentId)
                        .toList();
                Case thing = thing(listed);
                Support is = helping.step() == SupportStatus.Step.ASK
                        ? Supports.ask(thing, known, act(LEAD), department, "请导流", id -> null)
                                .support()
                        : Supports.step(thing, known, act(department), department, helping.step(), "好", id -> null)
                                .support();
                known.remove(was);
                known.add(is);
                assertThat(was == null || helping.step().opensFrom(was.status()))
                        .isTrue();
                assertThat(is.status()).isEqualTo(helping.step().to());
                if (is.status() == SupportStatus.DONE) {
                    assertThat(was.status()).isIn(SupportStatus.ACCEPTED, SupportStatus.WORKING);
                }
            } catch (Problem refused) {
                assertThat(was == null || !helping.step().opensFrom(was.status()))
                        .isTrue();
                assertThat(refused.type().status()).isIn(404, 409);
            }
        }
    }

    private static Support find(List<Support> known, UUID department) {
        return known.stream()
                .filter(each -> each.departmentId().equals(department))
                .findFirst()
                .orElse(null);
    }

    private static boolean attempt(List<Consultation> history, Attempt attempt) {
        UUID department = OTHERS.get(attempt.department());
        List<UUID> consulted = history.stream()
                .filter(Consultation::isOpen)
                .flatMap(each -> each.departmentIds().stream())
                .toList();
        Case thing = consultedOn(consulted);
        Consultation last = history.isEmpty() ? null : history.get(history.size() - 1);
        try {
            switch (attempt.move()) {
                case ASK -> {
                    List<UUID> asked = attempt.department() == 0 ? OTHERS.subList(0, 2) : List.of(department);
                    history.add(Consultations.ask(
                                    thing, act(LEAD), LEAD, asked, "？", BEGIN.plus(Duration.ofDays(1)), id -> null)
                            .consultation());
                    return true;
                }
                default -> {
                    if (last == null || last.of(department) == null) {
                        return false;
                    }
                    history.set(history.size() - 1, step(thing, last, attempt.move(), department));
                    return true;
                }
            }
        } catch (Problem refused) {
            assertThat(refused.type().status()).isEqualTo(409);
            return false;
        }
    }

    private static Consultation step(Case thing, Consultation last, Move move, UUID department) {
        return switch (move) {
            case CONCLUDE ->
                Consultations.conclude(thing, last, act(LEAD), "好", id -> null).consultation();
            case WITHDRAW ->
                Consultations.withdraw(thing, last, act(LEAD), "好", id -> null).consultation();
            default ->
                Consultations.answer(thing, last, act(department), department, move == Move.DECLINE, "好")
                        .consultation();
        };
    }

    private static Act act(UUID department) {
        Caller caller = new Caller(Caller.Kind.OFFICER, new UUID(2, 1), "李敏", department, Set.of(), Set.of(), null);
        return new Act(caller, BEGIN, null);
    }

    private static Case consultedOn(List<UUID> consulted) {
        return thing(List.of(), consulted);
    }

    private static Case thing(List<UUID> supports) {
        return thing(supports, List.of());
    }

    private static Case thing(List<UUID> supports, List<UUID> consulted) {
        Progress progress =
                Progress.waiting(CaseStatus.ASSIGNED, new Assessment(3, 3, List.of()), BEGIN.plus(Duration.ofHours(4)));
        return new Case(
                new UUID(3, 1),
                "QF-1",
                1,
                new UUID(3, 2),
                progress,
                LEAD,
                supports,
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
                consulted,
                false);
    }
}
