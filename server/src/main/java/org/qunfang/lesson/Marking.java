package org.qunfang.lesson;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** The decision which answers are right. Pure. */
final class Marking {
    private Marking() {}

    /** One question's outcome; {@code explanation} is told for right and wrong answers alike. */
    record Mark(String questionId, String optionId, boolean right, String rightOptionId, JsonObject explanation) {}

    /**
     * @param questionToOption the options chosen; a question may be left out
     * @return marks in the lesson's order
     * @throws Problem invalid, naming each question or option that the lesson does not have
     */
    static List<Mark> mark(Lesson lesson, Map<String, String> questionToOption) {
        Map<String, String> left = new TreeMap<>(questionToOption);
        Problem problem = Problem.of(ProblemType.INVALID, "有的回答不属于这一课。", "Some answers do not belong to this lesson.");
        List<Mark> marks = new ArrayList<>();
        for (Object each : lesson.questions()) {
            JsonObject question = (JsonObject) each;
            String id = question.getString("id");
            String chosen = left.remove(id);
            if (chosen != null && !hasOption(question, chosen)) {
                problem.error("/answers/" + id, Localized.of("这个问题没有此选项", "This question has no such option"));
            } else if (chosen != null) {
                marks.add(mark(question, chosen));
            }
        }
        left.keySet()
                .forEach(id ->
                        problem.error("/answers/" + id, Localized.of("这一课没有这个问题", "The lesson has no such question")));
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
        return marks;
    }

    private static Mark mark(JsonObject question, String chosen) {
        String right = question.getString("right");
        return new Mark(
                question.getString("id"), chosen, right.equals(chosen), right, question.getJsonObject("explanation"));
    }

    private static boolean hasOption(JsonObject question, String id) {
        return question.getJsonArray("options").stream()
                .anyMatch(option -> id.equals(((JsonObject) option).getString("id")));
    }
}
