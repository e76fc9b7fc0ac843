package org.qunfang.interop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.qunfang.geo.GeoJson;

/** Polygons and circles of a message: counted first, then read; no geometry is computed here. */
final class CapShapes {
    /** Of a message; a code has so many characters at most. */
    private static final int MOST_GEOCODES = 2_000;

    private static final int LONGEST_CODE = 64;
    private static final int LONGEST_NAME = 2_000;
    private static final int LEAST_RING = 4;
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]{1,7}([.][0-9]{0,30})?");

    private CapShapes() {}

    /** @throws Refused when there are more than 1,000 shapes or 50,000 points, before any of them is read */
    static void refuseTooMany(List<CapElement> areas) {
        int shapes = 0;
        long points = 0;
        for (CapElement area : areas) {
            for (CapElement polygon : area.all("polygon")) {
                shapes++;
                points += words(polygon.text());
            }
            shapes += area.all("circle").size();
        }
        if (shapes > GeoJson.MOST_POLYGONS) {
            throw new Refused(Reason.TOO_MANY_POLYGONS, "/alert");
        }
        if (points > GeoJson.MOST_POSITIONS) {
            throw new Refused(Reason.TOO_MANY_POINTS, "/alert");
        }
    }

    private static int words(String text) {
        int words = 0;
        boolean inWord = false;
        for (int i = 0; i < text.length(); i++) {
            boolean isSpace = Character.isWhitespace(text.charAt(i));
            words += !isSpace && !inWord ? 1 : 0;
            inWord = !isSpace;
        }
        return words;
    }

    static CapAlert.Area area(CapElement area) {
        List<CapAlert.Ring> polygons = new ArrayList<>();
        area.filled("polygon").forEach(each -> polygons.add(ring(each)));
        List<CapAlert.Disc> circles = new ArrayList<>();
        area.filled("circle").forEach(each -> circles.add(disc(each)));
        return new CapAlert.Area(
                area.one("areaDesc").map(text -> text.cut(LONGEST_NAME)).orElse(null),
                List.copyOf(polygons),
                List.copyOf(circles),
                geocodes(area));
    }

    private static List<String> geocodes(CapElement area) {
        List<String> codes = new ArrayList<>();
        for (CapElement geocode : area.all("geocode")) {
            String code = geocode.one("value").map(CapElement::text).orElse("");
            if (code.isEmpty()) {
                geocode.repaired(Repair.Kind.EMPTY_ELEMENT);
            } else if (codes.size() < MOST_GEOCODES && code.length() <= LONGEST_CODE) {
                codes.add(code);
            } else {
                geocode.repaired(Repair.Kind.UNKNOWN_GEOCODE);
            }
        }
        return List.copyOf(codes);
    }

    private static CapAlert.Ring ring(CapElement polygon) {
        String[] points = SPACE.split(polygon.text());
        double[] lats = new double[points.length + 1];
        double[] lons = new double[points.length + 1];
        for (int i = 0; i < points.length; i++) {
            double[] point = point(points[i], polygon, Reason.BAD_POLYGON);
            lats[i] = point[0];
            lons[i] = point[1];
        }
        int last = points.length - 1;
        boolean closed = lats[0] == lats[last] && lons[0] == lons[last];
        int size = closed ? points.length : points.length + 1;
        if (size < LEAST_RING) {
            throw new Refused(Reason.BAD_POLYGON, polygon.path());
        }
        lats[size - 1] = lats[0];
        lons[size - 1] = lons[0];
        if (!closed) {
            polygon.repaired(Repair.Kind.OPEN_RING);
        }
        return new CapAlert.Ring(polygon.path(), Arrays.copyOf(lats, size), Arrays.copyOf(lons, size));
    }

    private static CapAlert.Disc disc(CapElement circle) {
        String[] parts = SPACE.split(circle.text());
        if (parts.length != 2 || !NUMBER.matcher(parts[1]).matches() || parts[1].startsWith("-")) {
            throw new Refused(Reason.BAD_CIRCLE, circle.path());
        }
        double[] center = point(parts[0], circle, Reason.BAD_CIRCLE);
        return new CapAlert.Disc(circle.path(), center[0], center[1], Double.parseDouble(parts[1]));
    }

    private static double[] point(String text, CapElement element, Reason reason) {
        String pair = text.endsWith(",") ? text.substring(0, text.length() - 1) : text;
        if (!pair.equals(text)) {
            element.repaired(Repair.Kind.POINT_FORM);
        }
        String[] numbers = pair.split(",", -1);
        if (numbers.length != 2
                || !NUMBER.matcher(numbers[0]).matches()
                || !NUMBER.matcher(numbers[1]).matches()) {
            throw new Refused(reason, element.path());
        }
        double lat = Double.parseDouble(numbers[0]);
        double lon = Double.parseDouble(numbers[1]);
        if (Math.abs(lat) > 90 || Math.abs(lon) > 180) {
            throw new Refused(outside(lat, lon, reason), element.path());
        }
        return new double[] {lat, lon};
    }

    private static Reason outside(double lat, double lon, Reason otherwise) {
        if (Math.abs(lat) <= 90 && Math.abs(lon) <= 360) {
            return Reason.ANTIMERIDIAN;
        }
        return Math.abs(lat) <= 180 && Math.abs(lon) <= 90 ? Reason.SWAPPED_COORDINATES : otherwise;
    }
}
