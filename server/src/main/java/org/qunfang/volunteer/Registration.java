package org.qunfang.volunteer;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.qunfang.geo.Location;
import org.qunfang.media.PlainText;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** The decision whether what somebody sent makes a volunteer. Pure. */
final class Registration {
    private static final ZoneId CITY = ZoneId.of("Asia/Shanghai");
    /** Versions of the terms that the product shows or has shown. */
    private static final Set<String> TERMS = Set.of("2026-11");

    private static final int ADULT = 18;
    /** Younger children are not registered, with or without a guardian. */
    private static final int YOUNGEST = 8;

    private Registration() {}

    /**
     * @param body keeps the contract's schema VolunteerInput
     * @param areaExists whether there is an area of that code
     * @throws Problem invalid, naming every place that a rule refuses
     */
    static Volunteer decide(UUID accountId, JsonObject body, Instant now, Predicate<String> areaExists) {
        Problem problem = Problem.of(ProblemType.INVALID, "登记内容不符合规定。", "The registration breaks a rule.");
        checkName(problem, "/name", body);
        checkConsent(problem, body, now);
        checkSkills(problem, body.getJsonArray("skills", new JsonArray()));
        checkHome(problem, body, areaExists);
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
        return new Volunteer(
                UuidCreator.getTimeOrderedEpoch(),
                accountId,
                VolunteerStatus.REGISTERED,
                body.getString("name").strip(),
                PlainText.narrow(body.getString("phone")),
                body.getInteger("birthYear"),
                codes(body, "skills"),
                codes(body, "languages"),
                codes(body, "availability"),
                body.getString("homeAreaCode"),
                home(body.getJsonObject("home")),
                body.getDouble("travelRadiusMeters"),
                body.getString("consentVersion"),
                now,
                guardian(body.getJsonObject("guardian"), now),
                now,
                1,
                null,
                null);
    }

    /** The contract's pattern knows ASCII blanks only. */
    private static void checkName(Problem problem, String pointer, JsonObject person) {
        if (person.getString("name").isBlank()) {
            problem.error(pointer, Localized.of("请填写姓名", "A name is needed"));
        }
    }

    private static void checkSkills(Problem problem, JsonArray skills) {
        for (int i = 0; i < skills.size(); i++) {
            String code = skills.getString(i);
            if (Skill.of(code).isEmpty()) {
                problem.error("/skills/" + i, Localized.of("没有这项技能：" + code, "There is no skill " + code));
            }
        }
    }

    private static void checkConsent(Problem problem, JsonObject body, Instant now) {
        if (!TERMS.contains(body.getString("consentVersion"))) {
            problem.error("/consentVersion", Localized.of("没有这个版本的条款", "There are no terms of this version"));
        }
        if (!body.getBoolean("consents")) {
            problem.error("/consents", Localized.of("需要您同意才能登记", "Registration needs your consent"));
        }
        int age = now.atZone(CITY).getYear() - body.getInteger("birthYear");
        JsonObject guardian = body.getJsonObject("guardian");
        if (age < YOUNGEST) {
            problem.error(
                    "/birthYear",
                    Localized.of("未满 " + YOUNGEST + " 岁不能登记", "Nobody under " + YOUNGEST + " can register"));
        } else if (mayBeMinor(age) && guardian == null) {
            problem.error("/guardian", Localized.of("未满 18 周岁需要监护人同意", "Under 18 a guardian has to consent"));
        }
        if (guardian != null) {
            checkName(problem, "/guardian/name", guardian);
        }
        if (guardian != null && !guardian.getBoolean("consents")) {
            problem.error("/guardian/consents", Localized.of("需要监护人同意", "The guardian has to consent"));
        }
    }

    /** Only the year of birth is asked for: in the year of the eighteenth birthday it may still be ahead. */
    static boolean mayBeMinor(int yearsSinceBirthYear) {
        return yearsSinceBirthYear <= ADULT;
    }

    private static void checkHome(Problem problem, JsonObject body, Predicate<String> areaExists) {
        String area = body.getString("homeAreaCode");
        if (area == null && !body.containsKey("home")) {
            problem.error("/homeAreaCode", Localized.of("请填写所在辖区或位置", "Give a home area or a position"));
        }
        if (area != null && !areaExists.test(area)) {
            problem.error("/homeAreaCode", Localized.of("没有这个辖区", "There is no such area"));
        }
    }

    /** Sorted, so that the order in which boxes were ticked makes no difference. */
    private static List<String> codes(JsonObject body, String name) {
        return body.getJsonArray(name, new JsonArray()).stream()
                .map(String.class::cast)
                .distinct()
                .sorted()
                .toList();
    }

    private static Location home(JsonObject home) {
        return home == null ? null : Location.fromJson(home, "/home");
    }

    private static Volunteer.Guardian guardian(JsonObject guardian, Instant now) {
        return guardian == null
                ? null
                : new Volunteer.Guardian(
                        guardian.getString("name").strip(), PlainText.narrow(guardian.getString("phone")), now);
    }
}
