package org.qunfang.casework;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.qunfang.http.Caller;

/**
 * What one officer asks for and another one has to agree to: a step with its body, word for word, of the case as it was.
 *
 * @param after what the scores come to when it is carried out
 */
record Consent(
        UUID id,
        UUID caseId,
        ConsentStep step,
        JsonObject body,
        Basis basis,
        Scores after,
        Actor askedBy,
        Instant askedAt,
        Instant expiresAt,
        Status status) {

    enum Status {
        PENDING,
        CONFIRMED,
        DENIED,
        WITHDRAWN,
        LAPSED;

        static Status of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    record Scores(int likelihood, int consequence) {
        static Scores of(Progress progress) {
            return new Scores(
                    progress.assessment().likelihood(), progress.assessment().consequence());
        }

        Severity severity() {
            return Severity.of(likelihood, consequence);
        }
    }

    /** The case as it was when somebody asked. A comment changes none of it but the version. */
    record Basis(long version, CaseStatus status, Scores scores, UUID leadDepartmentId, int reportCount) {
        static Basis of(Case thing) {
            return new Basis(
                    thing.version(),
                    thing.status(),
                    Scores.of(thing.progress()),
                    thing.leadDepartmentId(),
                    thing.reportCount());
        }

        boolean isStillThatOf(Case thing) {
            Basis now = of(thing);
            return status == now.status
                    && scores.equals(now.scores)
                    && leadDepartmentId.equals(now.leadDepartmentId)
                    && reportCount == now.reportCount;
        }
    }

    static Consent asked(Case thing, ConsentStep step, JsonObject body, Change asked) {
        Act act = asked.act();
        return new Consent(
                UuidCreator.getTimeOrderedEpoch(),
                thing.id(),
                step,
                body,
                Basis.of(thing),
                Scores.of(asked.after()),
                act.actor(),
                act.at(),
                act.clocks(thing).due(DeadlineKind.CONSENT, thing.severity(), act.at()),
                Status.PENDING);
    }

    boolean isAskedBy(Caller caller) {
        return caller.accountId().equals(askedBy.accountId());
    }

    /** Whether it can still be confirmed. */
    boolean stands(Case thing, Instant now) {
        return status == Status.PENDING && now.isBefore(expiresAt) && basis.isStillThatOf(thing);
    }

    /** The one who asked, as an actor of what is carried out. */
    Caller asker() {
        return new Caller(
                Caller.Kind.OFFICER,
                askedBy.accountId(),
                askedBy.name(),
                askedBy.departmentId(),
                java.util.Set.of(),
                java.util.Set.of(),
                null);
    }
}
