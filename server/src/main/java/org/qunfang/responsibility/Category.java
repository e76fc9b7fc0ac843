package org.qunfang.responsibility;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.qunfang.problem.Localized;

/**
 * A kind of hazard.
 *
 * @param description one sentence, or null
 * @param reportable residents choose from these; the others only group them
 * @param retired stays with what was recorded in it, and is chosen for nothing new
 * @param capCategory CAP 1.2 category code, such as {@code Geo}
 * @param eventCode OASIS event term code, or null
 * @param dangerToLife whether emergency numbers are shown before anything else
 * @param duplicateRadiusMeters reports nearer than this, plus their accuracy, may tell of the same thing
 * @param duplicateWindowDays and so may those observed within this many days
 * @param surge when many of them are a surge
 * @param baseFactors {@code likelihood} and {@code consequence}, each a score 1–5 with its reason
 * @param questions what the reporter is asked, with the effect of each answer on the score
 */
public record Category(
        UUID id,
        String code,
        Localized name,
        UUID parentId,
        String icon,
        Localized description,
        boolean reportable,
        boolean retired,
        String capCategory,
        String eventCode,
        boolean dangerToLife,
        int duplicateRadiusMeters,
        int duplicateWindowDays,
        SurgeRule surge,
        JsonObject baseFactors,
        JsonArray questions,
        long version,
        int depth) {}
