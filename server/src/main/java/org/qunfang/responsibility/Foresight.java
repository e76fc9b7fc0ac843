package org.qunfang.responsibility;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a change would do, seen on one day: the findings it would open and mend, and the open cases whose answerable
 * department would be another. Pure.
 *
 * @param rerouted the departments that lead before and after
 */
record Foresight(LocalDate day, List<Found> opens, List<Found> mends, List<Rerouted> rerouted) {
    record Rerouted(PlacedCase found, Department before, Department after) {}

    static Foresight of(Matrix before, Matrix after, LocalDate day, Duty duty, List<PlacedCase> cases) {
        Map<Found.Key, Found> was = findings(before, day);
        Map<Found.Key, Found> becomes = findings(after, day);
        return new Foresight(
                day,
                without(becomes, was.keySet()),
                without(was, becomes.keySet()),
                rerouted(before, after, day, duty, cases));
    }

    private static Map<Found.Key, Found> findings(Matrix matrix, LocalDate day) {
        return CoverageFold.of(Coverage.of(matrix, day)).stream()
                .collect(Collectors.toMap(Found::key, Function.identity()));
    }

    private static List<Found> without(Map<Found.Key, Found> all, Set<Found.Key> others) {
        Set<Found.Key> rest = new HashSet<>(all.keySet());
        rest.removeAll(others);
        return all.values().stream().filter(each -> rest.contains(each.key())).toList();
    }

    private static List<Rerouted> rerouted(
            Matrix before, Matrix after, LocalDate day, Duty duty, List<PlacedCase> cases) {
        return cases.stream()
                .map(each -> new Rerouted(each, lead(before, day, duty, each), lead(after, day, duty, each)))
                .filter(each -> !each.before().id().equals(each.after().id()))
                .toList();
    }

    private static Department lead(Matrix matrix, LocalDate day, Duty duty, PlacedCase found) {
        return Lookup.at(matrix, duty, found.categoryId(), found.location(), day)
                .lead();
    }
}
