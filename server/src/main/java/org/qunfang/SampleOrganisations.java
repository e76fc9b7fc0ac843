package org.qunfang;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The sample city's organisations and what they offer, so that officers see a list that is not empty. */
final class SampleOrganisations {
    private static final String ADMINISTRATOR = "administrator@qunfang.example";

    private static final String ORGANISATION = """
            INSERT INTO organisations
                (id, registration_number, kind, name, contact, service_areas, status, registered_by, registered_at,
                 verified_by, verified_at, changed_at, version)
            SELECT $1, $2, $3, $4, $5, $6, CASE WHEN $7 THEN 'verified' ELSE 'registered' END, a.id, $8,
                   CASE WHEN $7 THEN a.id END, CASE WHEN $7 THEN $8::timestamptz END, $8, 1
              FROM accounts AS a
             WHERE a.email = $9
            ON CONFLICT DO NOTHING
            """;

    private static final String RESOURCE = """
            INSERT INTO resources
                (id, organisation_id, type, title, quantity, unit, lat, lon, place, available_from,
                 mobilisation_minutes, offered_by, offered_at, changed_at, version)
            SELECT $1, o.id, t.code, $4, $5, t.unit, $6, $7, $8, $10, $9, o.registered_by, $10, $10, 1
              FROM organisations AS o, resource_types AS t
             WHERE o.id = $2 AND t.code = $3
            ON CONFLICT DO NOTHING
            """;

    private SampleOrganisations() {}

    static Future<Void> load(SqlClient conn, JsonObject city, Instant now) {
        OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
        List<Tuple> organisations = new ArrayList<>();
        List<Tuple> resources = new ArrayList<>();
        for (Object each : city.getJsonArray("organisations")) {
            JsonObject organisation = (JsonObject) each;
            organisations.add(organisation(organisation, at));
            organisation
                    .getJsonArray("resources")
                    .forEach(resource -> resources.add(
                            resource(organisation.getString("registrationNumber"), (JsonObject) resource, at)));
        }
        return conn.preparedQuery(ORGANISATION)
                .executeBatch(organisations)
                .compose(done -> conn.preparedQuery(RESOURCE).executeBatch(resources))
                .mapEmpty();
    }

    private static Tuple organisation(JsonObject json, OffsetDateTime at) {
        return Tuple.tuple()
                .addUUID(id(json.getString("registrationNumber")))
                .addString(json.getString("registrationNumber"))
                .addString(json.getString("kind"))
                .addJsonObject(json.getJsonObject("name"))
                .addJsonObject(json.getJsonObject("contact"))
                .addArrayOfString(texts(json.getJsonArray("serviceAreas")))
                .addBoolean(json.getBoolean("verified"))
                .addOffsetDateTime(at)
                .addString(ADMINISTRATOR);
    }

    private static Tuple resource(String registrationNumber, JsonObject json, OffsetDateTime at) {
        return Tuple.tuple()
                .addUUID(id(registrationNumber + " " + json.getString("type")))
                .addUUID(id(registrationNumber))
                .addString(json.getString("type"))
                .addString(json.getString("title"))
                .addBigDecimal(new BigDecimal(json.getInteger("quantity")))
                .addDouble(json.getDouble("lat"))
                .addDouble(json.getDouble("lon"))
                .addString(json.getString("place"))
                .addInteger(json.getInteger("mobilisationMinutes"))
                .addOffsetDateTime(at);
    }

    private static String[] texts(JsonArray array) {
        return array.stream().map(String.class::cast).toArray(String[]::new);
    }

    /** The same at every start, so that loading again finds what is there. */
    private static UUID id(String name) {
        return UUID.nameUUIDFromBytes(("sample " + name).getBytes(StandardCharsets.UTF_8));
    }
}
