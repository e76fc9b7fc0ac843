package org.qunfang.interop;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.qunfang.geo.Circle;
import org.qunfang.geo.GeoJson;
import org.qunfang.geo.Location;
import org.qunfang.problem.Problem;
import org.qunfang.responsibility.Matrix;
import org.qunfang.warning.AreaCode12;
import org.qunfang.warning.Relay;

/**
 * Where a message holds: polygons, circles and area codes together (CAP 1.2 section 3.2.4: their union), cut to what the
 * sender has authority over. Pure; may take some hundred milliseconds: call it on a worker.
 */
final class CapGround {
    /**
     * So much of an area may lie outside. Outlines of one border that two offices drew, simplified so that no place is
     * left out, differ by some per cent of a district; another district is far more. Nobody is warned out there anyway.
     */
    static final double OVERSPILL = 0.10;

    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    private final Matrix matrix;
    private final List<Repair> repairs = new ArrayList<>();

    private CapGround(Matrix matrix) {
        this.matrix = matrix;
    }

    /**
     * @param area where people may be told, or null when nothing of the message's area can be used
     * @param repairs what was passed over
     */
    record Ground(MultiPolygon area, List<Repair> repairs) {}

    /**
     * @param alert has an info; those of lesser severity are looked at, but nobody is told by them
     * @param authority the boundary of the sender's area
     * @throws Refused for an area that is none, or that lies outside the sender's authority
     */
    static Ground of(CapAlert alert, Geometry authority, Matrix matrix) {
        List<CapAlert.Info> told = CapWords.translations(alert);
        if (told.size() < alert.infos().size()) {
            of(alert.infos(), authority, matrix);
        }
        return of(told, authority, matrix);
    }

    private static Ground of(List<CapAlert.Info> infos, Geometry authority, Matrix matrix) {
        CapGround ground = new CapGround(matrix);
        Geometry all = ground.union(infos);
        if (all.isEmpty()) {
            ground.repairs.add(new Repair(Repair.Kind.NO_AREA, "/alert"));
            return new Ground(null, List.copyOf(ground.repairs));
        }
        Geometry inside = OverlayNGRobust.overlay(all, authority, OverlayNG.INTERSECTION);
        double outside = 1 - inside.getArea() / all.getArea();
        if (outside > OVERSPILL) {
            throw new Refused(Reason.OUTSIDE_AUTHORITY, "/alert/info/area");
        }
        // Less than a ten-thousandth is the arithmetic of a common border.
        if (outside > 1e-4) {
            ground.repairs.add(new Repair(Repair.Kind.OVERSPILL, "/alert/info/area"));
        }
        return new Ground(Relay.area(inside), List.copyOf(ground.repairs));
    }

    private Geometry union(List<CapAlert.Info> infos) {
        List<Geometry> drawn = new ArrayList<>();
        Set<String> codes = new LinkedHashSet<>();
        for (CapAlert.Info info : infos) {
            for (CapAlert.Area area : info.areas()) {
                area.polygons().forEach(ring -> add(drawn, polygon(ring)));
                area.circles().forEach(disc -> circle(disc).ifPresent(polygon -> add(drawn, polygon)));
                codes.addAll(area.geocodes());
            }
        }
        refuseTangled(drawn);
        drawn.forEach(CapGround::refuseCrossing);
        codes.forEach(code -> territory(code).ifPresent(drawn::add));
        return OverlayNGRobust.union(drawn, GEOMETRY);
    }

    /** Each language repeats the same shapes. */
    private static void add(List<Geometry> drawn, Geometry shape) {
        if (drawn.stream().noneMatch(other -> other.equalsExact(shape))) {
            drawn.add(shape);
        }
    }

    private static Polygon polygon(CapAlert.Ring ring) {
        Coordinate[] points = new Coordinate[ring.lats().length];
        for (int i = 0; i < points.length; i++) {
            points[i] = new Coordinate(ring.lons()[i], ring.lats()[i]);
        }
        Polygon polygon = GEOMETRY.createPolygon(points);
        polygon.setUserData(ring.path());
        if (polygon.getEnvelopeInternal().getWidth() > Location.MAX_LON) {
            throw new Refused(Reason.ANTIMERIDIAN, ring.path());
        }
        return polygon;
    }

    private Optional<Polygon> circle(CapAlert.Disc disc) {
        double meters = disc.radiusKilometers() * 1000;
        if (meters > Circle.MOST_METERS) {
            throw new Refused(Reason.OUTSIDE_AUTHORITY, disc.path());
        }
        if (meters == 0) {
            repairs.add(new Repair(Repair.Kind.POINT_CIRCLE, disc.path()));
            return Optional.empty();
        }
        try {
            return Optional.of(new Circle(Location.of(disc.lat(), disc.lon()), meters).toPolygon(disc.path()));
        } catch (Problem crossing) {
            throw new Refused(Reason.ANTIMERIDIAN, disc.path());
        }
    }

    private static void refuseTangled(List<Geometry> drawn) {
        try {
            GeoJson.refuseTangled(GEOMETRY.buildGeometry(drawn), "/alert");
        } catch (Problem tangled) {
            throw new Refused(Reason.TANGLED, "/alert");
        }
    }

    private static void refuseCrossing(Geometry shape) {
        if (!new IsValidOp(shape).isValid()) {
            throw new Refused(
                    Reason.SELF_CROSSING, shape.getUserData() == null ? "/alert" : (String) shape.getUserData());
        }
    }

    /** As the city writes the code itself, else in any of the ways of the statistical one. */
    private Optional<Geometry> territory(String code) {
        Stream<String> ways = AreaCode12.read(code).stream().flatMap(twelve -> twelve.sameArea().stream());
        Optional<Geometry> found = Stream.concat(Stream.of(code), ways)
                .flatMap(each -> matrix.areaByCode(each).stream())
                .map(area -> area.boundary())
                .findFirst();
        if (found.isEmpty() && repairs.size() < CapElement.MOST_REPAIRS) {
            repairs.add(new Repair(Repair.Kind.UNKNOWN_GEOCODE, "/alert/info/area/geocode[" + code + "]"));
        }
        return found;
    }
}
