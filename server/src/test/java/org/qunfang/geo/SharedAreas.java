package org.qunfang.geo;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Geometry;

/** Reads the geometries of a GeoJSON file as they are, valid or not. */
final class SharedAreas {

    private SharedAreas() {}

    static List<Geometry> read(Path file) throws IOException {
        JsonArray features = new JsonObject(Buffer.buffer(Files.readAllBytes(file))).getJsonArray("features");
        List<Geometry> areas = new ArrayList<>();
        for (int i = 0; i < features.size(); i++) {
            String pointer = "/features/" + i + "/geometry";
            areas.add(new PolygonReader(pointer).read(features.getJsonObject(i).getJsonObject("geometry")));
        }
        return areas;
    }
}
