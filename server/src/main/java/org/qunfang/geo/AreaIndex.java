package org.qunfang.geo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.index.strtree.STRtree;

/**
 * Which areas hold a point: an immutable index in memory, safe for any number of threads. Build a new one when the
 * areas change.
 *
 * @param <I> what names an area; answers are in its order, so equal questions get equal answers on every machine
 */
public final class AreaIndex<I extends Comparable<I>> {

    private record Part<I>(I id, Envelope box, PackedPolygon shape) {}

    /** The parts of an area, and what they were made of: a boundary that is the same object need not be packed again. */
    private record Packed<I>(Geometry area, List<Part<I>> parts) {}

    private final STRtree tree = new STRtree();
    private final Map<I, Packed<I>> idToPacked;

    /**
     * @param idToArea valid polygons or multipolygons in WGS 84 degrees, x = longitude, none across the antimeridian;
     *     other kinds of geometry and empty ones hold no point
     */
    public AreaIndex(Map<I, ? extends Geometry> idToArea) {
        this(idToArea, Map.of());
    }

    private AreaIndex(Map<I, ? extends Geometry> idToArea, Map<I, Packed<I>> known) {
        idToPacked = new HashMap<>(idToArea.size() * 2);
        idToArea.forEach((id, area) -> {
            Packed<I> kept = known.get(id);
            idToPacked.put(id, kept != null && kept.area() == area ? kept : pack(id, area));
        });
        idToPacked.values().forEach(packed -> packed.parts().forEach(part -> tree.insert(part.box(), part)));
        tree.build();
    }

    /** An index of these areas; what is the same object as here is not packed again. */
    public AreaIndex<I> with(Map<I, ? extends Geometry> idToArea) {
        return new AreaIndex<>(idToArea, idToPacked);
    }

    private static <I> Packed<I> pack(I id, Geometry area) {
        List<Part<I>> parts = new ArrayList<>(area.getNumGeometries());
        for (int i = 0; i < area.getNumGeometries(); i++) {
            if (area.getGeometryN(i) instanceof Polygon polygon && !polygon.isEmpty()) {
                parts.add(new Part<>(id, polygon.getEnvelopeInternal(), new PackedPolygon(polygon)));
            }
        }
        return new Packed<>(area, parts);
    }

    /** The areas that cover the point, their boundary included. */
    public List<I> containing(Location point) {
        Envelope box = new Envelope(point.lon(), point.lon(), point.lat(), point.lat());
        return select(box, shape -> shape.covers(point.lon(), point.lat()));
    }

    /**
     * The areas whose boundary passes within a distance of the point, whether they hold the point or not. Distances
     * are right within 0.5 % up to 20 km and away from the poles.
     *
     * @param meters 0 to 20,000
     */
    public List<I> within(Location point, double meters) {
        return select(Distance.box(point, meters), shape -> shape.boundaryWithin(point.lon(), point.lat(), meters));
    }

    /** Both answers of one question. */
    public record Around<I>(List<I> containing, List<I> within) {}

    /** {@link #containing} and {@link #within} in one search. */
    @SuppressWarnings("unchecked") // nothing else is put into the tree
    public Around<I> around(Location point, double meters) {
        List<I> containing = new ArrayList<>(4);
        List<I> within = new ArrayList<>(4);
        tree.query(Distance.box(point, meters), item -> {
            Part<I> part = (Part<I>) item;
            PackedPolygon shape = part.shape();
            if (shape.covers(point.lon(), point.lat())) {
                addOnce(containing, part.id());
            }
            if (shape.boundaryWithin(point.lon(), point.lat(), meters)) {
                addOnce(within, part.id());
            }
        });
        Collections.sort(containing);
        Collections.sort(within);
        return new Around<>(containing, within);
    }

    private static <I> void addOnce(List<I> found, I id) {
        if (!found.contains(id)) {
            found.add(id);
        }
    }

    /** How many areas were put in. */
    public int size() {
        return idToPacked.size();
    }

    @SuppressWarnings("unchecked") // nothing else is put into the tree
    private List<I> select(Envelope box, Predicate<PackedPolygon> test) {
        List<I> found = new ArrayList<>(4);
        tree.query(box, item -> {
            Part<I> part = (Part<I>) item;
            if (test.test(part.shape()) && !found.contains(part.id())) {
                found.add(part.id());
            }
        });
        Collections.sort(found);
        return found;
    }
}
