package org.qunfang.warning;

import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/**
 * Gaps in the texts of a template, such as {@code {place}}. The screen fills them; nobody is warned with one that is still
 * open, whoever wrote it. Pure.
 */
final class Placeholders {
    /** The name of the area; until when the warning holds. */
    static final Set<String> KNOWN = Set.of("{place}", "{time}");

    /** Chinese keyboards write wide braces. What is longer than a name is a sentence in braces, and still a slip. */
    private static final Pattern OPEN = Pattern.compile("[{｛][^{}｛｝]{0,60}[}｝]");

    private Placeholders() {}

    /** What still stands open in a text, each once. */
    static List<String> in(String text) {
        return text == null
                ? List.of()
                : OPEN.matcher(text)
                        .results()
                        .map(MatchResult::group)
                        .distinct()
                        .toList();
    }

    /** @throws Problem invalid, naming every open one at its place */
    static void checkFilled(Content content) {
        Problem problem = Problem.of(ProblemType.INVALID, "有的空白还没有填。", "Some gaps in the texts are not filled in.");
        check(content.infos(), "/infos/", problem);
        check(content.allClear(), "/allClear/", problem);
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
    }

    private static void check(List<Info> infos, String at, Problem problem) {
        for (int i = 0; i < infos.size(); i++) {
            Info info = infos.get(i);
            refuse(info.event(), at + i + "/event", problem);
            refuse(info.headline(), at + i + "/headline", problem);
            refuse(info.description(), at + i + "/description", problem);
            refuse(info.instruction(), at + i + "/instruction", problem);
        }
    }

    private static void refuse(String text, String pointer, Problem problem) {
        List<String> open = in(text);
        if (!open.isEmpty()) {
            problem.error(
                    pointer,
                    Localized.of("还没有填：" + String.join("、", open), "Not filled in yet: " + String.join(", ", open)));
        }
    }
}
