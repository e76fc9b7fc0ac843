package org.qunfang.delivery;

import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/**
 * A broadcaster's system that gets every public CAP message of this city.
 *
 * @param url https, or http in a network that the operator named
 * @param minimumSeverity less serious messages are not sent there
 * @param secret 32 bytes that its messages are signed with
 * @param health null before anything was sent there
 */
record Webhook(
        UUID id,
        long version,
        String name,
        String url,
        Severity minimumSeverity,
        boolean active,
        byte[] secret,
        Health health) {
    static final String CHANNEL = "webhook";
    static final int SECRET_BYTES = 32;

    /** Each may be null. */
    record Health(Instant lastSuccessAt, Instant lastFailureAt, String lastFailure) {
        static final Health NONE = new Health(null, null, null);
    }

    /** As the receiver keeps it: Standard Webhooks 1.0, section "Signature scheme". */
    String secretText() {
        return "whsec_" + Base64.getEncoder().encodeToString(secret);
    }

    /** Never the secret: this may end in a log. */
    @Override
    public String toString() {
        return "Webhook[" + id + ", " + name + "]";
    }
}
