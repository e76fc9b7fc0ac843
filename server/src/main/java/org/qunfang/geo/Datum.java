package org.qunfang.geo;

/** The frame in which a sender measured a place. Everything inside the product is WGS 84. */
public enum Datum {
    WGS84 {
        @Override
        public Location toWgs84(Location place) {
            return place;
        }
    },

    /**
     * The obfuscated frame of Chinese map apps, up to about 700 m off. The offset is a public formula; outside the
     * rectangle in which it is applied both frames are the same.
     */
    GCJ02 {
        @Override
        public Location toWgs84(Location place) {
            return Gcj02.toWgs84(place);
        }
    };

    /** The same place in WGS 84; exact within one metre. */
    public abstract Location toWgs84(Location place);
}
