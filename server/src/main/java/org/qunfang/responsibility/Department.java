package org.qunfang.responsibility;

import io.vertx.core.json.JsonArray;
import java.util.UUID;
import org.qunfang.problem.Localized;

/** A government body. {@code superiorId} is the next rung of the silence ladder, null at the top. */
public record Department(
        UUID id,
        String code,
        Localized name,
        UUID superiorId,
        boolean isDutyOffice,
        JsonArray channels,
        long version) {}
