package org.qunfang.casework;

import java.util.List;
import java.util.UUID;
import org.qunfang.problem.Localized;

/**
 * The standard steps for a category and severity, at one version.
 *
 * @param categoryId null for every category that has none of its own
 * @param minimumSeverity the least serious case it is for
 * @param active one that is not is given to no case any more
 * @param steps in their order, 1–100
 */
record Playbook(
        UUID id,
        UUID categoryId,
        Severity minimumSeverity,
        Localized name,
        boolean active,
        long version,
        List<PlaybookStep> steps) {}
