package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.qunfang.problem.Localized;

/** What holds for any set of playbooks. */
class PlaybooksPropertyTest {
    private static final Localized TEXT = Localized.of("步骤", "step");

    /** Most specific first: a leaf, its parent, its root. */
    private static final List<UUID> CHAIN = List.of(new UUID(1, 1), new UUID(1, 2), new UUID(1, 3));

    private static final UUID ELSEWHERE = new UUID(2, 2);

    /** At most one active playbook for each category and severity, as the database has it. */
    private static List<Playbook> random(long seed) {
        Random random = new Random(seed);
        List<UUID> categories = new ArrayList<>(CHAIN);
        categories.add(ELSEWHERE);
        categories.add(null);
        List<Playbook> playbooks = new ArrayList<>();
        for (UUID category : categories) {
            for (Severity severity : Severity.values()) {
                if (random.nextInt(3) == 0) {
                    playbooks.add(new Playbook(
                            new UUID(random.nextLong(), random.nextLong()),
                            category,
                            severity,
                            TEXT,
                            random.nextInt(5) > 0,
                            1,
                            steps(random)));
                }
            }
        }
        return playbooks;
    }

    /** Few codes, so that playbooks share some. */
    private static List<PlaybookStep> steps(Random random) {
        return IntStream.range(0, 8)
                .filter(code -> random.nextBoolean())
                .mapToObj(code -> new PlaybookStep(
                        "s" + code,
                        code + 1,
                        TEXT,
                        null,
                        "officer",
                        PlaybookStep.Side.LEAD,
                        PlaybookStep.From.OPENING,
                        Duration.ofHours(1),
                        PlaybookStep.Evidence.NONE,
                        false))
                .toList();
    }

    @Property(tries = 1_000)
    void theChoiceIsTheMostSpecificOneWhateverTheOrder(@ForAll long seed, @ForAll Severity severity) {
        List<Playbook> playbooks = random(seed);
        Optional<Playbook> chosen = Playbooks.choose(playbooks, CHAIN, severity);

        List<Playbook> shuffled = new ArrayList<>(playbooks);
        Collections.shuffle(shuffled, new Random(seed + 1));
        assertThat(Playbooks.choose(shuffled, CHAIN, severity)).isEqualTo(chosen);
        List<Playbook> fitting = playbooks.stream()
                .filter(each -> each.active()
                        && each.minimumSeverity().compareTo(severity) <= 0
                        && !ELSEWHERE.equals(each.categoryId()))
                .toList();
        assertThat(chosen.isPresent()).isEqualTo(!fitting.isEmpty());
        chosen.ifPresent(best -> {
            assertThat(fitting).contains(best);
            assertThat(fitting).allSatisfy(other -> assertThat(depth(other)).isGreaterThanOrEqualTo(depth(best)));
            assertThat(fitting.stream().filter(other -> Objects.equals(other.categoryId(), best.categoryId())))
                    .allSatisfy(
                            other -> assertThat(other.minimumSeverity()).isLessThanOrEqualTo(best.minimumSeverity()));
        });
    }

    private static int depth(Playbook playbook) {
        return playbook.categoryId() == null ? CHAIN.size() : CHAIN.indexOf(playbook.categoryId());
    }

    @Property(tries = 1_000)
    void risingSeverityNeitherRemovesNorDoublesTasks(@ForAll long seed, @ForAll Severity opens) {
        List<Playbook> playbooks = random(seed);
        Random random = new Random(seed);
        Set<UUID> given = new HashSet<>();
        List<String> tasks = new ArrayList<>();

        for (int level = opens.ordinal(); level < Severity.values().length; level += 1 + random.nextInt(2)) {
            List<String> before = List.copyOf(tasks);
            Optional<Playbook> chosen = Playbooks.choose(playbooks, CHAIN, Severity.values()[level]);
            chosen.ifPresent(each -> {
                Playbooks.missing(each, new Playbooks.Before(Set.copyOf(given), Set.copyOf(tasks)))
                        .forEach(step -> tasks.add(step.code()));
                given.add(each.id());
                assertThat(tasks)
                        .containsAll(
                                each.steps().stream().map(PlaybookStep::code).toList());
            });
            assertThat(tasks.subList(0, before.size())).isEqualTo(before);
            assertThat(tasks).doesNotHaveDuplicates();
        }
    }

    @Property(tries = 300)
    void anEditOfAPlaybookThatWasGivenAddsNothing(@ForAll long seed) {
        for (Playbook playbook : random(seed)) {
            Playbook edited =
                    new Playbook(playbook.id(), null, Severity.LOW, TEXT, true, 2, steps(new Random(seed + 7)));
            assertThat(Playbooks.missing(edited, new Playbooks.Before(Set.of(playbook.id()), Set.of())))
                    .isEmpty();
        }
    }
}
