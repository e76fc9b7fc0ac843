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
 * @param validTo the last day, or null for no end
 */
record SitePermit(
        UUID id,
        String number,
        String kind,
        String purpose,
        UUID departmentId,
        LocalDate validFrom,
        LocalDate validTo) {
    /** @throws Problem invalid, naming the member */
    static SitePermit read(JsonObject body, Matrix matrix) {
        LocalDate from = SiteForm.day(body, "validFrom");
        LocalDate to = SiteForm.day(body, "validTo");
        if (to != null && to.isBefore(from)) {
            throw Problem.invalid("/validTo", Localized.of("截止日期早于开始日期", "It ends before it begins"));
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

    SiteFacts.Permit fact() {
        return new SiteFacts.Permit(kind, number, validFrom, validTo);
    }
}
