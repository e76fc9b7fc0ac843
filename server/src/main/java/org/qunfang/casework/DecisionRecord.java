package org.qunfang.casework;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * Why something was decided. Appended, never changed.
 *
 * @param rationale language tag → text; one language when a person wrote it
 * @param evidence null when nobody named any
 * @param dissent null when nobody disagreed
 * @param factors empty unless severity was scored
 */
record DecisionRecord(
        UUID id,
        Kind kind,
        Instant at,
        Actor author,
        JsonObject rationale,
        String evidence,
        String dissent,
        JsonArray factors,
        String severityBefore,
        String severityAfter) {

    enum Kind {
        SEVERITY,
        ASSIGNMENT,
        REJECTION,
        RESOLUTION,
        CLOSURE,
        REOPENING;

        static Kind of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static DecisionRecord of(Kind kind, Actor author, Instant at, String rationale, String evidence) {
        return new DecisionRecord(
                UuidCreator.getTimeOrderedEpoch(),
                kind,
                at,
                author,
                new JsonObject().put("zh-CN", rationale),
                evidence,
                null,
                new JsonArray(),
                null,
                null);
    }

    DecisionRecord scoring(Assessment after, Severity before, String disagreement) {
        return new DecisionRecord(
                id,
                kind,
                at,
                author,
                rationale,
                evidence,
                disagreement,
                after.factorsJson(),
                before.code(),
                after.severity().code());
    }
}
