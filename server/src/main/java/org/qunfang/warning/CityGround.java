package org.qunfang.warning;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.responsibility.Area;
import org.qunfang.responsibility.Matrix;

/**
 * An area held against the ground of the city, which is the union of all areas in force. Pure; may take tens of
 * milliseconds: call it on a worker.
 *
 * @param squareMeters of the whole area
 * @param outside square metres of it that lie in no area
 * @param known false where no area is in force: then nothing can be said
 */
record CityGround(double squareMeters, double outside, boolean known) {
    /** Less than this share is the arithmetic of a common border. */
    private static final double BORDER = 1e-4;

    private static final double LEAST_PERCENT = 0.1;

    private static final Localized WHOLLY_OUTSIDE =
            Localized.of("该区域完全在本市辖区之外，请检查位置。", "The area lies wholly outside the city's areas: check where it is.");

    /**
     * @param area valid polygons in WGS 84 degrees, their number and size bounded
     * @param codes areas that were picked: they are inside by themselves, also when they are in force no more
     */
    static CityGround of(Geometry area, Collection<String> codes, Matrix matrix, LocalDate today) {
        List<Area> city = new ArrayList<>();
        for (Area each : matrix.areas()) {
            if (!each.boundary().isEmpty() && (each.holdsOn(today) || codes.contains(each.code()))) {
                city.add(each);
            }
        }
        // The widest first: they leave little for the others, and what lies elsewhere is not looked at.
        city.sort(Comparator.comparingInt(Area::depth));
        double all = EqualArea.squareMeters(area);
        Geometry left = area;
        double outside = all;
        for (Area each : city) {
            if (each.boundary().getEnvelopeInternal().intersects(left.getEnvelopeInternal())) {
                left = OverlayNGRobust.overlay(left, each.boundary(), OverlayNG.DIFFERENCE);
                outside = left.isEmpty() ? 0 : EqualArea.squareMeters(left);
            }
            if (outside < all * BORDER) {
                return new CityGround(all, 0, true);
            }
        }
        return new CityGround(all, outside, !city.isEmpty());
    }

    /** Not when a little of a vast area is inside: a storm may be larger than the city. */
    boolean isWhollyOutside() {
        double inside = squareMeters - outside;
        return known && inside < SmallestArea.SQUARE_METERS && inside < squareMeters * BORDER;
    }

    /** @throws Problem invalid, at the area, when no part of it is in the city */
    void refuseWhollyOutside() {
        if (isWhollyOutside()) {
            throw Problem.invalid("/area", WHOLLY_OUTSIDE);
        }
    }

    /** 0 to 100 with one decimal, 0 and 100 only for none and all; empty where nothing can be said. */
    OptionalDouble percentOutside() {
        if (!known) {
            return OptionalDouble.empty();
        }
        if (outside == 0 || isWhollyOutside()) {
            return OptionalDouble.of(outside == 0 ? 0 : 100);
        }
        double rounded = Math.round(1_000 * outside / squareMeters) / 10.0;
        return OptionalDouble.of(Math.min(100 - LEAST_PERCENT, Math.max(LEAST_PERCENT, rounded)));
    }
}
