package org.qunfang.interop;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import java.util.UUID;
import org.locationtech.jts.geom.MultiPolygon;
import org.qunfang.delivery.Severity;
import org.qunfang.problem.Localized;
import org.qunfang.warning.RelayedWarning;

/** From a message of another authority to the warning that this city's public reads. */
final class RelayedFrom {
    private RelayedFrom() {}

    /**
     * @param importId the warning's id, too: who sees the one finds the other
     * @param area where people are told
     */
    static RelayedWarning message(
            UUID importId, CapAlert alert, Localized sourceName, MultiPolygon area, byte[] xml, Instant now) {
        CapAlert.Info main = CapWords.main(alert);
        return new RelayedWarning(
                importId,
                UuidCreator.getTimeOrderedEpoch(),
                UuidCreator.getTimeOrderedEpoch(),
                1,
                RelayedWarning.State.PUBLISHED,
                sourceName,
                alert.sender(),
                alert.identifier(),
                alert.sent(),
                main.category(),
                CapWords.event(main),
                main.urgency(),
                Severity.named(main.severity()),
                main.certainty(),
                main.onset(),
                Admission.expires(alert, main),
                CapWords.infos(alert),
                CapWords.areaName(alert),
                area,
                xml,
                now,
                null,
                null);
    }
}
