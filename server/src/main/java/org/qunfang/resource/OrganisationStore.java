package org.qunfang.resource;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.qunfang.problem.Localized;

/** SQL of organisations and their members. */
final class OrganisationStore {
    /**
     * The organisation and its first member in one statement; no row when the account claims the number already, or
     * somebody else's organisation is verified under it.
     */
    private static final String INSERT = """
            WITH added AS (
                INSERT INTO organisations
                    (id, registration_number, kind, name, contact, service_areas, status, registered_by, registered_at,
                     changed_at, version)
                SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $9, 1
                 WHERE NOT EXISTS (SELECT FROM organisations WHERE registration_number = $2 AND status = 'verified')
                ON CONFLICT (registration_number, registered_by) DO NOTHING
                RETURNING id, registered_by, registered_at)
            INSERT INTO organisation_members (organisation_id, account_id, role, since)
            SELECT id, registered_by, 'owner', registered_at
              FROM added
            """;

    private static final String CLAIM = """
            SELECT id, registration_number, kind, name, contact, service_areas, status, registered_by, registered_at,
                   verified_at, version, NULL::int AS other_claims, NULL::int AS same_name
              FROM organisations
             WHERE registration_number = $1 AND registered_by = $2
            """;

    private static final String BY_ID = """
            SELECT id, registration_number, kind, name, contact, service_areas, status, registered_by, registered_at,
                   verified_at, version, NULL::int AS other_claims, NULL::int AS same_name
              FROM organisations
             WHERE id = $1
               FOR UPDATE
            """;

    /** Newest first: ids are ordered by time. Of others with the same number, or the same name, at most 100 are counted. */
    private static final String LIST = """
            SELECT id, registration_number, kind, name, contact, service_areas, status, registered_by, registered_at,
                   verified_at, version,
                   (SELECT count(*)
                      FROM (SELECT FROM organisations AS other
                             WHERE other.registration_number = o.registration_number AND other.id <> o.id
                             LIMIT 100) AS others)::int AS other_claims,
                   (SELECT count(*)
                      FROM (SELECT FROM organisations AS other
                             WHERE (name_as_read(other.name ->> 'zh-CN') = name_as_read(o.name ->> 'zh-CN')
                                    OR name_as_read(other.name ->> 'en') = name_as_read(o.name ->> 'en'))
                               AND other.registration_number <> o.registration_number
                             LIMIT 100) AS others)::int AS same_name
              FROM organisations AS o
             WHERE ($1::text IS NULL OR status = $1)
               AND ($2::text IS NULL
                    OR strpos(lower(concat_ws(' ', name ->> 'zh-CN', name ->> 'en', registration_number)), lower($2)) > 0)
               AND ($3::text[] IS NULL OR service_areas && $3)
               AND ($4::uuid IS NULL OR id < $4)
             ORDER BY id DESC
             LIMIT $5
            """;

    private static final String OF_MEMBER = """
            SELECT o.id, o.registration_number, o.kind, o.name, o.contact, o.service_areas, o.status, o.registered_by,
                   o.registered_at, o.verified_at, o.version, NULL::int AS other_claims, NULL::int AS same_name
              FROM organisations AS o
              JOIN organisation_members AS m ON m.organisation_id = o.id
             WHERE m.account_id = $1
             ORDER BY o.id DESC
             LIMIT 200
            """;

    private static final String VERIFY = """
            UPDATE organisations
               SET status = 'verified', verified_by = $2, verified_at = $3, changed_at = $3, version = version + 1
             WHERE id = $1 AND version = $4
            """;

    private static final String SUSPEND = """
            UPDATE organisations
               SET status = 'suspended', changed_at = $2, version = version + 1
             WHERE id = $1 AND version = $3
            """;

    private static final String IS_MEMBER = """
            SELECT EXISTS (SELECT FROM organisation_members WHERE organisation_id = $1 AND account_id = $2) AS member
            """;

    private OrganisationStore() {}

    /** False when the account claims the number already, or somebody is verified under it. */
    static Future<Boolean> insert(SqlClient conn, Organisation organisation) {
        Tuple values = Tuple.tuple()
                .addUUID(organisation.id())
                .addString(organisation.registrationNumber())
                .addString(organisation.kind())
                .addJsonObject(organisation.name().toJson())
                .addJsonObject(organisation.contact())
                .addArrayOfString(organisation.serviceAreas().toArray(String[]::new))
                .addString(organisation.status().code())
                .addUUID(organisation.registeredBy())
                .addOffsetDateTime(utc(organisation.registeredAt()));
        return conn.preparedQuery(INSERT).execute(values).map(rows -> rows.rowCount() == 1);
    }

    /** What the account registered under the number. */
    static Future<Optional<Organisation>> claim(SqlClient conn, String registrationNumber, UUID accountId) {
        return conn.preparedQuery(CLAIM)
                .execute(Tuple.of(registrationNumber, accountId))
                .map(rows -> organisations(rows).stream().findFirst());
    }

    /** Locks the row until the transaction ends. */
    static Future<Optional<Organisation>> byId(SqlClient conn, UUID id) {
        return conn.preparedQuery(BY_ID).execute(Tuple.of(id)).map(rows -> {
            var found = rows.iterator();
            return found.hasNext() ? Optional.of(organisation(found.next())) : Optional.empty();
        });
    }

    /**
     * @param status null for every state
     * @param words null for all; else part of a name or of the registration number
     * @param areaCodes null for everywhere
     * @param before only organisations registered before this one, or null
     */
    static Future<List<Organisation>> list(
            SqlClient conn, String status, String words, List<String> areaCodes, UUID before, int limit) {
        Tuple values = Tuple.tuple()
                .addString(status)
                .addString(words)
                .addArrayOfString(areaCodes == null ? null : areaCodes.toArray(String[]::new))
                .addUUID(before)
                .addInteger(limit);
        return conn.preparedQuery(LIST).execute(values).map(OrganisationStore::organisations);
    }

    /** At most the newest 200. */
    static Future<List<Organisation>> ofMember(SqlClient conn, UUID accountId) {
        return conn.preparedQuery(OF_MEMBER).execute(Tuple.of(accountId)).map(OrganisationStore::organisations);
    }

    /** False when it is no longer that version. Fails with {@link #isNumberTaken} when another one is verified under it. */
    static Future<Boolean> verify(SqlClient conn, UUID id, long version, UUID verifiedBy, Instant at) {
        return conn.preparedQuery(VERIFY)
                .execute(Tuple.of(id, verifiedBy, utc(at), version))
                .map(rows -> rows.rowCount() == 1);
    }

    static boolean isNumberTaken(Throwable failure) {
        return failure instanceof PgException refused
                && "organisations_verified_number".equals(refused.getConstraint());
    }

    /** False when it is no longer that version. */
    static Future<Boolean> suspend(SqlClient conn, UUID id, long version, Instant at) {
        return conn.preparedQuery(SUSPEND)
                .execute(Tuple.of(id, utc(at), version))
                .map(rows -> rows.rowCount() == 1);
    }

    static Future<Boolean> isMember(SqlClient conn, UUID organisationId, UUID accountId) {
        return conn.preparedQuery(IS_MEMBER)
                .execute(Tuple.of(organisationId, accountId))
                .map(rows -> rows.iterator().next().getBoolean("member"));
    }

    private static List<Organisation> organisations(RowSet<Row> rows) {
        List<Organisation> organisations = new ArrayList<>();
        rows.forEach(row -> organisations.add(organisation(row)));
        return organisations;
    }

    private static Organisation organisation(Row row) {
        OffsetDateTime verifiedAt = row.getOffsetDateTime("verified_at");
        return new Organisation(
                row.getUUID("id"),
                row.getString("registration_number"),
                row.getString("kind"),
                Localized.fromJson(row.getJsonObject("name")),
                row.getJsonObject("contact"),
                List.of(row.getArrayOfStrings("service_areas")),
                OrganisationStatus.of(row.getString("status")),
                row.getUUID("registered_by"),
                row.getOffsetDateTime("registered_at").toInstant(),
                verifiedAt == null ? null : verifiedAt.toInstant(),
                row.getLong("version"),
                row.getInteger("other_claims"),
                row.getInteger("same_name"));
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
