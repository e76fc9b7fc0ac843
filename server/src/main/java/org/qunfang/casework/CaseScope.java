package org.qunfang.casework;

import java.util.Collection;
import java.util.UUID;
import org.qunfang.http.Caller;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/**
 * What of the cases an officer may see and work on, and with them of their reports and photos.
 *
 * @param seesAll duty officers, auditors, administrators
 * @param worksAll duty officers
 * @param consents may be the second officer of what they work on
 * @param departmentId never null: who has no department, or may not read cases, has one that leads nothing
 */
public record CaseScope(boolean seesAll, boolean worksAll, boolean consents, UUID departmentId) {
    /**
     * SQL: the departments that read the case {@code c} beside the one that leads it, as {@code uuid[]}: those that support
     * it, and while it lasts those that shall take it over, were told of its silence, or are asked about it.
     */
    public static final String BESIDE_THE_LEAD = """
            c.support_department_ids
                || ARRAY(SELECT h.to_department_id
                           FROM handovers AS h
                          WHERE h.case_id = c.id AND h.status = 'open')
                || ARRAY(SELECT r.department_id
                           FROM rungs AS r
                          WHERE r.case_id = c.id AND r.ended_at IS NULL)
                || ARRAY(SELECT o.department_id
                           FROM opinions AS o
                          WHERE o.case_id = c.id AND o.is_open)
            """;

    private static final UUID NO_DEPARTMENT = new UUID(0, 0);

    public static CaseScope of(Caller caller) {
        boolean worksAll = caller.may("case.triage-all");
        boolean hasDepartment = caller.departmentId() != null && caller.may("case.read");
        UUID department = hasDepartment ? caller.departmentId() : NO_DEPARTMENT;
        boolean seesAll = worksAll || caller.may("case.read-all");
        return new CaseScope(seesAll, worksAll, caller.may("case.consent"), department);
    }

    /** Leads or supports it, or is the duty office. */
    boolean participates(Case thing) {
        return participates(thing.leadDepartmentId(), thing.supportDepartmentIds());
    }

    private boolean participates(UUID leadDepartmentId, Collection<UUID> supportDepartmentIds) {
        return worksAll || departmentId.equals(leadDepartmentId) || supportDepartmentIds.contains(departmentId);
    }

    boolean sees(Case thing) {
        return sees(thing.leadDepartmentId(), thing.supportDepartmentIds());
    }

    /** Whether the officer may see what belongs to the case of these departments. */
    public boolean sees(UUID leadDepartmentId, Collection<UUID> supportDepartmentIds) {
        return seesAll || participates(leadDepartmentId, supportDepartmentIds);
    }

    boolean works(Case thing) {
        return works(thing.leadDepartmentId());
    }

    /** Whether the officer may take steps on a case that this department leads. */
    boolean works(UUID leadDepartmentId) {
        return worksAll || leadDepartmentId.equals(departmentId);
    }

    boolean seesContact(Case thing, boolean isProtected) {
        return seesContact(thing.leadDepartmentId(), thing.supportDepartmentIds(), isProtected);
    }

    /** Contact data is the participants'; who sent a protected report never leaves the duty office. */
    public boolean seesContact(UUID leadDepartmentId, Collection<UUID> supportDepartmentIds, boolean isProtected) {
        return isProtected ? worksAll : participates(leadDepartmentId, supportDepartmentIds);
    }

    /** The department whose requests for consent the officer may answer; null for all, one that leads nothing for none. */
    UUID consentScope() {
        if (!consents) {
            return NO_DEPARTMENT;
        }
        return worksAll ? null : departmentId;
    }

    /** A foreign case is not there at all: 404 tells less than 403. */
    void mustSee(Case thing) {
        if (!sees(thing)) {
            throw Problem.notFound();
        }
    }

    void mustWork(Case thing) {
        mustSee(thing);
        if (!works(thing)) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    "只有牵头部门或值班室可以这样做。",
                    "Only the lead department or the duty office may do this.");
        }
    }

    void mustParticipate(Case thing) {
        mustSee(thing);
        if (!participates(thing)) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    "只有参与此案件的部门可以这样做。",
                    "Only departments that take part in the case may do this.");
        }
    }
}
