package org.qunfang.warning;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.qunfang.problem.Localized;
import org.qunfang.responsibility.Category;
import org.qunfang.responsibility.Department;
import org.qunfang.responsibility.Registry;

/** What stands beside a warning: who speaks, and lessons that fit, found by the categories that carry its event code. */
final class Beside {
    private static final int MOST = 3;

    private final Registry registry;
    private final Function<String, JsonArray> categoryToLessons;
    private final Function<String, Optional<JsonObject>> slugToLesson;

    /**
     * @param categoryToLessons code of a category → lesson references of the contract, the best one first
     * @param slugToLesson empty where no such lesson is published
     */
    Beside(
            Registry registry,
            Function<String, JsonArray> categoryToLessons,
            Function<String, Optional<JsonObject>> slugToLesson) {
        this.registry = registry;
        this.categoryToLessons = categoryToLessons;
        this.slugToLesson = slugToLesson;
    }

    /** At most three; its author's choice first, then the most general of the categories first, as a warning speaks of the hazard as a whole. */
    JsonArray lessons(Content content) {
        Map<String, JsonObject> chosen = new LinkedHashMap<>();
        Optional.ofNullable(content.lesson())
                .flatMap(slugToLesson)
                .ifPresent(lesson -> chosen.put(content.lesson(), lesson));
        registry.matrix().categories().stream()
                .filter(category ->
                        category.eventCode() != null && category.eventCode().equals(content.eventCode()))
                .sorted(Comparator.comparingInt(Category::depth).thenComparing(Category::code))
                .map(category -> categoryToLessons.apply(category.code()))
                .forEach(lessons -> lessons.forEach(
                        lesson -> chosen.putIfAbsent(((JsonObject) lesson).getString("slug"), (JsonObject) lesson)));
        JsonArray matching = new JsonArray();
        chosen.values().stream().limit(MOST).forEach(matching::add);
        return matching;
    }

    /** The author's department; null when it is gone. */
    Localized sender(Warning warning) {
        return registry.matrix()
                .department(warning.authorDepartment())
                .map(Department::name)
                .orElse(null);
    }
}
