package org.qunfang.warning;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;
import org.qunfang.delivery.Severity;
import org.qunfang.problem.Localized;

/** A landslide warning as tests need it. */
final class Contents {
    static final Instant NOW = Instant.parse("2026-11-23T00:15:00Z");
    static final Instant EXPIRES = Instant.parse("2026-11-23T12:00:00Z");

    private Contents() {}

    static Content landslide() {
        return with(Mode.ACTUAL, false, null, EXPIRES, infos());
    }

    static Content with(Mode mode, boolean exercisePublic, Instant onset, Instant expires, List<Info> infos) {
        return new Content(
                mode,
                exercisePublic,
                "Geo",
                "landslide",
                "OET-119",
                "Immediate",
                Severity.EXTREME,
                "Likely",
                onset,
                expires,
                infos,
                List.of(),
                area(),
                null,
                null);
    }

    static List<Info> infos() {
        return List.of(
                new Info("zh-CN", null, "红坳受纳场可能滑坡，立即撤离", "坡体裂缝扩大，有浑水渗出。", "向两侧高处撤离，不要返回。"),
                new Info(
                        "en",
                        null,
                        "Landslide likely at Hong'ao: leave now",
                        "Cracks widen & muddy water seeps out.",
                        null));
    }

    static WarningArea area() {
        return new WarningArea(
                Localized.of("光明", "Guangming"),
                new JsonObject()
                        .put("description", new JsonObject().put("zh-CN", "光明").put("en", "Guangming")),
                multi("MULTIPOLYGON(((113.93 22.705,113.94 22.705,113.94 22.715,113.93 22.705)))"),
                List.of("440311"));
    }

    static MultiPolygon multi(String wkt) {
        try {
            return (MultiPolygon) new WKTReader().read(wkt);
        } catch (ParseException wrongTest) {
            throw new IllegalArgumentException(wrongTest);
        }
    }
}
