package org.qunfang.geo;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.util.LinearComponentExtracter;
import org.locationtech.jts.noding.BasicSegmentString;
import org.locationtech.jts.noding.MCIndexNoder;
import org.locationtech.jts.noding.SegmentIntersector;
import org.locationtech.jts.noding.SegmentString;

/**
 * Tells a boundary whose edges lie so close that comparing them would take minutes: a comb of 50,000 slanted teeth
 * makes 1,250,000,000 pairs, a natural boundary a few for each edge.
 */
final class Tangle {

    /** Compared in about a quarter of a second. */
    private static final int MOST_PAIRS = 2_000_000;

    private Tangle() {}

    static boolean isIn(Geometry area) {
        List<SegmentString> rings = new ArrayList<>();
        for (Object ring : LinearComponentExtracter.getLines(area)) {
            rings.add(new BasicSegmentString(((LineString) ring).getCoordinates(), null));
        }
        PairCount count = new PairCount();
        new MCIndexNoder(count).computeNodes(rings);
        return count.isDone();
    }

    /** Counts the pairs of edges whose boxes overlap; the noder stops when it is done. */
    private static final class PairCount implements SegmentIntersector {

        private int pairs;

        @Override
        public void processIntersections(SegmentString ring, int edge, SegmentString otherRing, int otherEdge) {
            pairs++;
        }

        @Override
        public boolean isDone() {
            return pairs > MOST_PAIRS;
        }
    }
}
