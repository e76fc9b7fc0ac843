package org.qunfang.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoleTest {
    private static final Set<String> OFFICERS = Set.of(
            "password.change",
            "case.read",
            "site.read",
            "volunteer.list",
            "organisation.list",
            "resource.list",
            "responsibility.read",
            "deadline.read",
            "warning.read");

    @Test
    void residentsMayReportRegisterOfferAndLearn() {
        assertThat(Role.residentPermissions())
                .containsExactlyInAnyOrder(
                        "report.submit",
                        "device.register",
                        "volunteer.register",
                        "organisation.register",
                        "resource.offer",
                        "need.read",
                        "allocation.work",
                        "warning.feedback",
                        "lesson.answer")
                .isEqualTo(Role.permissions(List.of()));
    }

    @Test
    void everyRoleReadsChangesItsPasswordAndMayWhatResidentsMay() {
        for (Role role : Role.values()) {
            assertThat(Role.permissions(List.of(role))).containsAll(OFFICERS).containsAll(Role.residentPermissions());
        }
    }

    @Test
    void eachRoleAddsItsOwn() {
        assertThat(own(Role.OFFICER)).containsExactlyInAnyOrder("case.work", "site.work", "need.raise");
        assertThat(own(Role.DUTY_OFFICER))
                .containsExactlyInAnyOrder(
                        "case.work",
                        "case.triage-all",
                        "case.consent",
                        "site.work",
                        "site.work-all",
                        "need.raise",
                        "volunteer.verify",
                        "organisation.verify",
                        "coverage.read",
                        "coverage.work",
                        "cap.import");
        assertThat(own(Role.DEPARTMENT_LEAD))
                .containsExactlyInAnyOrder(
                        "case.work",
                        "case.assign",
                        "case.consent",
                        "site.work",
                        "need.raise",
                        "coverage.read",
                        "coverage.work");
        assertThat(own(Role.WARNING_AUTHOR)).containsExactly("warning.draft");
        assertThat(own(Role.WARNING_APPROVER)).containsExactlyInAnyOrder("warning.approve", "warning.template");
        assertThat(own(Role.AUDITOR)).containsExactlyInAnyOrder("audit.read", "case.read-all", "coverage.read");
        assertThat(own(Role.ADMINISTRATOR))
                .containsExactlyInAnyOrder(
                        "officer.manage",
                        "responsibility.edit",
                        "deadline.edit",
                        "playbook.edit",
                        "area.import",
                        "lesson.edit",
                        "organisation.verify",
                        "volunteer.verify",
                        "case.read-all",
                        "site.work",
                        "site.work-all",
                        "coverage.read",
                        "coverage.work",
                        "cap.import",
                        "cap.trust",
                        "channel.manage",
                        "warning.template");
    }

    @Test
    void everyPermissionIsGrantedBySomeRole() {
        assertThat(Role.permissions(List.of(Role.values()))).isEqualTo(Permission.texts());
    }

    @Test
    void rolesCombine() {
        assertThat(Role.permissions(List.of(Role.AUDITOR, Role.WARNING_AUTHOR)))
                .contains("audit.read", "warning.draft")
                .doesNotContain("case.work");
    }

    private static Set<String> own(Role role) {
        Set<String> all = new HashSet<>(Role.permissions(List.of(role)));
        all.removeAll(OFFICERS);
        all.removeAll(Role.residentPermissions());
        return all;
    }
}
