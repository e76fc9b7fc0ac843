package org.qunfang.casework;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.qunfang.casework.FactorSet.AnsweredBy;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.responsibility.Category;

/**
 * Whether the answers that a factor waits for can come, and each of them means one option: every answer that is no "unknown"
 * of the reporters' question, every value of the site's fact, every number from 0 up. Pure.
 */
final class FactorOrigins {
    private static final List<String> OF_OPTIONS = List.of("means", "from", "below");

    private final Collection<Category> categories;
    private final Problem problem;

    /**
     * @param categories that the set is for
     * @param problem takes what is wrong, each at its place
     */
    FactorOrigins(Collection<Category> categories, Problem problem) {
        this.categories = categories;
        this.problem = problem;
    }

    /** @param at of the factor, such as {@code /factors/0} */
    void check(JsonObject factor, String at) {
        AnsweredBy by = PlaybookStep.of(AnsweredBy.class, factor.getString("answeredBy", "officer"));
        JsonArray options = factor.getJsonArray("options");
        belongs(factor, "reportQuestion", by == AnsweredBy.REPORTER, at);
        belongs(factor, "siteFact", by == AnsweredBy.SITE, at);
        switch (by) {
            case OFFICER -> takesNone(options, OF_OPTIONS, at);
            case REPORTER -> reporter(factor.getString("reportQuestion"), options, at);
            case SITE -> site(factor.getString("siteFact"), options, at);
        }
    }

    private void belongs(JsonObject factor, String name, boolean isNeeded, String at) {
        if (isNeeded && !factor.containsKey(name)) {
            problem.error(at + "/" + name, Localized.of("须写明由什么回答", "Say what answers it"));
        } else if (!isNeeded && factor.containsKey(name)) {
            problem.error(at + "/" + name, Localized.of("与回答者不符", "That is not who answers it"));
        }
    }

    private void takesNone(JsonArray options, List<String> names, String at) {
        for (int i = 0; i < options.size(); i++) {
            for (String name : names) {
                if (options.getJsonObject(i).containsKey(name)) {
                    problem.error(
                            at + "/options/" + i + "/" + name,
                            Localized.of("这个因素的选项不含此项", "Options of this factor take no such thing"));
                }
            }
        }
    }

    private void reporter(String question, JsonArray options, String at) {
        takesNone(options, List.of("from", "below"), at);
        if (question == null) {
            return;
        }
        Optional<Set<String>> answers = answers(question);
        if (answers.isEmpty()) {
            problem.error(
                    at + "/reportQuestion",
                    Localized.of("适用的类别都不问这个问题", "No category that it is for asks this question"));
        } else {
            eachOnce(answers.get(), options, at);
        }
    }

    /** Those that say something; empty where nobody is asked. */
    private Optional<Set<String>> answers(String question) {
        Set<String> answers = new TreeSet<>();
        boolean isAsked = false;
        for (Category category : categories) {
            for (Object each : category.questions()) {
                JsonObject asked = (JsonObject) each;
                if (question.equals(asked.getString("id"))) {
                    isAsked = true;
                    asked.getJsonArray("options", new JsonArray()).stream()
                            .map(option -> (JsonObject) option)
                            .filter(option -> !option.getBoolean("unknown", false))
                            .forEach(option -> answers.add(option.getString("id")));
                }
            }
        }
        return isAsked ? Optional.of(answers) : Optional.empty();
    }

    private void site(String code, JsonArray options, String at) {
        if (code == null) {
            return;
        }
        SiteFact fact = SiteFact.of(code);
        if (fact.isNumber()) {
            takesNone(options, List.of("means"), at);
            ranges(options, at);
        } else {
            takesNone(options, List.of("from", "below"), at);
            eachOnce(new TreeSet<>(fact.known()), options, at);
        }
    }

    private void eachOnce(Set<String> known, JsonArray options, String at) {
        Set<String> meant = new HashSet<>();
        for (int i = 0; i < options.size(); i++) {
            JsonArray means = options.getJsonObject(i).getJsonArray("means", new JsonArray());
            for (int j = 0; j < means.size(); j++) {
                String place = at + "/options/" + i + "/means/" + j;
                if (!known.contains(means.getString(j))) {
                    problem.error(place, Localized.of("没有这个回答", "There is no such answer"));
                } else if (!meant.add(means.getString(j))) {
                    problem.error(place, Localized.of("这个回答已对应另一个选项", "Another option has this answer"));
                }
            }
        }
        List<String> missing =
                known.stream().filter(each -> !meant.contains(each)).toList();
        if (!missing.isEmpty()) {
            String codes = String.join(", ", missing);
            problem.error(
                    at + "/options", Localized.of("还没有对应选项的回答：" + codes, "Answers that mean no option yet: " + codes));
        }
    }

    /** @param index of the option; below is exclusive, infinity for no end */
    private record Range(int index, double from, double below) {}

    private void ranges(JsonArray options, String at) {
        List<Range> ranges = new ArrayList<>();
        for (int i = 0; i < options.size(); i++) {
            JsonObject option = options.getJsonObject(i);
            if (option.containsKey("from") || option.containsKey("below")) {
                ranges.add(new Range(
                        i, option.getDouble("from", 0d), option.getDouble("below", Double.POSITIVE_INFINITY)));
            }
        }
        ranges.sort(Comparator.comparingDouble(Range::from));
        double end = 0;
        for (Range range : ranges) {
            String place = at + "/options/" + range.index() + "/";
            if (range.below() <= range.from()) {
                problem.error(place + "below", Localized.of("应大于起点", "Must be above where it begins"));
            } else if (range.from() < end) {
                problem.error(place + "from", Localized.of("与另一个选项的范围重叠", "Overlaps the range of another option"));
            } else if (range.from() > end) {
                problem.error(place + "from", Localized.of("它之前的数没有选项", "No option holds the numbers before it"));
            }
            end = Math.max(end, range.below());
        }
        if (end != Double.POSITIVE_INFINITY) {
            String place = ranges.isEmpty()
                    ? "/options"
                    : "/options/" + ranges.get(ranges.size() - 1).index() + "/below";
            problem.error(at + place, Localized.of("最大的数没有选项：最后一个范围不设上限", "The last range must have no end"));
        }
    }
}
