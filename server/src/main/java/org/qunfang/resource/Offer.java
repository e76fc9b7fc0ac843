package org.qunfang.resource;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.qunfang.geo.Location;
import org.qunfang.http.Moment;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** The decision whether what a member sent is an offer. Pure. */
final class Offer {
    private static final int COST_DECIMALS = 2;
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private Offer() {}

    /** The organisation and the type as the offer finds them; {@code typeUnit} is null for an unknown type. */
    record Frame(OrganisationStatus organisationStatus, boolean isMember, String type, String typeUnit) {}

    /**
     * @param body keeps the contract's schema ResourceInput
     * @throws Problem forbidden for outsiders, wrong-state for a suspended organisation, invalid naming every place
     *     that a rule refuses
     */
    static Resource decide(UUID id, UUID offeredBy, JsonObject body, Frame frame, Instant now) {
        if (!frame.isMember()) {
            throw Problem.of(ProblemType.FORBIDDEN, "只有该组织的成员可以提供物资或力量。", "Only a member offers for an organisation.");
        }
        if (frame.organisationStatus() == OrganisationStatus.SUSPENDED) {
            throw Problem.of(ProblemType.WRONG_STATE, "该组织已被暂停。", "The organisation is suspended.");
        }
        check(body, frame);
        return new Resource(
                id,
                UUID.fromString(body.getString("organisationId")),
                body.getString("type"),
                body.getString("title"),
                decimal(body, "quantity"),
                unit(body, frame),
                Location.fromJson(body.getJsonObject("location"), "/location"),
                body.getString("place"),
                instant(body, "availableFrom"),
                instant(body, "availableTo"),
                body.getInteger("mobilisationMinutes"),
                decimal(body, "cost"),
                body.getString("conditions"),
                offeredBy,
                now,
                1);
    }

    private static void check(JsonObject body, Frame frame) {
        Problem problem = Problem.of(ProblemType.INVALID, "所提供的内容不符合规定。", "The offer breaks a rule.");
        if (frame.typeUnit() == null) {
            problem.error("/type", Localized.of("没有这种类型", "There is no such type"));
        } else if (!"other".equals(frame.type()) && !frame.typeUnit().equals(unit(body, frame))) {
            problem.error(
                    "/unit",
                    Localized.of("此类型的单位是 " + frame.typeUnit(), "This type is counted in " + frame.typeUnit()));
        }
        checkNumbers(problem, body, frame);
        checkWindow(problem, body);
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
    }

    private static void checkNumbers(Problem problem, JsonObject body, Frame frame) {
        Quantity.check(problem, "/quantity", decimal(body, "quantity"), unit(body, frame));
        if (Quantity.decimals(decimal(body, "cost")) > COST_DECIMALS) {
            problem.error("/cost", Localized.of("最多 2 位小数", "At most 2 decimals"));
        }
    }

    private static void checkWindow(Problem problem, JsonObject body) {
        Instant from = instant(body, "availableFrom");
        Instant to = instant(body, "availableTo");
        if (from.isBefore(EARLIEST) || from.isAfter(LATEST)) {
            problem.error("/availableFrom", Localized.of("应在 2000 至 2200 年之间", "Within the years 2000 to 2200"));
        }
        if (to != null && !to.isAfter(from)) {
            problem.error("/availableTo", Localized.of("应晚于开始时间", "Must be later than the beginning"));
        } else if (to != null && to.isAfter(LATEST)) {
            problem.error("/availableTo", Localized.of("应在 2000 至 2200 年之间", "Within the years 2000 to 2200"));
        }
    }

    private static String unit(JsonObject body, Frame frame) {
        return body.getString("unit", frame.typeUnit() == null ? "piece" : frame.typeUnit());
    }

    private static BigDecimal decimal(JsonObject body, String name) {
        return new BigDecimal(body.getValue(name, 0).toString());
    }

    private static Instant instant(JsonObject body, String name) {
        String text = body.getString(name);
        return text == null ? null : Moment.read(text, "/" + name);
    }
}
