package org.qunfang.casework;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.qunfang.casework.DeadlineStore.NamedDay;

/**
 * What a file of holidays would change: of each of its years the days that it adds, changes and takes away. Pure.
 *
 * @param days that differ, in their order
 */
record CalendarChanges(List<Year> years, List<Changed> days) {
    /** Of so many the days are told one by one; the counts have all. */
    static final int MOST_TOLD = 400;

    record Year(int year, int offBefore, int workedBefore, int off, int worked) {}

    /** @param before null for a day that followed its weekday; {@code after} likewise */
    record Changed(LocalDate day, NamedDay before, NamedDay after) {}

    static CalendarChanges of(SortedMap<LocalDate, NamedDay> known, List<NamedDay> file) {
        Map<LocalDate, NamedDay> wanted = new HashMap<>();
        file.forEach(day -> wanted.put(day.day(), day));
        List<Year> years = new ArrayList<>();
        List<Changed> changed = new ArrayList<>();
        for (int year : CalendarFile.years(file)) {
            Map<LocalDate, NamedDay> before = known.subMap(LocalDate.of(year, 1, 1), LocalDate.of(year + 1, 1, 1));
            List<NamedDay> after =
                    file.stream().filter(day -> day.day().getYear() == year).toList();
            years.add(new Year(
                    year,
                    count(before.values(), false),
                    count(before.values(), true),
                    count(after, false),
                    count(after, true)));
            SortedSet<LocalDate> named = new TreeSet<>(before.keySet());
            after.forEach(day -> named.add(day.day()));
            named.stream()
                    .filter(day -> !java.util.Objects.equals(before.get(day), wanted.get(day)))
                    .forEach(day -> changed.add(new Changed(day, before.get(day), wanted.get(day))));
        }
        return new CalendarChanges(years, changed);
    }

    private static int count(java.util.Collection<NamedDay> days, boolean worked) {
        return (int) days.stream().filter(day -> day.worked() == worked).count();
    }

    /** The contract's CalendarPreview. */
    JsonObject json(long version) {
        JsonArray perYear = new JsonArray();
        years.forEach(year -> perYear.add(new JsonObject()
                .put("year", year.year())
                .put("offBefore", year.offBefore())
                .put("workedBefore", year.workedBefore())
                .put("off", year.off())
                .put("worked", year.worked())));
        JsonArray told = new JsonArray();
        days.stream().limit(MOST_TOLD).forEach(each -> told.add(json(each)));
        return new JsonObject()
                .put("version", version)
                .put("years", perYear)
                .put("changed", days.size())
                .put("changes", told);
    }

    private static JsonObject json(Changed changed) {
        JsonObject json = new JsonObject().put("date", changed.day().toString());
        if (changed.before() != null) {
            json.put("before", kind(changed.before()));
        }
        if (changed.after() != null) {
            json.put("after", kind(changed.after()));
        }
        return json;
    }

    private static JsonObject kind(NamedDay day) {
        return new JsonObject()
                .put("kind", DeadlineStore.kind(day.worked()))
                .put("name", day.name().toJson());
    }
}
