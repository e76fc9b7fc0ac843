package org.qunfang.report;

import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;

/** Which stored areas hold a point, by JTS alone: a second opinion about the product's own index. */
final class DistrictsByJts {
    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    private record District(String code, Envelope box, PreparedGeometry shape) {}

    private final List<District> districts = new ArrayList<>();

    private DistrictsByJts() {}

    static DistrictsByJts read(Pool pool) {
        DistrictsByJts read = new DistrictsByJts();
        for (Row row : pool.query("SELECT code, boundary FROM areas").execute().await()) {
            try {
                var shape = new WKBReader().read(row.getBuffer("boundary").getBytes());
                read.districts.add(new District(
                        row.getString("code"), shape.getEnvelopeInternal(), PreparedGeometryFactory.prepare(shape)));
            } catch (ParseException e) {
                throw new AssertionError(row.getString("code"), e);
            }
        }
        return read;
    }

    List<String> covering(double lat, double lon) {
        Point point = GEOMETRY.createPoint(new Coordinate(lon, lat));
        return districts.stream()
                .filter(district -> district.box().covers(point.getCoordinate()))
                .filter(district -> district.shape().covers(point))
                .map(District::code)
                .toList();
    }
}
