package org.qunfang.responsibility;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import org.qunfang.problem.Localized;

/**
 * A matrix for tests: a city of two districts, west (113° to 114° E) and east (114° to 115° E), both 22° to 23° N; slope
 * holds landslide and rockfall; departments are made as they are named.
 */
final class SmallCity {
    static final Instant NOW = Instant.parse("2026-11-23T00:15:20Z");

    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    private final Map<String, Area> areas = new LinkedHashMap<>();
    private final Map<String, Department> departments = new LinkedHashMap<>();
    private final Map<String, Category> categories = new LinkedHashMap<>();
    private final List<Responsibility> lines = new ArrayList<>();

    SmallCity() {
        area("city", null, 113, 22, 115, 23, "1979-03-05", null);
        area("west", "city", 113, 22, 114, 23, "1990-01-01", null);
        area("east", "city", 114, 22, 115, 23, "1990-01-01", null);
        category("slope", null);
        category("landslide", "slope");
        category("rockfall", "slope");
        department("duty-office");
    }

    static UUID id(String code) {
        return UUID.nameUUIDFromBytes(code.getBytes(StandardCharsets.UTF_8));
    }

    SmallCity area(
            String code, String parent, double west, double south, double east, double north, String from, String to) {
        areas.put(
                code,
                new Area(
                        id(code),
                        code,
                        Localized.of(code + "区", code),
                        parent == null ? null : id(parent),
                        "district",
                        Area.multi((org.locationtech.jts.geom.Polygon)
                                GEOMETRY.toGeometry(new Envelope(west, east, south, north))),
                        null,
                        LocalDate.parse(from),
                        to == null ? null : LocalDate.parse(to),
                        LocalDate.parse(from),
                        1,
                        parent == null ? 0 : areas.get(parent).depth() + 1));
        return this;
    }

    private void category(String code, String parent) {
        categories.put(
                code,
                new Category(
                        id(code),
                        code,
                        Localized.of(code + "类", code),
                        parent == null ? null : id(parent),
                        "other",
                        null,
                        true,
                        false,
                        "Geo",
                        null,
                        false,
                        50,
                        30,
                        SurgeRule.USUAL,
                        new JsonObject(),
                        new JsonArray(),
                        1,
                        parent == null ? 0 : 1));
    }

    private void department(String code) {
        departments.computeIfAbsent(
                code,
                made -> new Department(
                        id(code),
                        code,
                        Localized.of(code + "局", code),
                        null,
                        code.equals("duty-office"),
                        new JsonArray(),
                        1));
    }

    SmallCity lead(String department, String category, String area) {
        return line(Duty.RESPOND, department, category, area, true, "2020-01-01", null);
    }

    SmallCity support(String department, String category, String area) {
        return line(Duty.RESPOND, department, category, area, false, "2020-01-01", null);
    }

    SmallCity line(Duty duty, String department, String category, String area, boolean isLead, String from, String to) {
        department(department);
        lines.add(new Responsibility(
                id("line " + lines.size()),
                duty,
                id(category),
                id(area),
                id(department),
                isLead,
                Localized.of("《条例》第三条。", "Regulation, article 3."),
                null,
                LocalDate.parse(from),
                to == null ? null : LocalDate.parse(to),
                LocalDate.of(2019, 12, 1),
                1));
        return this;
    }

    /** Forgets every line and makes up to twenty others; some overlap, some are over, some begin on one day. */
    void randomLines(Random random) {
        lines.clear();
        for (int i = random.nextInt(20); i > 0; i--) {
            String from = "202" + random.nextInt(6) + "-01-01";
            line(
                    Duty.RESPOND,
                    "works-" + random.nextInt(4),
                    List.of("slope", "landslide", "rockfall").get(random.nextInt(3)),
                    List.of("city", "west", "east").get(random.nextInt(3)),
                    random.nextInt(4) > 0,
                    from,
                    random.nextInt(5) == 0 ? "2026-01-01" : null);
        }
    }

    Matrix matrix() {
        return new Matrix(1, areas.values(), departments.values(), categories.values(), List.copyOf(lines));
    }

    Matrix withoutDutyOffice() {
        return new Matrix(1, areas.values(), List.of(), categories.values(), List.of());
    }

    /** The same matrix, read in another order. */
    Matrix shuffled(Random random) {
        return new Matrix(
                1,
                shuffled(areas.values(), random),
                shuffled(departments.values(), random),
                shuffled(categories.values(), random),
                shuffled(lines, random));
    }

    private static <T> List<T> shuffled(Iterable<T> things, Random random) {
        List<T> list = new ArrayList<>();
        things.forEach(list::add);
        Collections.shuffle(list, random);
        return list;
    }
}
