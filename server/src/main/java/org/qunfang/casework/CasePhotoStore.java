package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.UUID;
import org.qunfang.db.SqlTime;
import org.qunfang.media.Photos;

/** Rows of photos that officers put to a case. */
final class CasePhotoStore {
    private static final String INSERT = """
            INSERT INTO photos (id, report_id, case_id, account_id, full_key, thumb_key, width, height, source_hash,
                                visibility, created_at)
            SELECT $1, NULL, $2, $3, $4, $5, $6, $7, $8, 'internal', $9
             WHERE (SELECT count(*) FROM photos WHERE case_id = $2 AND report_id IS NULL) < $10
            ON CONFLICT (id) DO NOTHING
            RETURNING id
            """;

    private static final String KNOWN = """
            SELECT case_id, report_id, source_hash
              FROM photos
             WHERE id = $1
            """;

    private CasePhotoStore() {}

    /** False when the id exists or the case has its full number. The caller holds the case's lock. */
    static Future<Boolean> insert(
            SqlClient conn, UUID id, UUID caseId, UUID accountId, Photos.Kept kept, Instant now, int most) {
        return conn.preparedQuery(INSERT)
                .execute(Tuple.tuple()
                        .addUUID(id)
                        .addUUID(caseId)
                        .addUUID(accountId)
                        .addString(kept.fullKey())
                        .addString(kept.thumbKey())
                        .addInteger(kept.width())
                        .addInteger(kept.height())
                        .addBuffer(kept.sourceHash())
                        .addOffsetDateTime(SqlTime.of(now))
                        .addInteger(most))
                .map(rows -> rows.size() == 1);
    }

    /** What stands under an id. */
    enum Known {
        NOTHING,
        THE_SAME,
        ANOTHER
    }

    static Future<Known> known(SqlClient conn, UUID id, UUID caseId, Buffer sourceHash) {
        return conn.preparedQuery(KNOWN).execute(Tuple.of(id)).map(rows -> {
            if (rows.size() == 0) {
                return Known.NOTHING;
            }
            Row row = rows.iterator().next();
            boolean isSame = row.getUUID("report_id") == null
                    && caseId.equals(row.getUUID("case_id"))
                    && sourceHash.equals(row.getBuffer("source_hash"));
            return isSame ? Known.THE_SAME : Known.ANOTHER;
        });
    }
}
