package org.qunfang.casework;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.UUID;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.responsibility.Matrix;

/**
 * A permit of a site, as it was issued: never changed, followed by another one.
 *
 * @param kind establish, operate, land_use, discharge, blasting or other
 * @param purpose what for, in words
 * @param departmentId that issued it
 * @param validTo the last day; null for one without an end, as was entered before each needed one
 */
record SitePermit(
        UUID id,
        String number,
        String kind,
        String purpose,
        UUID departmentId,
        LocalDate validFrom,
        LocalDate validTo) {
    /** The longest right to use land for industry. */
    private static final int MOST_YEARS = 50;

    /** @throws Problem invalid, naming the member */
    static SitePermit read(JsonObject body, Matrix matrix) {
        LocalDate from = SiteForm.day(body, "validFrom");
        LocalDate to = SiteForm.day(body, "validTo");
        if (to == null) {
            throw Problem.invalid(
                    "/validTo",
                    Localized.of(
                            "请写明截止日期；长期许可填下次复核的日期，最长 50 年",
                            "A permit ends: for a long-term one give the day of its next review, within 50 years"));
        }
        if (to.isBefore(from)) {
            throw Problem.invalid("/validTo", Localized.of("截止日期早于开始日期", "It ends before it begins"));
        }
        if (to.isAfter(from.plusYears(MOST_YEARS))) {
            throw Problem.invalid("/validTo", Localized.of("许可最长 50 年", "No permit is longer than 50 years"));
        }
        UUID department = UUID.fromString(body.getString("departmentId"));
        if (matrix.department(department).isEmpty()) {
            throw Problem.invalid("/departmentId", Localized.of("没有这个部门", "There is no such department"));
        }
        return new SitePermit(
                UuidCreator.getTimeOrderedEpoch(),
                body.getString("number").strip(),
                body.getString("kind"),
                body.getString("purpose"),
                department,
                from,
                to);
    }

    JsonObject audited() {
        return new JsonObject()
                .put("number", number)
                .put("kind", kind)
                .put("departmentId", departmentId.toString())
                .put("validFrom", validFrom.toString())
                .put("validTo", validTo == null ? null : validTo.toString());
    }

    SiteFacts.Permit fact() {
        return new SiteFacts.Permit(kind, number, validFrom, validTo);
    }
}
