package org.qunfang.casework;

import io.vertx.core.json.JsonObject;
import java.util.UUID;

/**
 * What an officer keeps of a queue's filters under a name.
 *
 * @param ownerName as the account is called now
 * @param departmentId the department that sees it too, or null
 * @param isDefault what its owner's queue begins with
 * @param filter queue, status, severity, category, area and words as they were chosen
 */
record SavedFilter(
        UUID id,
        long version,
        UUID ownerId,
        String ownerName,
        UUID departmentId,
        String name,
        boolean isDefault,
        JsonObject filter) {

    /** How many of their own an officer keeps. */
    static final int MOST = 30;

    /** How many of colleagues are listed. */
    static final int MOST_SHARED = 100;

    JsonObject json(UUID reader) {
        boolean own = ownerId.equals(reader);
        JsonObject json = new JsonObject()
                .put("id", id.toString())
                .put("version", version)
                .put("name", name)
                .put("shared", departmentId != null)
                .put("own", own)
                .put("isDefault", own && isDefault)
                .put("filter", filter);
        return own ? json : json.put("ownerName", ownerName);
    }
}
