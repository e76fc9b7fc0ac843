package org.qunfang.warning;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.simplify.PolygonHullSimplifier;

/**
 * What an area becomes in a CAP message: polygons without holes and with at most {@value #MOST_VERTICES} vertices each,
 * which together cover everything drawn. What already is like that stays exactly as drawn.
 */
final class SavedArea {
    static final int MOST_VERTICES = 100;

    /** Cutting along more holes than this would make a heap of slivers: such an area is filled instead. */
    private static final int MOST_HOLES = 20;

    private static final int DIRECTIONS = 64;
    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    private SavedArea() {}

    /** @param drawn valid and not empty */
    static MultiPolygon of(Geometry drawn) {
        List<Polygon> saved = new ArrayList<>();
        for (int i = 0; i < drawn.getNumGeometries(); i++) {
            if (drawn.getGeometryN(i) instanceof Polygon polygon && !polygon.isEmpty()) {
                withoutHoles(polygon).forEach(part -> saved.add(simplified(part)));
            }
        }
        return GEOMETRY.createMultiPolygon(saved.toArray(Polygon[]::new));
    }

    /** CAP has no holes: the polygon is cut through each hole's middle until none is left. */
    private static List<Polygon> withoutHoles(Polygon polygon) {
        if (polygon.getNumInteriorRing() == 0) {
            return List.of(polygon);
        }
        if (polygon.getNumInteriorRing() > MOST_HOLES) {
            return List.of(GEOMETRY.createPolygon(polygon.getExteriorRing()));
        }
        double cut = polygon.getInteriorRingN(0).getEnvelopeInternal().centre().x;
        Envelope all = polygon.getEnvelopeInternal();
        List<Polygon> parts = new ArrayList<>();
        for (Envelope side : List.of(
                new Envelope(all.getMinX() - 1, cut, all.getMinY() - 1, all.getMaxY() + 1),
                new Envelope(cut, all.getMaxX() + 1, all.getMinY() - 1, all.getMaxY() + 1))) {
            Geometry half = polygon.intersection(GEOMETRY.toGeometry(side));
            for (int i = 0; i < half.getNumGeometries(); i++) {
                if (half.getGeometryN(i) instanceof Polygon part && !part.isEmpty()) {
                    parts.addAll(withoutHoles(part));
                }
            }
        }
        return parts;
    }

    private static Polygon simplified(Polygon polygon) {
        if (polygon.getNumPoints() <= MOST_VERTICES) {
            return polygon;
        }
        for (double share = (double) (MOST_VERTICES - 4) / polygon.getNumPoints(); share > 1e-4; share *= 0.7) {
            PolygonHullSimplifier hull = new PolygonHullSimplifier(polygon, true);
            hull.setVertexNumFraction(share);
            if (hull.getResult() instanceof Polygon outer
                    && outer.getNumPoints() <= MOST_VERTICES
                    && outer.covers(polygon)) {
                return outer;
            }
        }
        return around(polygon);
    }

    /** The polygon between lines that touch the area from {@value #DIRECTIONS} sides, pushed out by a hair. */
    private static Polygon around(Polygon polygon) {
        Coordinate[] points = polygon.convexHull().getCoordinates();
        Envelope box = polygon.getEnvelopeInternal();
        double hair = 1e-9 * (1 + box.getWidth() + box.getHeight());
        double[] reach = new double[DIRECTIONS];
        for (int i = 0; i < DIRECTIONS; i++) {
            reach[i] = Double.NEGATIVE_INFINITY;
            for (Coordinate point : points) {
                reach[i] = Math.max(reach[i], point.x * cos(i) + point.y * sin(i));
            }
        }
        Coordinate[] corners = new Coordinate[DIRECTIONS + 1];
        for (int i = 0; i < DIRECTIONS; i++) {
            corners[i] = crossing(i, reach[i] + hair, reach[(i + 1) % DIRECTIONS] + hair);
        }
        corners[DIRECTIONS] = corners[0].copy();
        return GEOMETRY.createPolygon(corners);
    }

    /** Where the lines of direction i and the next one meet. */
    private static Coordinate crossing(int i, double reach, double nextReach) {
        double determinant = cos(i) * sin(i + 1) - sin(i) * cos(i + 1);
        return new Coordinate(
                (reach * sin(i + 1) - nextReach * sin(i)) / determinant,
                (nextReach * cos(i) - reach * cos(i + 1)) / determinant);
    }

    private static double cos(int i) {
        return Math.cos(2 * Math.PI * i / DIRECTIONS);
    }

    private static double sin(int i) {
        return Math.sin(2 * Math.PI * i / DIRECTIONS);
    }
}
