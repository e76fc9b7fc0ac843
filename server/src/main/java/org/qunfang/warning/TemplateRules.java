package org.qunfang.warning;

import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** What a template must keep beyond the contract's schema, and which ones fit a category. Pure. */
final class TemplateRules {
    private static final List<String> TEXTS = List.of("headline", "description", "instruction");
    private static final Set<String> APART = Set.of("categoryCode", "active");

    private TemplateRules() {}

    /**
     * The content of what somebody sent.
     *
     * @param isLesson whether there is a published lesson of this slug
     * @throws Problem invalid, naming every breach
     */
    static JsonObject read(JsonObject input, Predicate<String> isLesson) {
        Problem problem = Problem.of(ProblemType.INVALID, "模板不合规定。", "Rules refuse this template; see the errors.");
        TEXTS.forEach(part -> text(input.getJsonObject(part), part, problem));
        String eventCode = input.getString("eventCode");
        if (eventCode != null && EventTerms.name(eventCode).isEmpty()) {
            problem.error(
                    "/eventCode",
                    Localized.of(
                            eventCode + " 不在 OASIS 事件代码表（OET 1.2）中。",
                            eventCode + " is not in the OASIS event terms list (OET 1.2)."));
        }
        String lesson = input.getString("lesson");
        if (lesson != null && !isLesson.test(lesson)) {
            problem.error("/lesson", Localized.of("没有这门课程：" + lesson, "There is no such lesson: " + lesson));
        }
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
        JsonObject content = input.copy();
        APART.forEach(content::remove);
        return content;
    }

    private static void text(JsonObject both, String part, Problem problem) {
        for (String language : List.of(Localized.ZH_CN, Localized.EN)) {
            String text = both.getString(language);
            String at = "/" + part + "/" + language;
            if ("headline".equals(part) && text.codePointCount(0, text.length()) > DraftRules.MOST_HEADLINE) {
                problem.error(
                        at,
                        Localized.of(
                                "最多 " + DraftRules.MOST_HEADLINE + " 个字符。",
                                "At most " + DraftRules.MOST_HEADLINE + " characters."));
            }
            for (String open : Placeholders.in(text)) {
                if (!Placeholders.KNOWN.contains(open)) {
                    problem.error(at, Localized.of("没有这个空白：" + open, "There is no such gap: " + open));
                }
            }
        }
        if (plain(both.getString(Localized.ZH_CN)).equals(plain(both.getString(Localized.EN)))) {
            problem.error(
                    "/" + part + "/" + Localized.EN,
                    Localized.of("两种语言的文字相同，请翻译。", "Both languages have the same text; translate it."));
        }
    }

    private static String plain(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    /**
     * Those in use of the category and of what it lies in, the nearest first; the general one last.
     *
     * @param lineage the category and its ancestors, most specific first
     */
    static List<WarningTemplate> fitting(List<WarningTemplate> all, List<UUID> lineage) {
        return all.stream()
                .filter(each -> each.active() && (each.categoryId() == null || lineage.contains(each.categoryId())))
                .sorted(Comparator.comparingInt(
                        each -> each.categoryId() == null ? Integer.MAX_VALUE : lineage.indexOf(each.categoryId())))
                .toList();
    }
}
