package org.qunfang.responsibility;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.qunfang.geo.Location;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/**
 * The decision who is answerable: the most specific area wins, then the most specific category, then the oldest
 * responsibility, then the smaller id. Pure: the same matrix, place and day give the same answer everywhere.
 */
public final class Lookup {
    /** Validity is in days of the city. */
    public static final ZoneId CITY = ZoneId.of("Asia/Shanghai");

    /** Positions are never believed to be better than this. */
    private static final double LEAST_ACCURACY_METERS = 20;
    /** Beyond this a place says nothing about a boundary. */
    private static final double MOST_ACCURACY_METERS = 1_000;

    private Lookup() {}

    /** The day that counts now. */
    public static LocalDate today(Clock clock) {
        return clock.instant().atZone(CITY).toLocalDate();
    }

    /** @throws Problem unavailable, when nobody has set up a duty office yet */
    public static Answerable at(Matrix matrix, Duty duty, UUID categoryId, Location place, LocalDate day) {
        Matrix.Around around = matrix.areasAround(place, boundaryMeters(place));
        List<Area> areas = holding(around.holding(), day);
        List<Category> chain = matrix.chain(categoryId);
        List<Area> near = near(areas, holding(around.near(), day));
        for (int from = 0; from < areas.size(); ) {
            int to = endOfDepth(areas, from);
            for (Category category : chain) {
                List<Responsibility> leads = leads(matrix, duty, category, areas.subList(from, to), day);
                if (!leads.isEmpty()) {
                    return led(matrix, duty, categoryId, leads, areas, near, day);
                }
            }
            from = to;
        }
        return gap(matrix, duty, categoryId, areas, near, day);
    }

    private static List<Area> holding(List<Area> areas, LocalDate day) {
        for (Area area : areas) {
            if (!area.holdsOn(day)) {
                return areas.stream().filter(each -> each.holdsOn(day)).toList();
            }
        }
        return areas;
    }

    private static int endOfDepth(List<Area> areas, int from) {
        int to = from + 1;
        while (to < areas.size() && areas.get(to).depth() == areas.get(from).depth()) {
            to++;
        }
        return to;
    }

    private static List<Responsibility> leads(
            Matrix matrix, Duty duty, Category category, List<Area> areas, LocalDate day) {
        List<Responsibility> leads = new ArrayList<>(2);
        for (Area area : areas) {
            for (Responsibility line : matrix.lines(duty, category.id(), area.id())) {
                if (line.isLead() && line.holdsOn(day)) {
                    leads.add(line);
                }
            }
        }
        if (leads.size() > 1) {
            leads.sort(java.util.Comparator.comparing(Responsibility::validFrom).thenComparing(Responsibility::id));
        }
        return leads;
    }

    private static Answerable led(
            Matrix matrix,
            Duty duty,
            UUID categoryId,
            List<Responsibility> leads,
            List<Area> areas,
            List<Area> near,
            LocalDate day) {
        Responsibility first = leads.get(0);
        Department lead = matrix.department(first.departmentId()).orElseThrow();
        List<Department> competing = leads.size() == 1
                ? List.of()
                : leads.stream()
                        .map(line -> matrix.department(line.departmentId()).orElseThrow())
                        .distinct()
                        .toList();
        Area area = areas.stream()
                .filter(candidate -> candidate.id().equals(first.areaId()))
                .findFirst()
                .orElseThrow();
        List<Department> support = support(matrix, duty, categoryId, areas, lead, day);
        List<Department> tied = competing.size() > 1 ? competing : List.of();
        return new Answerable(duty, categoryId, lead, support, deepest(areas, area), first, tied, near, day);
    }

    /** The place's own area: the deepest one below or at the area of the responsibility. */
    private static Area deepest(List<Area> areas, Area responsible) {
        return areas.get(0).depth() > responsible.depth() ? areas.get(0) : responsible;
    }

    private static Answerable gap(
            Matrix matrix, Duty duty, UUID categoryId, List<Area> areas, List<Area> near, LocalDate day) {
        Department office = matrix.dutyOffice();
        if (office == null) {
            throw Problem.of(
                            ProblemType.UNAVAILABLE,
                            "尚未设立值班室，无法受理。",
                            "No duty office is set up yet; reports cannot be taken.")
                    .retryAfter(60);
        }
        List<Department> support = support(matrix, duty, categoryId, areas, office, day);
        return new Answerable(
                duty, categoryId, office, support, areas.isEmpty() ? null : areas.get(0), null, List.of(), near, day);
    }

    private static List<Department> support(
            Matrix matrix, Duty duty, UUID categoryId, List<Area> areas, Department lead, LocalDate day) {
        Set<Department> support = new LinkedHashSet<>();
        for (Area area : areas) {
            for (Category category : matrix.chain(categoryId)) {
                for (Responsibility line : matrix.lines(duty, category.id(), area.id())) {
                    if (!line.isLead() && line.holdsOn(day)) {
                        support.add(matrix.department(line.departmentId()).orElseThrow());
                    }
                }
            }
        }
        support.remove(lead);
        return support.isEmpty() ? List.of() : List.copyOf(support);
    }

    private static double boundaryMeters(Location place) {
        double accuracy = place.accuracyMeters() == null ? 0 : place.accuracyMeters();
        return Math.min(MOST_ACCURACY_METERS, Math.max(LEAST_ACCURACY_METERS, accuracy));
    }

    private static List<Area> near(List<Area> areas, List<Area> close) {
        if (close.isEmpty()
                && (areas.size() < 2 || areas.get(0).depth() > areas.get(1).depth())) {
            return List.of();
        }
        Set<Area> near = new LinkedHashSet<>(close);
        if (areas.size() > 1 && areas.get(0).depth() == areas.get(1).depth()) {
            near.addAll(areas.subList(0, endOfDepth(areas, 0)));
        }
        int deepest = near.stream().mapToInt(Area::depth).max().orElse(0);
        return near.stream().filter(area -> area.depth() == deepest).collect(Collectors.toList());
    }
}
