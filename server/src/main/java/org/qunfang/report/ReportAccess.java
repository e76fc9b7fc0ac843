package org.qunfang.report;

import java.util.Arrays;
import org.qunfang.http.Caller;

/** Who may read a report, and how much of it. Pure. */
final class ReportAccess {
    private ReportAccess() {}

    static boolean isSender(Caller caller, StoredReport report) {
        return report.senderAccountId().equals(caller.accountId());
    }

    static boolean mayRead(Caller caller, StoredReport report) {
        return isSender(caller, report) || isOfficerOfCase(caller, report);
    }

    static boolean isOfficerOfCase(Caller caller, StoredReport report) {
        if (caller.may("case.triage-all") || caller.may("case.read-all")) {
            return true;
        }
        return caller.may("case.read") && isParticipant(caller, report);
    }

    /** Who sent a protected report never leaves the duty office; contact data never leaves the case's participants. */
    static StoredReport redacted(Caller caller, StoredReport report) {
        boolean mayContact = isSender(caller, report)
                || caller.may("case.triage-all")
                || (!"protected".equals(report.visibility()) && isParticipant(caller, report));
        return mayContact ? report : report.withoutContact();
    }

    private static boolean isParticipant(Caller caller, StoredReport report) {
        return caller.departmentId() != null
                && (caller.departmentId().equals(report.leadDepartmentId())
                        || Arrays.asList(report.supportDepartmentIds()).contains(caller.departmentId()));
    }
}
