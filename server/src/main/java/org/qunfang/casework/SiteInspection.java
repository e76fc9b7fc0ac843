package org.qunfang.casework;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.qunfang.http.Caller;
import org.qunfang.http.Moment;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;
import org.qunfang.responsibility.Lookup;

/**
 * One inspection of a site. Appended, never changed.
 *
 * @param result sound, defects, danger, or incomplete where a point is unknown and nothing wrong was found
 * @param answers {@code {code, text, answer, note}}, one for each question of the checklist: what was left out is unknown
 * @param nextDue the day of the next one, or null when nobody said
 * @param contentId made out of what was sent (UUIDv5), which tells a repeat from another inspection
 */
record SiteInspection(
        UUID id,
        Instant inspectedAt,
        String result,
        JsonArray answers,
        String note,
        List<UUID> photoIds,
        LocalDate nextDue,
        Actor inspector,
        UUID contentId) {
    /** Days to the next one at most where the site has no interval: the risk index looks back as long. */
    static final int MOST_DAYS = 365;

    static final String INCOMPLETE = "incomplete";
    private static final String SOUND = "sound";
    private static final String UNKNOWN = "unknown";
    private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");

    /**
     * @param checklist code → question
     * @throws Problem invalid, naming every member that a rule refuses
     */
    static SiteInspection read(
            UUID id, JsonObject body, Map<String, Localized> checklist, Integer everyDays, Caller caller, Instant now) {
        Instant at = Moment.read(body.getString("inspectedAt"), "/inspectedAt");
        LocalDate day = at.atZone(Lookup.CITY).toLocalDate();
        LocalDate nextDue = SiteForm.day(body, "nextDue");
        JsonArray answers = body.getJsonArray("answers");
        Problem problem = Problem.of(ProblemType.INVALID, "检查记录不符合规定。", "The inspection breaks a rule.");
        if (at.isAfter(now)) {
            problem.error("/inspectedAt", Localized.of("检查时间在将来", "The inspection lies in the future"));
        } else if (at.isBefore(EARLIEST)) {
            problem.error("/inspectedAt", Localized.of("不早于 1990 年", "Not before 1990"));
        }
        checkNextDue(nextDue, day, everyDays, problem);
        boolean hasDefects = checkAnswers(answers, checklist, problem);
        JsonArray kept = inOrder(answers, checklist);
        checkResult(body.getString("result"), hasDefects, unknown(kept), problem);
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
        return new SiteInspection(
                id,
                at,
                body.getString("result"),
                kept,
                body.getString("note"),
                photoIds(body),
                nextDue != null ? nextDue : everyDays == null ? null : day.plusDays(everyDays),
                Actor.of(caller),
                UuidCreator.getNameBasedSha1(body.encode()));
    }

    /** An inspection buys no more time than the site's interval: else one entry would silence a late site for ever. */
    private static void checkNextDue(LocalDate nextDue, LocalDate day, Integer everyDays, Problem problem) {
        int most = everyDays == null ? MOST_DAYS : everyDays;
        if (nextDue != null && !nextDue.isAfter(day)) {
            problem.error("/nextDue", Localized.of("下次检查应晚于本次", "The next one comes after this one"));
        } else if (nextDue != null && nextDue.isAfter(day.plusDays(most))) {
            problem.error(
                    "/nextDue",
                    Localized.of(
                            "最晚为本次检查后 " + most + " 天（" + day.plusDays(most) + "）",
                            "At most " + most + " days after this one (" + day.plusDays(most) + ")"));
        }
    }

    /** What nobody looked at is unknown, and unknown is not sound. */
    private static void checkResult(String result, boolean hasDefects, int unknown, Problem problem) {
        if (hasDefects && (SOUND.equals(result) || INCOMPLETE.equals(result))) {
            problem.error(
                    "/result",
                    SOUND.equals(result)
                            ? Localized.of(
                                    "有不合格项，结果不能是正常", "Something is not as it should be: the result cannot be sound")
                            : Localized.of("有不合格项，结果应为有缺陷或险情", "Something is not as it should be: defects or danger"));
        } else if (unknown > 0 && SOUND.equals(result)) {
            problem.error(
                    "/result",
                    Localized.of(
                            "还有 " + unknown + " 项未知：结果是“未查全”，不能是正常",
                            unknown + (unknown == 1 ? " point is" : " points are")
                                    + " unknown: the result is incomplete, not sound"));
        } else if (unknown == 0 && INCOMPLETE.equals(result)) {
            problem.error("/result", Localized.of("每一项都已回答，不是“未查全”", "Every point is answered: it is not incomplete"));
        }
    }

    /** Points that nobody could answer. */
    private static int unknown(JsonArray answers) {
        return (int) answers.stream()
                .map(JsonObject.class::cast)
                .filter(each -> UNKNOWN.equals(each.getString("answer")))
                .count();
    }

    /** Every point was answered: it says what the state of the site is, and when somebody has to look again. */
    boolean isComplete() {
        return !answers.isEmpty() && unknown(answers) == 0;
    }

    /** What it comes to: entries from before unknown points were told apart say sound and are incomplete. */
    String finding() {
        return SOUND.equals(result) && !isComplete() ? INCOMPLETE : result;
    }

    /** Whether anything is not as it should be. */
    private static boolean checkAnswers(JsonArray answers, Map<String, Localized> checklist, Problem problem) {
        Set<String> seen = new HashSet<>();
        boolean hasDefects = false;
        for (int i = 0; i < answers.size(); i++) {
            String code = answers.getJsonObject(i).getString("code");
            if (!checklist.containsKey(code)) {
                problem.error("/answers/" + i + "/code", Localized.of("检查表没有这一项", "The checklist has no such point"));
            } else if (!seen.add(code)) {
                problem.error("/answers/" + i + "/code", Localized.of("此项已回答", "This point is answered already"));
            }
            hasDefects |= "no".equals(answers.getJsonObject(i).getString("answer"));
        }
        return hasDefects;
    }

    /** The question is kept beside its answer: checklists change. */
    private static JsonArray inOrder(JsonArray answers, Map<String, Localized> checklist) {
        JsonArray kept = new JsonArray();
        checklist.forEach((code, text) -> {
            JsonObject given = answers.stream()
                    .map(JsonObject.class::cast)
                    .filter(each -> each.getString("code").equals(code))
                    .findFirst()
                    .orElseGet(JsonObject::new);
            JsonObject answer = new JsonObject()
                    .put("code", code)
                    .put("text", text.toJson())
                    .put("answer", given.getString("answer", UNKNOWN));
            if (given.containsKey("note")) {
                answer.put("note", given.getString("note"));
            }
            kept.add(answer);
        });
        return kept;
    }

    private static List<UUID> photoIds(JsonObject body) {
        return body.getJsonArray("photoIds", new JsonArray()).stream()
                .map(each -> UUID.fromString((String) each))
                .distinct()
                .toList();
    }
}
