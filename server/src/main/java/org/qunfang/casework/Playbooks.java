package org.qunfang.casework;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Which playbook a case is given, and which tasks that adds. Pure. */
final class Playbooks {
    private Playbooks() {}

    /**
     * The most specific category wins, then the highest severity that is not above the case's; the general playbook is
     * the least specific.
     *
     * @param categories the case's category and its ancestors, most specific first
     */
    static Optional<Playbook> choose(Collection<Playbook> playbooks, List<UUID> categories, Severity severity) {
        List<UUID> specificFirst = new ArrayList<>(categories);
        specificFirst.add(null);
        for (UUID category : specificFirst) {
            Optional<Playbook> best = playbooks.stream()
                    .filter(Playbook::active)
                    .filter(each -> Objects.equals(each.categoryId(), category))
                    .filter(each -> each.minimumSeverity().compareTo(severity) <= 0)
                    .max(Comparator.comparing(Playbook::minimumSeverity).thenComparing(Playbook::id));
            if (best.isPresent()) {
                return best;
            }
        }
        return Optional.empty();
    }

    /**
     * What a case is given.
     *
     * @param given ids of the playbooks that it was given before, in whatever version
     * @param known codes of the tasks that it has
     */
    record Before(Set<UUID> given, Set<String> known) {
        static final Before NOTHING = new Before(Set.of(), Set.of());
    }

    /** The steps that a case lacks. One playbook is given once: what an edit adds to it is for later cases. */
    static List<PlaybookStep> missing(Playbook chosen, Before before) {
        if (before.given().contains(chosen.id())) {
            return List.of();
        }
        return chosen.steps().stream()
                .filter(step -> !before.known().contains(step.code()))
                .toList();
    }
}
