package org.qunfang.casework;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.qunfang.problem.Localized;
import org.qunfang.responsibility.Category;
import org.qunfang.responsibility.Matrix;

/** What a change of the register changed, as the site's page and the audit log name it: each member before and after. Pure. */
final class SiteChange {
    private static final int LONGEST = 500;

    private SiteChange() {}

    /**
     * Each with {@code member}, {@code before} and {@code after}, and for a boundary the {@code corners} it has now; what
     * nobody knew or knows is left out.
     */
    static JsonArray between(Site.Content before, Site.Content after, Matrix matrix) {
        Map<String, String> old = members(before, matrix);
        JsonArray changes = new JsonArray();
        members(after, matrix).forEach((member, value) -> {
            if (!Objects.equals(old.get(member), value)) {
                JsonObject change = new JsonObject().put("member", member);
                CaseListView.putIfKnown(change, "before", old.get(member));
                CaseListView.putIfKnown(change, "after", value);
                if (member.equals("boundary")) {
                    CaseListView.putIfKnown(change, "corners", corners(after.boundary()));
                }
                changes.add(change);
            }
        });
        if (!Objects.equals(before.operatorContact(), after.operatorContact())) {
            // That it changed; contact data stays where it is kept.
            changes.add(new JsonObject().put("member", "contact"));
        }
        return changes;
    }

    /** No contact data. */
    static JsonObject audited(Site.Content content, Matrix matrix) {
        JsonObject detail = new JsonObject();
        members(content, matrix).forEach((member, value) -> CaseListView.putIfKnown(detail, member, value));
        return detail;
    }

    private static Map<String, String> members(Site.Content of, Matrix matrix) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("name", inEachLanguage(of.name()));
        members.put(
                "category", matrix.category(of.categoryId()).map(Category::code).orElse(null));
        members.put("location", of.place().lat() + ", " + of.place().lon());
        members.put("radiusMeters", plain(of.radiusMeters()));
        members.put("boundary", of.boundary() == null ? null : cut(of.boundary().encode()));
        members.put("place", of.placeWords());
        members.put("operator", of.operatorName());
        members.put("public", String.valueOf(of.isPublic()));
        members.put("watched", String.valueOf(of.watched()));
        members.put("inspectionEveryDays", plain(of.inspectionEveryDays()));
        members.put(
                "inspectionDue",
                of.inspectionDue() == null ? null : of.inspectionDue().toString());
        members.put("fillDepthMeters", plain(of.measures().fillDepthMeters()));
        members.put("heightMeters", plain(of.measures().heightMeters()));
        members.put("peopleInReach", plain(of.measures().peopleInReach()));
        return members;
    }

    /** Of all rings, each of which ends where it begins. */
    private static Integer corners(JsonObject boundary) {
        return boundary == null
                ? null
                : boundary.getJsonArray("coordinates").stream()
                        .mapToInt(ring -> ((JsonArray) ring).size() - 1)
                        .sum();
    }

    private static String inEachLanguage(Localized name) {
        return name.en().equals(name.zhCn()) ? name.zhCn() : cut(name.zhCn() + " / " + name.en());
    }

    /** Two long boundaries that begin alike still differ: by how they are hashed. */
    private static String cut(String text) {
        return text.length() <= LONGEST
                ? text
                : text.substring(0, LONGEST - 20) + "… " + Integer.toHexString(text.hashCode());
    }

    private static String plain(Number number) {
        return number == null
                ? null
                : new java.math.BigDecimal(number.toString())
                        .stripTrailingZeros()
                        .toPlainString();
    }
}
