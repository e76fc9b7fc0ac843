package org.qunfang.identity;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Everything that an operation of the contract can ask for with {@code x-permission}, beside public and signed-in. */
public enum Permission {
    REPORT_SUBMIT,
    DEVICE_REGISTER,
    VOLUNTEER_REGISTER,
    ORGANISATION_REGISTER,
    RESOURCE_OFFER,
    NEED_READ,
    ALLOCATION_WORK,
    WARNING_FEEDBACK,
    LESSON_ANSWER,

    PASSWORD_CHANGE,
    CASE_READ,
    CASE_WORK,
    CASE_READ_ALL,
    CASE_TRIAGE_ALL,
    CASE_ASSIGN,
    CASE_CONSENT,
    SITE_READ,
    SITE_WORK,
    SITE_WORK_ALL,
    VOLUNTEER_LIST,
    VOLUNTEER_VERIFY,
    ORGANISATION_LIST,
    ORGANISATION_VERIFY,
    RESOURCE_LIST,
    NEED_RAISE,
    PLAYBOOK_EDIT,
    RESPONSIBILITY_READ,
    RESPONSIBILITY_EDIT,
    DEADLINE_READ,
    DEADLINE_EDIT,
    COVERAGE_READ,
    COVERAGE_WORK,
    AREA_IMPORT,
    WARNING_READ,
    WARNING_DRAFT,
    WARNING_APPROVE,
    WARNING_TEMPLATE,
    CAP_IMPORT,
    CAP_TRUST,
    CHANNEL_MANAGE,
    LESSON_EDIT,
    AUDIT_READ,
    OFFICER_MANAGE;

    private final String text;

    Permission() {
        String[] words = name().toLowerCase(Locale.ROOT).split("_", 2);
        this.text = words[0] + "." + words[1].replace('_', '-');
    }

    /** As the contract writes it, such as {@code case.triage-all}. */
    public String text() {
        return text;
    }

    /** All texts, for the check at start that the contract asks for none that no one can have. */
    public static Set<String> texts() {
        return Arrays.stream(values()).map(Permission::text).collect(Collectors.toUnmodifiableSet());
    }
}
