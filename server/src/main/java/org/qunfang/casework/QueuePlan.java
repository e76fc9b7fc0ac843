package org.qunfang.casework;

import java.time.Instant;
import java.util.UUID;

/**
 * How a queue is read for one caller. Pure: this is where department scoping of lists is decided.
 *
 * @param source which index the cases come from
 * @param key the lead, the department or the officer the source asks for; null for the sources that need none
 * @param scope only cases that this department leads or supports; null for callers who see all
 * @param overdueAt only cases whose deadline has passed unmet at this moment; null for all
 */
record QueuePlan(Source source, UUID key, UUID scope, Instant overdueAt) {
    enum Source {
        ALL,
        AWAITING,
        LEAD,
        DEPARTMENT,
        ACTOR,
        CONSENT,
        /** What the department leads, supports, is asked to take over, or was told of. */
        OVERDUE
    }

    /** Which index leads to the first cases that a filter leaves, without a way past many that it does not. */
    enum Walk {
        QUEUE,
        CATEGORIES,
        AREAS
    }

    /** Of the whole city a category or an area is a small part. */
    Walk walk(QueueFilter filter) {
        if (source == Source.ALL && filter.categoryIds() != null) {
            return Walk.CATEGORIES;
        }
        return source == Source.ALL && filter.areaIds() != null ? Walk.AREAS : Walk.QUEUE;
    }

    static QueuePlan of(Queue queue, CaseScope caller, UUID accountId, UUID dutyOfficeId, Instant now) {
        UUID scope = caller.seesAll() ? null : caller.departmentId();
        Instant overdueAt = queue == Queue.OVERDUE ? now : null;
        return switch (queue) {
            case MINE -> new QueuePlan(Source.ACTOR, accountId, scope, null);
            case CONSENT -> new QueuePlan(Source.CONSENT, accountId, caller.consentScope(), null);
            case DUTY -> new QueuePlan(Source.LEAD, dutyOfficeId, scope, null);
            case DEPARTMENT -> new QueuePlan(Source.DEPARTMENT, caller.departmentId(), null, null);
            case ALL, OVERDUE ->
                caller.seesAll()
                        ? new QueuePlan(queue == Queue.ALL ? Source.ALL : Source.AWAITING, null, null, overdueAt)
                        : new QueuePlan(
                                queue == Queue.ALL ? Source.DEPARTMENT : Source.OVERDUE,
                                caller.departmentId(),
                                null,
                                overdueAt);
        };
    }
}
