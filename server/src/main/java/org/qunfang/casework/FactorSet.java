package org.qunfang.casework;

import static org.qunfang.casework.CaseListView.putIfKnown;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.qunfang.problem.Localized;

/**
 * What is asked when a case of a category is scored, at one version.
 *
 * @param categoryId null for every category that has none of its own
 * @param asked at least one for each side
 */
record FactorSet(UUID id, UUID categoryId, long version, List<Asked> asked) {
    static final FactorSet NONE = new FactorSet(null, null, 0, List.of());

    /** Who answers a factor first; an officer can always say otherwise. */
    enum AnsweredBy {
        OFFICER,
        REPORTER,
        SITE
    }

    /**
     * Where the answer comes from.
     *
     * @param question the id of a question that the category asks reporters, or null
     * @param fact of a site, or null
     */
    record Origin(AnsweredBy by, String question, SiteFact fact) {
        static final Origin OFFICER = new Origin(AnsweredBy.OFFICER, null, null);
    }

    /**
     * One question.
     *
     * @param code unique in its set
     * @param side which score its answer makes up
     */
    record Asked(String code, Factor.Side side, Localized question, List<Option> options, Origin origin) {
        Optional<Option> option(String id) {
            return options.stream().filter(each -> each.id().equals(id)).findFirst();
        }
    }

    /**
     * One answer.
     *
     * @param score 1–5
     * @param means reporters' answers or a site's values that mean it; of an officer's none
     * @param from the least number of a site that means it, or null for 0
     * @param below numbers from here on mean it no more, or null for no end
     */
    record Option(String id, Localized text, int score, List<String> means, Double from, Double below) {
        boolean isRange() {
            return from != null || below != null;
        }

        /** A number that may be more than is on record is only in a range without an end. */
        boolean holds(SiteFact.Reading reading) {
            if (reading.value() != null) {
                return means.contains(reading.value());
            }
            return isRange()
                    && reading.number() >= (from == null ? 0 : from)
                    && (below == null || !reading.isLeast() && reading.number() < below);
        }
    }

    Optional<Asked> factor(String code) {
        return asked.stream().filter(each -> each.code().equals(code)).findFirst();
    }

    /** The ids of the reporters' questions that answer its factors. */
    List<String> reportQuestions() {
        return asked.stream()
                .filter(each -> each.origin().by() == AnsweredBy.REPORTER)
                .map(each -> each.origin().question())
                .distinct()
                .toList();
    }

    boolean asksSites() {
        return asked.stream().anyMatch(each -> each.origin().by() == AnsweredBy.SITE);
    }

    static List<Asked> asked(JsonArray json) {
        return json.stream().map(each -> asked((JsonObject) each)).toList();
    }

    private static Asked asked(JsonObject json) {
        return new Asked(
                json.getString("code"),
                Factor.Side.valueOf(json.getString("side").toUpperCase(Locale.ROOT)),
                Localized.fromJson(json.getJsonObject("question")),
                json.getJsonArray("options").stream()
                        .map(each -> option((JsonObject) each))
                        .toList(),
                origin(json));
    }

    private static Origin origin(JsonObject json) {
        String fact = json.getString("siteFact");
        return new Origin(
                PlaybookStep.of(AnsweredBy.class, json.getString("answeredBy", "officer")),
                json.getString("reportQuestion"),
                fact == null ? null : SiteFact.of(fact));
    }

    private static Option option(JsonObject json) {
        return new Option(
                json.getString("id"),
                Localized.fromJson(json.getJsonObject("text")),
                json.getInteger("score"),
                json.getJsonArray("means", new JsonArray()).stream()
                        .map(String.class::cast)
                        .toList(),
                json.getDouble("from"),
                json.getDouble("below"));
    }

    JsonArray askedJson() {
        JsonArray json = new JsonArray();
        asked.forEach(each -> json.add(json(each)));
        return json;
    }

    private static JsonObject json(Asked asked) {
        JsonArray options = new JsonArray();
        asked.options().forEach(option -> options.add(json(option)));
        Origin origin = asked.origin();
        JsonObject json = new JsonObject()
                .put("code", asked.code())
                .put("side", PlaybookStep.code(asked.side()))
                .put("answeredBy", PlaybookStep.code(origin.by()))
                .put("question", asked.question().toJson())
                .put("options", options);
        putIfKnown(json, "reportQuestion", origin.question());
        putIfKnown(
                json, "siteFact", origin.fact() == null ? null : origin.fact().code());
        return json;
    }

    private static JsonObject json(Option option) {
        JsonObject json = new JsonObject()
                .put("id", option.id())
                .put("text", option.text().toJson())
                .put("score", option.score());
        if (!option.means().isEmpty()) {
            json.put("means", new JsonArray(option.means()));
        }
        putIfKnown(json, "from", option.from());
        putIfKnown(json, "below", option.below());
        return json;
    }
}
