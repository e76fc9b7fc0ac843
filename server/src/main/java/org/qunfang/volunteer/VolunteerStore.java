package org.qunfang.volunteer;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.qunfang.geo.Location;

/** SQL of volunteers. */
final class VolunteerStore {
    private static final String INSERT = """
            INSERT INTO volunteers
                (id, account_id, status, name, phone, birth_year, skills, languages, availability, home_area_code,
                 home_lat, home_lon, home_accuracy_meters, travel_radius_meters, consent_version, consented_at,
                 guardian_name, guardian_phone, guardian_consented_at, registered_at, changed_at, version)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $20, 1)
            ON CONFLICT (account_id) DO NOTHING
            """;

    private static final String UPDATE = """
            UPDATE volunteers
               SET status = $2, name = $3, phone = $4, birth_year = $5, skills = $6, languages = $7, availability = $8,
                   home_area_code = $9, home_lat = $10, home_lon = $11, home_accuracy_meters = $12,
                   travel_radius_meters = $13, consent_version = $14, consented_at = $15, guardian_name = $16,
                   guardian_phone = $17, guardian_consented_at = $18, changed_at = $19, version = version + 1
             WHERE account_id = $1 AND version = $20
            """;

    private static final String OF_ACCOUNT = """
            SELECT id, account_id, status, name, phone, birth_year, skills, languages, availability, home_area_code,
                   home_lat, home_lon, home_accuracy_meters, travel_radius_meters, consent_version, consented_at,
                   guardian_name, guardian_phone, guardian_consented_at, registered_at, version,
                   verified_as, suspended_at, suspended_because, suspended_as, suspension_ended_at
              FROM volunteers
             WHERE account_id = $1
               FOR UPDATE
            """;

    private static final String BY_ID = """
            SELECT id, account_id, status, name, phone, birth_year, skills, languages, availability, home_area_code,
                   home_lat, home_lon, home_accuracy_meters, travel_radius_meters, consent_version, consented_at,
                   guardian_name, guardian_phone, guardian_consented_at, registered_at, version,
                   verified_as, suspended_at, suspended_because, suspended_as, suspension_ended_at
              FROM volunteers
             WHERE id = $1
               FOR UPDATE
            """;

    private static final String VERIFY = """
            UPDATE volunteers
               SET status = $2, verified_as = $5, changed_at = $3, version = version + 1,
                   suspension_ended_at = CASE WHEN suspended_at IS NOT NULL
                                              THEN coalesce(suspension_ended_at, $3) END
             WHERE id = $1 AND version = $4
            """;

    private static final String SUSPEND = """
            UPDATE volunteers
               SET status = $2, suspended_at = $3, suspended_because = $5, suspended_as = name, suspension_ended_at = NULL,
                   changed_at = $3, version = version + 1
             WHERE id = $1 AND version = $4
            """;

    /** Whose suspension stands stays known by name; nothing else says who it was. */
    private static final String WITHDRAW = """
            WITH watched AS (DELETE FROM site_volunteers WHERE volunteer_id = $1)
            UPDATE volunteers
               SET status = $2, changed_at = $3, version = version + 1,
                   name = CASE WHEN suspended_at IS NOT NULL AND suspension_ended_at IS NULL THEN name END,
                   suspended_as = CASE WHEN suspension_ended_at IS NULL THEN suspended_as END,
                   phone = NULL, birth_year = NULL, skills = '{}', languages = '{}', availability = '{}',
                   home_area_code = NULL, home_lat = NULL, home_lon = NULL, home_accuracy_meters = NULL,
                   guardian_name = NULL, guardian_phone = NULL, guardian_consented_at = NULL, verified_as = NULL
             WHERE id = $1 AND version = $4
            """;

    /** Newest first: ids are ordered by time. */
    private static final String LIST = """
            SELECT id, account_id, status, name, phone, birth_year, skills, languages, availability, home_area_code,
                   home_lat, home_lon, home_accuracy_meters, travel_radius_meters, consent_version, consented_at,
                   guardian_name, guardian_phone, guardian_consented_at, registered_at, version,
                   verified_as, suspended_at, suspended_because, suspended_as, suspension_ended_at
              FROM volunteers
             WHERE (status = $1 OR $1::text IS NULL AND status <> 'withdrawn')
               AND ($2::text IS NULL OR skills @> ARRAY[$2])
               AND ($3::text[] IS NULL OR home_area_code = ANY ($3))
               AND ($4::uuid IS NULL OR id < $4)
             ORDER BY id DESC
             LIMIT $5
            """;

    private VolunteerStore() {}

    /** False when the account is registered already. */
    static Future<Boolean> insert(SqlClient conn, Volunteer volunteer) {
        Tuple values = Tuple.of(volunteer.id(), volunteer.accountId());
        addContent(values, volunteer);
        return conn.preparedQuery(INSERT)
                .execute(values.addOffsetDateTime(utc(volunteer.registeredAt())))
                .map(rows -> rows.rowCount() == 1);
    }

    /** False when it was changed meanwhile. The volunteer's version is the one after the change. */
    static Future<Boolean> update(SqlClient conn, Volunteer volunteer, Instant now) {
        Tuple values = Tuple.of(volunteer.accountId());
        addContent(values, volunteer);
        return conn.preparedQuery(UPDATE)
                .execute(values.addOffsetDateTime(utc(now)).addLong(volunteer.version() - 1))
                .map(rows -> rows.rowCount() == 1);
    }

    private static void addContent(Tuple values, Volunteer volunteer) {
        Location home = volunteer.home();
        Volunteer.Guardian guardian = volunteer.guardian();
        values.addString(volunteer.status().code())
                .addString(volunteer.name())
                .addString(volunteer.phone())
                .addInteger(volunteer.birthYear())
                .addArrayOfString(array(volunteer.skills()))
                .addArrayOfString(array(volunteer.languages()))
                .addArrayOfString(array(volunteer.availability()))
                .addString(volunteer.homeAreaCode())
                .addDouble(home == null ? null : home.lat())
                .addDouble(home == null ? null : home.lon())
                .addDouble(home == null ? null : home.accuracyMeters())
                .addDouble(volunteer.travelRadiusMeters())
                .addString(volunteer.consentVersion())
                .addOffsetDateTime(utc(volunteer.consentedAt()))
                .addString(guardian == null ? null : guardian.name())
                .addString(guardian == null ? null : guardian.phone())
                .addOffsetDateTime(guardian == null ? null : utc(guardian.consentedAt()));
    }

    /** Locks the row until the transaction ends. */
    static Future<Optional<Volunteer>> ofAccount(SqlClient conn, UUID accountId) {
        return one(conn, OF_ACCOUNT, accountId);
    }

    /** Locks the row until the transaction ends. */
    static Future<Optional<Volunteer>> byId(SqlClient conn, UUID id) {
        return one(conn, BY_ID, id);
    }

    private static Future<Optional<Volunteer>> one(SqlClient conn, String sql, UUID id) {
        return conn.preparedQuery(sql).execute(Tuple.of(id)).map(rows -> {
            var found = rows.iterator();
            return found.hasNext() ? Optional.of(volunteer(found.next())) : Optional.empty();
        });
    }

    /** False when it was changed meanwhile; so do the two below. Verifying ends a suspension. */
    static Future<Boolean> verify(SqlClient conn, Volunteer known, VolunteerStatus status, Instant now) {
        return move(
                conn,
                VERIFY,
                of(known, status, now).addJsonObject(VerifiedAs.of(known).toJson()));
    }

    static Future<Boolean> suspend(
            SqlClient conn, Volunteer known, VolunteerStatus status, String reason, Instant now) {
        return move(conn, SUSPEND, of(known, status, now).addString(reason));
    }

    /** What tells who somebody is and how to reach them goes with it, and so does watching sites. */
    static Future<Boolean> withdraw(SqlClient conn, Volunteer known, VolunteerStatus status, Instant now) {
        return move(conn, WITHDRAW, of(known, status, now));
    }

    private static Tuple of(Volunteer known, VolunteerStatus status, Instant now) {
        return Tuple.of(known.id(), status.code(), utc(now), known.version());
    }

    private static Future<Boolean> move(SqlClient conn, String sql, Tuple values) {
        return conn.preparedQuery(sql).execute(values).map(rows -> rows.rowCount() == 1);
    }

    /** @param areaCodes null for everywhere */
    static Future<List<Volunteer>> list(
            SqlClient conn, String status, String skill, List<String> areaCodes, UUID before, int limit) {
        Tuple values = Tuple.tuple()
                .addString(status)
                .addString(skill)
                .addArrayOfString(areaCodes == null ? null : array(areaCodes))
                .addUUID(before)
                .addInteger(limit);
        return conn.preparedQuery(LIST).execute(values).map(rows -> {
            List<Volunteer> volunteers = new ArrayList<>();
            rows.forEach(row -> volunteers.add(volunteer(row)));
            return volunteers;
        });
    }

    private static Volunteer volunteer(Row row) {
        JsonObject verifiedAs = row.getJsonObject("verified_as");
        return new Volunteer(
                row.getUUID("id"),
                row.getUUID("account_id"),
                VolunteerStatus.of(row.getString("status")),
                row.getString("name"),
                row.getString("phone"),
                row.getInteger("birth_year"),
                List.of(row.getArrayOfStrings("skills")),
                List.of(row.getArrayOfStrings("languages")),
                List.of(row.getArrayOfStrings("availability")),
                row.getString("home_area_code"),
                home(row),
                row.getDouble("travel_radius_meters"),
                row.getString("consent_version"),
                row.getOffsetDateTime("consented_at").toInstant(),
                guardian(row),
                row.getOffsetDateTime("registered_at").toInstant(),
                row.getLong("version"),
                verifiedAs == null ? null : VerifiedAs.fromJson(verifiedAs),
                suspension(row));
    }

    private static Volunteer.Suspension suspension(Row row) {
        OffsetDateTime at = row.getOffsetDateTime("suspended_at");
        OffsetDateTime endedAt = row.getOffsetDateTime("suspension_ended_at");
        return at == null
                ? null
                : new Volunteer.Suspension(
                        at.toInstant(),
                        row.getString("suspended_because"),
                        row.getString("suspended_as"),
                        endedAt == null ? null : endedAt.toInstant());
    }

    private static Location home(Row row) {
        Double lat = row.getDouble("home_lat");
        return lat == null ? null : new Location(lat, row.getDouble("home_lon"), row.getDouble("home_accuracy_meters"));
    }

    private static Volunteer.Guardian guardian(Row row) {
        String name = row.getString("guardian_name");
        return name == null
                ? null
                : new Volunteer.Guardian(
                        name,
                        row.getString("guardian_phone"),
                        row.getOffsetDateTime("guardian_consented_at").toInstant());
    }

    private static String[] array(List<String> texts) {
        return texts.toArray(String[]::new);
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
