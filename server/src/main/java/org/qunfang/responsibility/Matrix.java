package org.qunfang.responsibility;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.locationtech.jts.geom.Geometry;
import org.qunfang.geo.AreaIndex;
import org.qunfang.geo.Location;

/** Areas, departments, categories and responsibilities at one version, immutable and in memory. */
public final class Matrix {
    private static final Comparator<Area> DEEPEST_FIRST =
            Comparator.comparingInt(Area::depth).reversed().thenComparing(Area::code);

    private final long version;
    private final Map<UUID, Area> idToArea;
    private final Map<String, Area> codeToArea = new HashMap<>();
    private final Map<UUID, Department> idToDepartment;
    private final Map<String, Department> codeToDepartment = new HashMap<>();
    private final Map<UUID, Category> idToCategory;
    private final Map<String, Category> codeToCategory = new HashMap<>();
    private final Map<UUID, List<Category>> idToCategoryChain = new HashMap<>();
    private final Map<Cell, List<Responsibility>> cellToResponsibilities = new HashMap<>();
    private final Collection<Responsibility> responsibilities;
    private final AreaIndex<UUID> index;
    private final Department dutyOffice;

    private record Cell(Duty duty, UUID categoryId, UUID areaId) {}

    Matrix(
            long version,
            Collection<Area> areas,
            Collection<Department> departments,
            Collection<Category> categories,
            Collection<Responsibility> responsibilities) {
        this(version, areas, departments, categories, responsibilities, indexed(areas, null));
    }

    /** @param held an older one, whose index of the boundaries they share is kept, or null */
    Matrix(
            long version,
            Collection<Area> areas,
            Collection<Department> departments,
            Collection<Category> categories,
            Collection<Responsibility> responsibilities,
            Matrix held) {
        this(
                version,
                areas,
                departments,
                categories,
                responsibilities,
                indexed(areas, held == null ? null : held.index));
    }

    private Matrix(
            long version,
            Collection<Area> areas,
            Collection<Department> departments,
            Collection<Category> categories,
            Collection<Responsibility> responsibilities,
            AreaIndex<UUID> index) {
        this.version = version;
        this.idToArea = byId(areas, Area::id);
        this.idToDepartment = byId(departments, Department::id);
        this.idToCategory = byId(categories, Category::id);
        this.responsibilities = responsibilities;
        areas.forEach(area -> codeToArea.put(area.code(), area));
        departments.forEach(department -> codeToDepartment.put(department.code(), department));
        categories.forEach(category -> {
            codeToCategory.put(category.code(), category);
            idToCategoryChain.put(category.id(), chainOf(category));
        });
        Comparator<Responsibility> oldestFirst =
                Comparator.comparing(Responsibility::validFrom).thenComparing(Responsibility::id);
        responsibilities.stream()
                .sorted(oldestFirst)
                .forEach(line -> cellToResponsibilities
                        .computeIfAbsent(
                                new Cell(line.duty(), line.categoryId(), line.areaId()), cell -> new ArrayList<>(2))
                        .add(line));
        this.index = index;
        this.dutyOffice = departments.stream()
                .filter(Department::isDutyOffice)
                .findFirst()
                .orElse(null);
    }

    private static AreaIndex<UUID> indexed(Collection<Area> areas, AreaIndex<UUID> known) {
        Map<UUID, Geometry> boundaries = new HashMap<>();
        areas.forEach(area -> boundaries.put(area.id(), area.boundary()));
        return known == null ? new AreaIndex<>(boundaries) : known.with(boundaries);
    }

    /** The same areas, departments and categories with other lines. */
    Matrix withLines(Collection<Responsibility> lines) {
        return new Matrix(version, areas(), departments(), categories(), lines, index);
    }

    private static <T> Map<UUID, T> byId(Collection<T> things, java.util.function.Function<T, UUID> id) {
        Map<UUID, T> map = new LinkedHashMap<>();
        things.forEach(thing -> map.put(id.apply(thing), thing));
        return map;
    }

    private List<Category> chainOf(Category category) {
        List<Category> chain = new ArrayList<>();
        for (Category step = category; step != null; step = idToCategory.get(step.parentId())) {
            chain.add(step);
        }
        return List.copyOf(chain);
    }

    public long version() {
        return version;
    }

    public Optional<Area> area(UUID id) {
        return Optional.ofNullable(idToArea.get(id));
    }

    public Optional<Area> areaByCode(String code) {
        return Optional.ofNullable(codeToArea.get(code));
    }

    public Collection<Area> areas() {
        return idToArea.values();
    }

    /** The codes of the area and of all areas below it; just the given one when there is no such area. */
    public List<String> areaCodesFrom(String code) {
        List<String> codes = new ArrayList<>(List.of(code));
        idToArea.values().stream()
                .filter(area -> isBelow(area, codeToArea.get(code)))
                .forEach(area -> codes.add(area.code()));
        return codes;
    }

    private boolean isBelow(Area area, Area top) {
        Area step = area;
        do {
            step = step.parentId() == null ? null : idToArea.get(step.parentId());
        } while (step != null && step != top);
        return step != null;
    }

    public Optional<Department> department(UUID id) {
        return Optional.ofNullable(idToDepartment.get(id));
    }

    public Optional<Department> departmentByCode(String code) {
        return Optional.ofNullable(codeToDepartment.get(code));
    }

    public Collection<Department> departments() {
        return idToDepartment.values();
    }

    public Optional<Category> category(UUID id) {
        return Optional.ofNullable(idToCategory.get(id));
    }

    public Optional<Category> categoryByCode(String code) {
        return Optional.ofNullable(codeToCategory.get(code));
    }

    public Collection<Category> categories() {
        return idToCategory.values();
    }

    /** The category with this code and everything below it; empty when there is none. */
    public Set<UUID> categoriesBelow(String code) {
        Category top = codeToCategory.get(code);
        return top == null
                ? Set.of()
                : idToCategoryChain.entrySet().stream()
                        .filter(entry -> entry.getValue().contains(top))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
    }

    /** The area with this code and everything below it; empty when there is none. */
    public Set<UUID> areasBelow(String code) {
        Area top = codeToArea.get(code);
        return top == null
                ? Set.of()
                : idToArea.values().stream()
                        .filter(area -> isAtOrBelow(area, top.id()))
                        .map(Area::id)
                        .collect(Collectors.toSet());
    }

    private boolean isAtOrBelow(Area area, UUID top) {
        for (Area step = area; step != null; step = idToArea.get(step.parentId())) {
            if (step.id().equals(top)) {
                return true;
            }
        }
        return false;
    }

    public Optional<Responsibility> responsibility(UUID id) {
        return responsibilities.stream().filter(line -> line.id().equals(id)).findFirst();
    }

    public Collection<Responsibility> responsibilities() {
        return responsibilities;
    }

    /** The department that leads where nobody else does; null before one was set up. */
    public Department dutyOffice() {
        return dutyOffice;
    }

    /** The category and its ancestors, most specific first. */
    public List<Category> chain(UUID categoryId) {
        return idToCategoryChain.getOrDefault(categoryId, List.of());
    }

    /** The ids of {@link #chain}. */
    public List<UUID> lineage(UUID categoryId) {
        return chain(categoryId).stream().map(Category::id).toList();
    }

    /** Both lists are deepest first, then by code. */
    record Around(List<Area> holding, List<Area> near) {}

    /** Areas that hold the point, and areas whose boundary passes within so many metres of it. */
    Around areasAround(Location point, double meters) {
        AreaIndex.Around<UUID> around = index.around(point, meters);
        return new Around(sorted(around.containing()), sorted(around.within()));
    }

    /** Areas that hold the point, deepest first, then by code. */
    public List<Area> areasAt(Location point) {
        return sorted(index.containing(point));
    }

    private List<Area> sorted(List<UUID> ids) {
        List<Area> found = new ArrayList<>(ids.size());
        for (UUID id : ids) {
            found.add(idToArea.get(id));
        }
        if (found.size() > 1) {
            found.sort(DEEPEST_FIRST);
        }
        return found;
    }

    /** Lines of exactly this cell, oldest first. */
    List<Responsibility> lines(Duty duty, UUID categoryId, UUID areaId) {
        return cellToResponsibilities.getOrDefault(new Cell(duty, categoryId, areaId), List.of());
    }
}
