package org.qunfang.responsibility;

import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.locationtech.jts.geom.Envelope;
import org.qunfang.geo.Location;

/** An open case as far as the matrix decides about it. */
public record PlacedCase(UUID id, String number, UUID categoryId, Location location) {

    /** Finds open cases; handed in, for this room does not know casework. */
    public interface Finder {
        /**
         * @param box WGS 84 degrees, x = longitude
         * @param limit the most there may be in the answer, newest first
         */
        Future<List<PlacedCase>> find(Set<UUID> categoryIds, Envelope box, int limit);
    }
}
