package org.qunfang.delivery;

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

    AreaTest(Audience audience) {
        Geometry area = StoredArea.read(audience.geoJson());
        this.index = new AreaIndex<>(Map.of(0, area));
    }

    List<Place> covered(List<Place> places) {
        return places.stream()
                .filter(place ->
                        !index.containing(Location.of(place.lat(), place.lon())).isEmpty())
                .toList();
    }
}
