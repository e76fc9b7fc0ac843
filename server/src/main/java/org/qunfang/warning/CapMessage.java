package org.qunfang.warning;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One message of a chain, as it went out; never changes.
 *
 * @param msgType {@code Alert}, {@code Update} or {@code Cancel}
 * @param refersTo the message that it updates or cancels, or null
 * @param infos the texts as sent, marks included
 * @param xml CAP 1.2
 */
record CapMessage(
        UUID id,
        UUID warningId,
        UUID chainId,
        String identifier,
        String sender,
        String msgType,
        Instant sent,
        UUID refersTo,
        boolean isPublic,
        List<Info> infos,
        String xml) {

    static final String ALERT = "Alert";
    static final String UPDATE = "Update";
    static final String CANCEL = "Cancel";

    CapMessage withXml(String signed) {
        return new CapMessage(
                id, warningId, chainId, identifier, sender, msgType, sent, refersTo, isPublic, infos, signed);
    }
}
