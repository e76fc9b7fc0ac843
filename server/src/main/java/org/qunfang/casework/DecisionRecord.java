package org.qunfang.casework;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.qunfang.problem.Localized;

/**
 * Why something was decided. Appended, never changed.
 *
 * @param rationale language tag → text; one language when a person wrote it
 * @param evidence null when nobody named any
 * @param dissent null when nobody disagreed
 * @param secondOfficer who consented to it, or of a denial did not; null where one officer decides
 * @param secondWords the second officer's, or null
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
        String severityAfter,
        Actor secondOfficer,
        String secondWords) {

    enum Kind {
        SEVERITY,
        ASSIGNMENT,
        REJECTION,
        RESOLUTION,
        CLOSURE,
        REOPENING,
        /** A second officer did not consent to what the author asked for. */
        DENIAL,
        /** What other departments were asked, and what it came to. */
        CONSULTATION,
        /** Why work has to wait. */
        HOLD,
        /** Why it is a thing of another kind than it was taken for. */
        CATEGORY;

        static Kind of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** With a reason in the language of the person who wrote it. */
    static DecisionRecord of(Kind kind, Actor author, Instant at, String rationale, String evidence) {
        return of(kind, author, at, new JsonObject().put("zh-CN", rationale), evidence);
    }

    /** The program's own, with a reason in both languages. */
    static DecisionRecord ofProgram(Kind kind, Instant at, Localized reason) {
        return of(kind, Actor.PROGRAM, at, reason.toJson(), null);
    }

    private static DecisionRecord of(Kind kind, Actor author, Instant at, JsonObject rationale, String evidence) {
        return new DecisionRecord(
                UuidCreator.getTimeOrderedEpoch(),
                kind,
                at,
                author,
                rationale,
                evidence,
                null,
                new JsonArray(),
                null,
                null,
                null,
                null);
    }

    /** @param before null for a case that opens */
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
                before == null ? null : before.code(),
                after.severity().code(),
                secondOfficer,
                secondWords);
    }

    DecisionRecord secondedBy(Actor officer, String words) {
        return new DecisionRecord(
                id,
                kind,
                at,
                author,
                rationale,
                evidence,
                dissent,
                factors,
                severityBefore,
                severityAfter,
                officer,
                words);
    }

    /** @param words of those who see it otherwise, or null */
    DecisionRecord dissenting(String words) {
        return new DecisionRecord(
                id,
                kind,
                at,
                author,
                rationale,
                evidence,
                words,
                factors,
                severityBefore,
                severityAfter,
                secondOfficer,
                secondWords);
    }

    /** What was asked for and not consented to. */
    DecisionRecord deniedBy(Actor officer, String words) {
        return new DecisionRecord(
                id,
                Kind.DENIAL,
                at,
                author,
                rationale,
                evidence,
                words,
                factors,
                severityBefore,
                severityAfter,
                officer,
                null);
    }
}
