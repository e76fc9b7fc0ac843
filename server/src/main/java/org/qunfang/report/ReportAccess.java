package org.qunfang.report;

import java.util.List;
import org.qunfang.casework.CaseScope;
import org.qunfang.http.Caller;
import org.qunfang.report.PhotoStore.StoredPhoto;

/** Who may read a report, and how much of it: its sender, and the officers who see its case. Pure. */
final class ReportAccess {
    private ReportAccess() {}

    static boolean isSender(Caller caller, StoredReport report) {
        return report.senderAccountId().equals(caller.accountId());
    }

    static boolean mayRead(Caller caller, StoredReport report) {
        return isSender(caller, report)
                || CaseScope.of(caller).sees(report.leadDepartmentId(), List.of(report.supportDepartmentIds()));
    }

    static boolean maySee(Caller caller, StoredPhoto photo) {
        return "public".equals(photo.visibility())
                || photo.accountId().equals(caller.accountId())
                || CaseScope.of(caller).sees(photo.leadDepartmentId(), List.of(photo.supportDepartmentIds()));
    }

    static StoredReport redacted(Caller caller, StoredReport report) {
        boolean isProtected = report.isProtected();
        boolean mayContact = isSender(caller, report)
                || CaseScope.of(caller)
                        .seesContact(report.leadDepartmentId(), List.of(report.supportDepartmentIds()), isProtected);
        return mayContact ? report : report.withoutContact();
    }
}
