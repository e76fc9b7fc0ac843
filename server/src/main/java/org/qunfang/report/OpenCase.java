package org.qunfang.report;

import java.time.Instant;
import java.util.UUID;

/** An open case near a new report, as far as the duplicate decision needs it. */
record OpenCase(
        UUID id,
        double lat,
        double lon,
        Double accuracyMeters,
        Instant firstObservedAt,
        Instant lastObservedAt,
        int likelihood,
        int consequence,
        UUID leadDepartmentId) {}
