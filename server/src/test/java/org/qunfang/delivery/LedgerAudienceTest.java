package org.qunfang.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;
import org.qunfang.geo.CellDisk;
import org.qunfang.geo.Location;

/** Who is due. */
class LedgerAudienceTest extends LedgerFixture {
    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    @Test
    void theAudienceIsExactlyTheDevicesWithAPlaceInTheArea() {
        Random random = new Random(5);
        MultiPolygon area = Shapes.star(random);
        Set<UUID> expected = new TreeSet<>();
        List<Tuple> rows = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            double lat = 22.4 + 0.2 * random.nextDouble();
            double lon = 113.9 + 0.2 * random.nextDouble();
            UUID id = UuidCreator.getTimeOrderedEpoch();
            rows.add(Tuple.of(id, lat, lon, CellDisk.cellOf(Location.of(lat, lon))));
            if (area.covers(GEOMETRY.createPoint(new Coordinate(lon, lat)))) {
                expected.add(id);
            }
        }
        phones().add(rows);
        Message message = message(Severity.EXTREME, 600);

        AudienceCount counted = messages.count(area, Severity.EXTREME).await();
        messages.send(message, area).await();
        fanout.start();

        await().atMost(Duration.ofSeconds(30)).until(() -> recipients(message.id()) != null);
        assertThat(new TreeSet<>(due(message.id()))).isEqualTo(expected);
        assertThat(recipients(message.id())).isEqualTo(expected.size());
        assertThat(counted.devices()).isEqualTo(expected.size());
    }

    @Test
    void aPhoneWithTwoPlacesInTheAreaIsDueOnceAndWishesCount() {
        UUID twice = phones().phone(22.5, 114, Severity.MINOR);
        phones().place(twice, 1, 22.501, 114.001);
        phones().phone(22.5, 114, Severity.EXTREME);
        Message severe = message(Severity.SEVERE, 600);
        Message unknown = message(Severity.UNKNOWN, 600);

        messages.send(severe, Shapes.square(22.49, 113.99, 0.02)).await();
        messages.send(unknown, Shapes.square(22.49, 113.99, 0.02)).await();
        fanout.start();

        await().until(() -> recipients(severe.id()) != null && recipients(unknown.id()) != null);
        assertThat(due(severe.id())).containsExactly(twice);
        assertThat(due(unknown.id())).hasSize(2);
    }
}
