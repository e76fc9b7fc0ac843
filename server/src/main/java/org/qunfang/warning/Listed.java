package org.qunfang.warning;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Comparator;
import java.util.function.Supplier;
import org.qunfang.delivery.Severity;

/** A line of the list of what is in force, ours or another authority's: one order for both. */
record Listed(Mode mode, Severity severity, String urgency, Instant sent, Supplier<JsonObject> json) {
    static final Comparator<Listed> ORDER = Comparator.comparing(Listed::mode)
            .thenComparing(Listed::severity, Comparator.reverseOrder())
            .thenComparing(each -> InForce.URGENCIES.indexOf(each.urgency()))
            .thenComparing(Listed::sent, Comparator.reverseOrder());

    static Listed own(InForce.Entry entry, boolean geometry) {
        Content content = entry.warning().content();
        return new Listed(
                content.mode(),
                content.severity(),
                content.urgency(),
                entry.latest().sent(),
                () -> WarningJson.listItem(entry.warning(), entry.latest(), geometry, false));
    }

    static Listed relayed(RelayedWarning warning, boolean geometry, Instant now) {
        return new Listed(
                Mode.ACTUAL,
                warning.severity(),
                warning.urgency(),
                warning.sent(),
                () -> RelayedJson.listItem(warning, geometry, now));
    }
}
