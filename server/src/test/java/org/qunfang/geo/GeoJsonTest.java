package org.qunfang.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Geometry;
import org.qunfang.problem.Problem;
import org.qunfang.problem.Problem.FieldError;
import org.qunfang.problem.ProblemType;

class GeoJsonTest {

    private static final String BOWTIE = "[[[113,22],[114,23],[114,22],[113,23],[113,22]]]";

    @Test
    void aPolygonWithAHoleIsRead() {
        Geometry area =
                GeoJson.parse(polygon("[[[0,0],[4,0],[4,4],[0,4],[0,0]],[[1,1],[1,2],[2,2],[2,1],[1,1]]]"), "/area");
        assertThat(area.getGeometryType()).isEqualTo("Polygon");
        assertThat(area.getArea()).isEqualTo(15);
    }

    @Test
    void aMultipolygonAndAltitudesAreRead() {
        Geometry area =
                GeoJson.parse(multi("[[[[0,0,7],[1,0,7],[1,1,7],[0,0,7]]],[[[5,5],[6,5],[6,6],[5,5]]]]"), "/area");
        assertThat(area.getNumGeometries()).isEqualTo(2);
        assertThat(area.getArea()).isEqualTo(1);
    }

    @Test
    void whatIsWrittenIsReadAgainWithRingsTurnedTheRightWay() {
        JsonObject clockwise = polygon("[[[0,0],[0,4],[4,4],[4,0],[0,0]],[[1,1],[2,1],[2,2],[1,2],[1,1]]]");
        JsonObject written = GeoJson.write(GeoJson.parse(clockwise, ""));
        assertThat(written)
                .isEqualTo(polygon("[[[0.0,0.0],[4.0,0.0],[4.0,4.0],[0.0,4.0],[0.0,0.0]],"
                        + "[[1.0,1.0],[1.0,2.0],[2.0,2.0],[2.0,1.0],[1.0,1.0]]]"));
        JsonObject two = multi("[[[[0,0],[1,0],[1,1],[0,0]]],[[[5,5],[6,5],[6,6],[5,5]]]]");
        Geometry area = GeoJson.parse(two, "");
        assertThat(GeoJson.parse(GeoJson.write(area), "").equalsExact(area)).isTrue();
    }

    @Test
    void aPlaceIsToldAsPeopleWriteIt() {
        FieldError error = refusal(polygon("[[[0,0],[0.00002,0.00002],[0.00002,0],[0,0.00002],[0,0]]]"));

        assertThat(error.reason().en())
                .isEqualTo("The boundary crosses itself at longitude 0.00001, latitude 0.00001.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type':'Point','coordinates':[1,2]} | /area/type | Polygon or a MultiPolygon",
                "{'coordinates':[]} | /area/type | Polygon or a MultiPolygon",
                "{'type':'Polygon'} | /area/coordinates | list",
                "{'type':'Polygon','coordinates':'x'} | /area/coordinates | list",
                "{'type':'Polygon','coordinates':[]} | /area/coordinates | empty",
                "{'type':'MultiPolygon','coordinates':[]} | /area/coordinates | empty",
                "{'type':'MultiPolygon','coordinates':[[]]} | /area/coordinates/0 | empty",
                "{'type':'MultiPolygon','coordinates':[7]} | /area/coordinates/0 | list",
                "{'type':'Polygon','coordinates':[[[0,0],[1,0],[0,0]]]} | /area/coordinates/0 | at least four",
                "{'type':'Polygon','coordinates':[[[0,0],[1,0],[1,1],[0,1]]]} | /area/coordinates/0 | not closed",
                "{'type':'Polygon','coordinates':[[[0,0],[1,'0'],[1,1],[0,0]]]} | /area/coordinates/0/1 | [longitude, latitude]",
                "{'type':'Polygon','coordinates':[[[0,0],[1],[1,1],[0,0]]]} | /area/coordinates/0/1 | [longitude, latitude]",
                "{'type':'Polygon','coordinates':[[[0,0],null,[1,1],[0,0]]]} | /area/coordinates/0/1 | [longitude, latitude]",
                "{'type':'Polygon','coordinates':[[[0,0],[1e999,0],[1,1],[0,0]]]} | /area/coordinates/0/1 | outside the world",
                "{'type':'Polygon','coordinates':[[[22.7,113.9],[22.8,113.9],[22.8,114],[22.7,113.9]]]} | /area/coordinates/0/0 | swapped",
                "{'type':'Polygon','coordinates':[[[0,0],[200,0],[200,1],[0,0]]]} | /area/coordinates/0/1 | outside the world",
                "{'type':'Polygon','coordinates':[[[179,0],[-179,0],[-179,1],[179,0]]]} | /area/coordinates | antimeridian",
                "{'type':'Polygon','coordinates':[[[0,0],[1,1],[2,2],[0,0]]]} | /area/coordinates | crosses itself",
                "{'type':'Polygon','coordinates':[[[1,1],[1,1],[1,1],[1,1]]]} | /area/coordinates | encloses no area"
            })
    void whatIsNoAreaIsRefusedWithItsPointerAndReason(String text, String pointer, String reason) {
        FieldError error = refusal(new JsonObject(text.replace('\'', '"')));
        assertThat(error.pointer()).isEqualTo(pointer);
        assertThat(error.reason().en()).contains(reason);
    }

    @Test
    void aCrossingIsNamedWithItsPlace() {
        FieldError error = refusal(polygon(BOWTIE));
        assertThat(error.pointer()).isEqualTo("/area/coordinates");
        assertThat(error.reason().en()).isEqualTo("The boundary crosses itself at longitude 113.5, latitude 22.5.");
        assertThat(error.reason().zhCn()).isEqualTo("边界自相交（经度 113.5，纬度 22.5）。");
    }

    @Test
    void holesAndPolygonsInTheWrongPlaceAreNamed() {
        assertThat(refusal(polygon("[[[0,0],[1,0],[1,1],[0,0]],[[5,5],[6,5],[6,6],[5,5]]]"))
                        .reason()
                        .en())
                .contains("A hole lies outside");
        assertThat(refusal(multi("[[[[0,0],[9,0],[9,9],[0,0]]],[[[5,2],[6,2],[6,3],[5,2]]]]"))
                        .reason()
                        .en())
                .contains("Two of the polygons overlap");
    }

    @Test
    @Timeout(1)
    void sixtyThousandPositionsAreRefusedBeforeAnyGeometryIsComputed() {
        JsonArray ring = new JsonArray();
        for (int i = 0; i < 60_000; i++) {
            ring.add("not even a position");
        }
        JsonObject json = new JsonObject().put("type", "Polygon").put("coordinates", new JsonArray().add(ring));
        assertThat(refusal(json).reason().en()).contains("60000 positions");
    }

    /** Valid, but JTS would compare every tooth with every other one: three minutes. */
    @Test
    @Timeout(5)
    void aCombOfFortyThousandTeethIsRefusedAsTangled() {
        JsonArray ring = new JsonArray();
        for (int i = 0; i < 40_000; i++) {
            double offset = i * 1e-6;
            ring.add(new JsonArray().add(offset + i % 2 * 10).add(i % 2 * 10 - offset));
        }
        ring.add(new JsonArray().add(20).add(-20))
                .add(new JsonArray().add(-1).add(-20))
                .add(ring.getValue(0));
        JsonObject comb = new JsonObject().put("type", "Polygon").put("coordinates", new JsonArray().add(ring));
        long start = System.nanoTime();
        assertThat(refusal(comb).reason().en()).contains("too tangled");
        assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
    }

    @Test
    void aThousandAndOnePolygonsAreRefused() {
        JsonArray polygons = new JsonArray();
        for (int i = 0; i < 1_001; i++) {
            polygons.add(new JsonArray());
        }
        JsonObject json = new JsonObject().put("type", "MultiPolygon").put("coordinates", polygons);
        assertThat(refusal(json).reason().en()).contains("1001 polygons");
    }

    @Test
    void anImportRepairsACrossingAndSaysSo() {
        GeoJson.Repaired repaired = GeoJson.parseRepairing(polygon(BOWTIE), "/area");
        assertThat(repaired.geometry().isValid()).isTrue();
        assertThat(repaired.geometry().getArea()).isCloseTo(0.5, within(1e-9));
        assertThat(repaired.repair().en()).contains("crosses itself at longitude 113.5, latitude 22.5");
    }

    @Test
    void whatIsValidNeedsNoRepair() {
        GeoJson.Repaired repaired = GeoJson.parseRepairing(polygon("[[[0,0],[1,0],[1,1],[0,0]]]"), "/area");
        assertThat(repaired.repair()).isNull();
        assertThat(repaired.geometry().getArea()).isEqualTo(0.5);
    }

    @Test
    void aLineIsBeyondRepair() {
        JsonObject line = polygon("[[[0,0],[1,1],[2,2],[0,0]]]");
        Problem problem = catchThrowableOfType(Problem.class, () -> GeoJson.parseRepairing(line, "/area"));
        assertThat(problem.errors().get(0).pointer()).isEqualTo("/area/coordinates");
    }

    private static FieldError refusal(JsonObject json) {
        Problem problem = catchThrowableOfType(Problem.class, () -> GeoJson.parse(json, "/area"));
        assertThat(problem).isNotNull();
        assertThat(problem.type()).isEqualTo(ProblemType.INVALID);
        return problem.errors().get(0);
    }

    private static JsonObject polygon(String coordinates) {
        return new JsonObject().put("type", "Polygon").put("coordinates", new JsonArray(coordinates));
    }

    private static JsonObject multi(String coordinates) {
        return new JsonObject().put("type", "MultiPolygon").put("coordinates", new JsonArray(coordinates));
    }
}
