package org.qunfang.hostile;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.qunfang.testing.TestClient;

/** Values that keep a schema and, where the sample city knows things by that name, name one of them. */
final class Sample {
    private static final OffsetDateTime NOW =
            OffsetDateTime.now(ZoneOffset.ofHours(8)).truncatedTo(ChronoUnit.SECONDS);
    private static final DateTimeFormatter RFC_3339 = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");

    /** A public key on P-256; nobody has the other half. */
    private static final String KEY = """
            -----BEGIN PUBLIC KEY-----
            MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAES8F76fLyeRb/airnotcd+HjMKm5H
            QO0Uw9wfk8iuYKbKuF1hJi1si5d0ZxHwr7FOFj9PvfUWCn26/tt0vgjbug==
            -----END PUBLIC KEY-----
            """;

    /** What a member of that name holds in the sample city; a key with the operation's id before it is stronger. */
    private static final Map<String, Object> KNOWN = Map.ofEntries(
            Map.entry("category", "landfill-slope"),
            Map.entry("recategoriseCase.category", "rockfall"),
            Map.entry("categoryCode", "landfill-slope"),
            Map.entry("areaCode", "440311"),
            Map.entry("homeAreaCode", "440311"),
            Map.entry("areaCodes", new JsonArray().add("440311")),
            Map.entry("serviceAreas", new JsonArray().add("440311")),
            Map.entry("parentCode", "440300"),
            Map.entry("createCategory.parentCode", "landslide"),
            Map.entry("updateCategory.parentCode", "landslide"),
            Map.entry("superiorCode", "city-government"),
            Map.entry(
                    "createDepartment.channels",
                    new JsonArray().add(new JsonObject().put("type", "phone").put("value", "0755-12345"))),
            Map.entry(
                    "updateDepartment.channels",
                    new JsonArray().add(new JsonObject().put("type", "phone").put("value", "0755-12345"))),
            Map.entry("createWarning.category", "Geo"),
            Map.entry("updateWarningDraft.category", "Geo"),
            Map.entry("createWarningUpdate.category", "Geo"),
            Map.entry("event", "山体滑坡"),
            Map.entry("eventCode", "OET-119"),
            Map.entry("putResource.type", "tent"),
            Map.entry("createNeed.type", "tent"),
            Map.entry("neededTo", time(2)),
            Map.entry("observedAt", time(-1)),
            Map.entry("answeredAt", time(-1)),
            Map.entry("inspectedAt", time(-1)),
            Map.entry("createSite.radiusMeters", 300),
            Map.entry("linkSite.apart", true),
            Map.entry("updateSite.radiusMeters", 300),
            Map.entry("createSite.inspectionEveryDays", 365),
            Map.entry("updateSite.inspectionEveryDays", 365),
            Map.entry(
                    "putSiteInspection.answers",
                    new JsonArray()
                            .add(new JsonObject().put("code", "no-cracks").put("answer", "yes"))),
            Map.entry("putSiteInspection.result", "incomplete"),
            Map.entry("putSiteInspection.photoIds", new JsonArray()),
            Map.entry("validFrom", day(-1)),
            Map.entry("expires", time(2)),
            Map.entry("availableTo", time(2)),
            Map.entry("birthYear", 1990),
            Map.entry("skills", new JsonArray().add("first-aid")),
            Map.entry("consentVersion", "2026-11"),
            Map.entry("language", "zh-CN"),
            Map.entry("exercisePublic", false),
            Map.entry("isDutyOffice", false),
            Map.entry("disabled", false),
            Map.entry("retired", false),
            Map.entry("lat", 22.711),
            Map.entry("lon", 113.934),
            Map.entry("submitReport.answers", new JsonObject().put("cracks", "widening")),
            Map.entry("answerLesson.answers", new JsonObject().put("q1", "a")),
            Map.entry("bbox", "113.7,22.4,114.7,22.9"),
            Map.entry("legalLink", "https://example.org/law"),
            Map.entry("feedUrl", "http://127.0.0.1:9/cap.atom"),
            Map.entry("signingKey", KEY),
            Map.entry("putDevice.from", "22:30"),
            Map.entry("putDevice.to", "07:00"),
            Map.entry("askNumberCode.number", "138 0013 8000"),
            Map.entry("proveNumber.code", "123456"),
            Map.entry("putDevice.topicOnly", false),
            Map.entry("createWebhook.active", false),
            Map.entry("updateWebhook.active", false),
            Map.entry("password", "correct horse battery staple"),
            Map.entry("dueAfter", "PT4H"),
            Map.entry("createPlaybook.categoryCode", "rockfall"),
            Map.entry("createWarningTemplate.categoryCode", "rockfall"),
            // The next one of the same category takes its turn.
            Map.entry("createWarningTemplate.active", false),
            Map.entry("updateWarningTemplate.categoryCode", "rockfall"),
            Map.entry("updateWarningTemplate.active", false),
            Map.entry("lesson", "signs-of-a-moving-slope"),
            Map.entry("createWarningTemplate.headline", both()),
            Map.entry("createWarningTemplate.description", both()),
            Map.entry("createWarningTemplate.instruction", both()),
            Map.entry("updateWarningTemplate.headline", both()),
            Map.entry("updateWarningTemplate.description", both()),
            Map.entry("updateWarningTemplate.instruction", both()),
            Map.entry("features", features()));

    /** Words of each language: the same ones in both are refused. */
    private static JsonObject both() {
        return new JsonObject().put("zh-CN", "落石，请绕行").put("en", "Rockfall: keep away");
    }

    private static final List<String> TEXTS = List.of(
            "裂缝在变宽，有水渗出",
            "someone@example.org",
            "13800000000",
            "district",
            "123456",
            "zh-CN",
            "landslide",
            "a-long-enough-word-1234",
            "Z");

    /** Two things cannot have the same one; a device that has the token of another takes its place. */
    private static final Set<String> UNIQUE = Set.of(
            "code",
            "registrationNumber",
            "email",
            "token",
            "sender",
            "createSavedFilter.name",
            "createWebhook.url",
            "updateWebhook.url");

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String operationId;
    private final Map<String, String> knownIds;

    /** @param knownIds things that exist, by the name of a path parameter or a member, such as {@code caseId} */
    Sample(String operationId, Map<String, String> knownIds) {
        this.operationId = operationId;
        this.knownIds = knownIds;
    }

    static JsonArray features() {
        return new JsonArray()
                .add(new JsonObject()
                        .put("type", "Feature")
                        .put(
                                "properties",
                                new JsonObject()
                                        .put("code", "990001")
                                        .put("name", "某区")
                                        .put("level", "district"))
                        .put("geometry", Shapes.polygon(Shapes.square())));
    }

    private static String time(int days) {
        return NOW.plusDays(days).format(RFC_3339);
    }

    private static String day(int days) {
        return NOW.plusDays(days).toLocalDate().toString();
    }

    Object value(String name, JsonObject schema) {
        Object known = KNOWN.getOrDefault(operationId + "." + name, KNOWN.get(name));
        if (known != null && fits(known, schema)) {
            return known instanceof JsonObject object ? object.copy() : known;
        }
        if (schema.containsKey("enum")) {
            return schema.getJsonArray("enum").getValue(0);
        }
        return switch (type(schema)) {
            case "object" -> object(schema);
            case "array" -> array(name, schema);
            case "string" -> text(name, schema);
            case "integer" -> (long) number(schema);
            case "number" -> number(schema);
            case "boolean" -> true;
            default -> throw new IllegalStateException(operationId + ": no sample for " + name + " " + schema);
        };
    }

    /** The first type that the schema names. */
    static String type(JsonObject schema) {
        Object type = schema.getValue("type");
        return type instanceof JsonArray several ? several.getString(0) : (String) type;
    }

    private static boolean fits(Object known, JsonObject schema) {
        return !(known instanceof String text) || ("string".equals(type(schema)) && matches(text, schema));
    }

    private Object object(JsonObject schema) {
        JsonObject properties = schema.getJsonObject("properties", new JsonObject());
        if (properties.containsKey("coordinates")) {
            return Shapes.polygon(Shapes.square());
        }
        JsonObject object = new JsonObject();
        properties.forEach(
                member -> object.put(member.getKey(), value(member.getKey(), (JsonObject) member.getValue())));
        return object;
    }

    private JsonArray array(String name, JsonObject schema) {
        JsonArray array = new JsonArray();
        if (schema.containsKey("items")) {
            array.add(value(name, schema.getJsonObject("items")));
        }
        if ("infos".equals(name) || "allClear".equals(name)) {
            array.add(array.getJsonObject(0)
                    .copy()
                    .put("language", "en")
                    .put("event", "Landslide")
                    .put("headline", "Leave now")
                    .put("description", "Cracks widen.")
                    .put("instruction", "Go uphill."));
        } else if ("options".equals(name)) {
            array.add(array.getJsonObject(0).copy().put("id", "other"));
        }
        return array;
    }

    private String text(String name, JsonObject schema) {
        Stream<String> named = Stream.of(unique(name), knownIds.getOrDefault(name, ""));
        Stream<String> formatted = switch (schema.getString("format", "")) {
            case "date-time" -> Stream.of(time(1));
            case "date" -> Stream.of(day(1));
            case "uuid" -> Stream.of(TestClient.id());
            default -> TEXTS.stream();
        };
        return Stream.concat(named, formatted)
                .filter(each -> !each.isEmpty() && matches(each, schema))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(operationId + ": no sample for " + name + " " + schema));
    }

    private String unique(String name) {
        if (!UNIQUE.contains(name) && !UNIQUE.contains(operationId + "." + name)) {
            return "";
        }
        String word = "n" + COUNT.incrementAndGet();
        return switch (name) {
            case "email" -> word + "@example.org";
            case "url" -> "https://" + word + ".example.org/cap";
            default -> word;
        };
    }

    static boolean matches(String text, JsonObject schema) {
        Pattern pattern = Pattern.compile(schema.getString("pattern", ""));
        return text.length() >= schema.getInteger("minLength", 0)
                && text.length() <= schema.getInteger("maxLength", Integer.MAX_VALUE)
                && pattern.matcher(text).find();
    }

    private static double number(JsonObject schema) {
        double least = schema.containsKey("exclusiveMinimum")
                ? schema.getDouble("exclusiveMinimum") + 1
                : schema.getDouble("minimum", 0d);
        return Math.min(Math.max(least, 1), schema.getDouble("maximum", Double.MAX_VALUE));
    }
}
