package org.qunfang.identity;

import static org.qunfang.identity.Permission.*;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an officer is trusted with. Roles combine; what two people must do is held where it is done, not here. */
public enum Role {
    OFFICER(CASE_WORK, SITE_WORK, NEED_RAISE),
    DUTY_OFFICER(
            CASE_WORK,
            CASE_TRIAGE_ALL,
            CASE_CONSENT,
            SITE_WORK,
            SITE_WORK_ALL,
            NEED_RAISE,
            VOLUNTEER_VERIFY,
            ORGANISATION_VERIFY,
            COVERAGE_READ,
            COVERAGE_WORK,
            CAP_IMPORT),
    DEPARTMENT_LEAD(CASE_WORK, CASE_ASSIGN, CASE_CONSENT, SITE_WORK, NEED_RAISE, COVERAGE_READ, COVERAGE_WORK),
    WARNING_AUTHOR(WARNING_DRAFT),
    WARNING_APPROVER(WARNING_APPROVE, WARNING_TEMPLATE),
    AUDITOR(AUDIT_READ, CASE_READ_ALL, COVERAGE_READ),
    ADMINISTRATOR(
            OFFICER_MANAGE,
            RESPONSIBILITY_EDIT,
            DEADLINE_EDIT,
            PLAYBOOK_EDIT,
            AREA_IMPORT,
            LESSON_EDIT,
            VOLUNTEER_VERIFY,
            ORGANISATION_VERIFY,
            CASE_READ_ALL,
            SITE_WORK,
            SITE_WORK_ALL,
            COVERAGE_READ,
            COVERAGE_WORK,
            CAP_IMPORT,
            CAP_TRUST,
            CHANNEL_MANAGE,
            WARNING_TEMPLATE);

    /** What everybody who is signed in may do, residents first of all. */
    private static final Set<Permission> EVERYBODY = EnumSet.of(
            REPORT_SUBMIT,
            DEVICE_REGISTER,
            VOLUNTEER_REGISTER,
            ORGANISATION_REGISTER,
            RESOURCE_OFFER,
            NEED_READ,
            ALLOCATION_WORK,
            WARNING_FEEDBACK,
            LESSON_ANSWER);

    /** What every officer may do, whatever the role. */
    private static final Set<Permission> OFFICERS = EnumSet.of(
            PASSWORD_CHANGE,
            CASE_READ,
            SITE_READ,
            VOLUNTEER_LIST,
            ORGANISATION_LIST,
            RESOURCE_LIST,
            RESPONSIBILITY_READ,
            DEADLINE_READ,
            WARNING_READ);

    private final Set<Permission> own;

    Role(Permission first, Permission... more) {
        this.own = EnumSet.of(first, more);
    }

    /** As stored and as the contract writes it, such as {@code duty_officer}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for a text that is no role */
    public static Role of(String text) {
        return Role.valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** What a resident may do. */
    static Set<String> residentPermissions() {
        return texts(EVERYBODY.stream());
    }

    /** What somebody with these roles may do; with none, what a resident may. */
    static Set<String> permissions(Collection<Role> roles) {
        Stream<Permission> officers = roles.isEmpty() ? Stream.empty() : OFFICERS.stream();
        Stream<Permission> own = roles.stream().flatMap(role -> role.own.stream());
        return texts(Stream.of(EVERYBODY.stream(), officers, own).flatMap(Function.identity()));
    }

    /** The texts of the roles by which an officer may do this. */
    public static Set<String> having(Permission permission) {
        return Arrays.stream(values())
                .filter(role -> OFFICERS.contains(permission) || role.own.contains(permission))
                .map(Role::text)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Every role's text. */
    static Set<String> texts() {
        return Arrays.stream(values()).map(Role::text).collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> texts(Stream<Permission> permissions) {
        return permissions.map(Permission::text).collect(Collectors.toUnmodifiableSet());
    }
}
