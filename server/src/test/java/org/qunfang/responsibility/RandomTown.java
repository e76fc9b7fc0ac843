package org.qunfang.responsibility;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.qunfang.geo.Location;
import org.qunfang.problem.Localized;

/**
 * A matrix out of dice: areas nested up to four deep with gaps between siblings, so that a point lies in one branch
 * only; categories up to three deep; lines of every duty, some over, some not begun, some of equal specificity.
 */
final class RandomTown {
    static final LocalDate DAY = LocalDate.of(2026, 11, 23);

    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    private final Random random;
    private final List<Area> areas = new ArrayList<>();
    private final List<Category> categories = new ArrayList<>();
    private final List<Department> departments = new ArrayList<>();
    private final List<Responsibility> lines = new ArrayList<>();

    RandomTown(long seed) {
        this.random = new Random(seed);
        for (int i = 0; i < 4; i++) {
            departments.add(
                    new Department(SmallCity.id("d" + i), "d" + i, name("d" + i), null, i == 0, new JsonArray(), 1));
        }
        int roots = 1 + random.nextInt(2);
        for (int i = 0; i < roots; i++) {
            grow(null, new Envelope(100 + 10 * i, 109 + 10 * i, 20, 29), 0);
            sprout(null, 0);
        }
        for (int i = random.nextInt(25); i > 0; i--) {
            line(i);
        }
    }

    private static Localized name(String code) {
        return Localized.of(code, code);
    }

    private void grow(Area parent, Envelope box, int depth) {
        String code = "a" + areas.size();
        boolean isOver = random.nextInt(8) == 0;
        Area area = new Area(
                SmallCity.id(code),
                code,
                name(code),
                parent == null ? null : parent.id(),
                "level",
                Area.multi((Polygon) GEOMETRY.toGeometry(box)),
                null,
                LocalDate.of(2000, 1, 1),
                isOver ? LocalDate.of(2026, 1, 1) : null,
                LocalDate.of(2000, 1, 1),
                1,
                depth);
        areas.add(area);
        int children = depth == 3 ? 0 : random.nextInt(4);
        double width = box.getWidth() / Math.max(1, children);
        for (int i = 0; i < children; i++) {
            double west = box.getMinX() + i * width;
            grow(
                    area,
                    new Envelope(
                            west + width * 0.1,
                            west + width * 0.9,
                            box.getMinY() + box.getHeight() * 0.1,
                            box.getMaxY() - box.getHeight() * 0.1),
                    depth + 1);
        }
    }

    private void sprout(Category parent, int depth) {
        String code = "c" + categories.size();
        Category category = new Category(
                SmallCity.id(code),
                code,
                name(code),
                parent == null ? null : parent.id(),
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
                depth);
        categories.add(category);
        for (int i = depth == 2 ? 0 : random.nextInt(3); i > 0; i--) {
            sprout(category, depth + 1);
        }
    }

    private void line(int number) {
        int year = 2020 + random.nextInt(8);
        lines.add(new Responsibility(
                SmallCity.id("line " + number),
                Duty.values()[random.nextInt(4)],
                categories.get(random.nextInt(categories.size())).id(),
                areas.get(random.nextInt(areas.size())).id(),
                departments.get(random.nextInt(4)).id(),
                random.nextInt(4) > 0,
                null,
                null,
                LocalDate.of(year, 1, 1),
                random.nextInt(4) == 0 ? LocalDate.of(year + 1 + random.nextInt(4), 1, 1) : null,
                LocalDate.of(2019, 12, 1),
                1));
    }

    Matrix matrix() {
        return new Matrix(1, areas, departments, categories, lines);
    }

    /** A point in the area and in none of its children: their strip begins a tenth inside. */
    static Location inside(Area area) {
        Envelope box = area.boundary().getEnvelopeInternal();
        return Location.of(box.getMinY() + box.getHeight() * 0.05, box.getMinX() + box.getWidth() * 0.5);
    }
}
