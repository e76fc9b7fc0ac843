package org.qunfang.interop;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A message from elsewhere with what became of it.
 *
 * @param times how often it came; only a refused one is counted
 * @param by who brought it in by hand, or null for a feed
 * @param senderId the trusted sender, or null
 * @param reason, path of a refused one, else null
 * @param alert what could be read of it; null when nothing could
 * @param area GeoJSON, or null
 * @param signature of an accepted one, else null; null for those from before too
 * @param relaying of an accepted one, else null
 * @param relayedBy the second officer, or null
 */
record CapImport(
        UUID id,
        Instant receivedAt,
        Instant lastAt,
        int times,
        Officer by,
        UUID senderId,
        Reason reason,
        String path,
        Head head,
        List<Repair> repairs,
        JsonObject area,
        Signed signature,
        Relaying relaying,
        Officer relayedBy,
        Instant relayedAt) {

    /** Who did something; {@code name} may be null. */
    record Officer(UUID accountId, String name) {}

    /** What a list shows of a message; every part may be null but for an accepted one's first seven. */
    record Head(
            String sender,
            String identifier,
            byte[] fingerprint,
            Instant sent,
            String msgType,
            String status,
            String scope,
            String severity,
            String event,
            String headline,
            Instant expires,
            List<String> refersTo) {

        static final Head UNREAD =
                new Head(null, null, null, null, null, null, null, null, null, null, null, List.of());

        static Head of(CapAlert alert) {
            CapAlert.Info main = alert.infos().isEmpty() ? null : CapWords.main(alert);
            return new Head(
                    alert.sender(),
                    alert.identifier(),
                    alert.fingerprint(),
                    alert.sent(),
                    alert.msgType(),
                    alert.status(),
                    alert.scope(),
                    main == null ? null : main.severity(),
                    main == null ? null : CapWords.event(main),
                    main == null || main.headline() == null ? null : CapWords.cut(main.headline(), 200),
                    main == null ? null : Admission.expires(alert, main),
                    alert.references().stream()
                            .map(CapAlert.Reference::identifier)
                            .distinct()
                            .toList());
        }
    }

    boolean isAccepted() {
        return reason == null;
    }
}
