package org.qunfang.delivery;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.Geometry;
import org.qunfang.delivery.AudienceStore.Place;
import org.qunfang.geo.AreaIndex;
import org.qunfang.geo.Location;
import org.qunfang.geo.StoredArea;

/** The exact question at the edge: does the area, its boundary included, cover this place? */
final class AreaTest {
    private final AreaIndex<Integer> index;

    /** @param geoJson a MultiPolygon in WGS 84 degrees */
    AreaTest(JsonObject geoJson) {
        Geometry area = StoredArea.read(geoJson);
        this.index = new AreaIndex<>(Map.of(0, area));
    }

    List<Place> covered(List<Place> places) {
        return places.stream()
                .filter(place ->
                        !index.containing(Location.of(place.lat(), place.lon())).isEmpty())
                .toList();
    }
}
