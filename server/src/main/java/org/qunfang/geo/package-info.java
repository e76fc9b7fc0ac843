/**
 * Foundation: places, areas and cells on the earth. WGS 84 degrees and metres everywhere; JTS geometries have
 * x = longitude and y = latitude, as GeoJSON does. Knows no room, no table, no network.
 */
package org.qunfang.geo;
