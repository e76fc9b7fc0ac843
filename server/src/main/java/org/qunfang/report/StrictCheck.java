package org.qunfang.report;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.qunfang.db.Columns;
import org.qunfang.db.PassingFailure;
import org.qunfang.problem.Problem;

/**
 * Looks through all lines of a file before the first is stored. Ids and hashes are compared in a temporary table of
 * PostgreSQL, so that a file of any length takes one batch of memory. Blocks.
 */
final class StrictCheck implements AutoCloseable {
    private static final int BATCH = 500;
    private static final int MOST_TOLD = 1_000;

    private static final String TABLE =
            "CREATE TEMP TABLE checked_lines (line bigint NOT NULL, id uuid NOT NULL, content_hash bytea NOT NULL)";

    /** The words only travel: PostgreSQL says whether it can hold them. */
    private static final String ADD = """
            INSERT INTO checked_lines (line, id, content_hash)
            SELECT line, id, content_hash
              FROM UNNEST($1::bigint[], $2::uuid[], $3::bytea[], $4::text[], $5::text[])
                AS read (line, id, content_hash, words, place)
            """;

    /** What is stored counts first, then the earliest line. */
    private static final String CONFLICTS = """
            SELECT read.line, r.id IS NOT NULL AS is_stored, count(*) OVER () AS all_of_them
              FROM (SELECT line, id, content_hash,
                           first_value(content_hash) OVER (PARTITION BY id ORDER BY line) AS first_hash
                      FROM checked_lines) AS read
              LEFT JOIN reports AS r ON r.id = read.id
             WHERE read.content_hash <> COALESCE(r.content_hash, read.first_hash)
                OR r.sender_account_id <> $1
             ORDER BY read.line
             LIMIT $2
            """;

    private final SqlConnection conn;
    private final ImportTally tally;
    private final Function<NamedCsvRecord, Submission> reading;
    private final List<Checked> batch = new ArrayList<>(BATCH);

    private record Checked(long line, Submission submission) {}

    /** @param reading makes a report of a line, or throws the problem why not */
    StrictCheck(SqlConnection conn, ImportTally tally, Function<NamedCsvRecord, Submission> reading) {
        this.conn = conn;
        this.tally = tally;
        this.reading = reading;
        conn.query(TABLE).execute().await();
    }

    void check(NamedCsvRecord line) {
        try {
            batch.add(new Checked(line.getStartingLineNumber(), reading.apply(line)));
            tally.passed();
        } catch (Problem problem) {
            tally.refused(line.getStartingLineNumber(), problem.detail().en());
        }
        if (batch.size() == BATCH) {
            flush();
        }
    }

    /** Compares the ids of all lines with each other and with those stored. */
    void finish(UUID sender) {
        flush();
        long all = 0;
        long told = 0;
        for (Row row : conn.preparedQuery(CONFLICTS)
                .execute(Tuple.of(sender, MOST_TOLD))
                .await()) {
            all = row.getLong("all_of_them");
            told++;
            tally.refuse(
                    row.getLong("line"),
                    (row.getBoolean("is_stored") ? "a stored report" : "an earlier line")
                            + " has the same id and says something else");
        }
        tally.refuseUntold(all - told);
    }

    private void flush() {
        add(List.copyOf(batch));
        batch.clear();
    }

    /** What fails together is tried alone, so that the line is found. */
    private void add(List<Checked> lines) {
        if (lines.isEmpty()) {
            return;
        }
        try {
            conn.preparedQuery(ADD).execute(columns(lines)).await();
        } catch (RuntimeException failure) {
            if (PassingFailure.is(failure)) {
                throw failure;
            }
            if (lines.size() == 1) {
                tally.refuse(lines.get(0).line(), ReportImport.told(failure));
            } else {
                lines.forEach(each -> add(List.of(each)));
            }
        }
    }

    private static Tuple columns(List<Checked> lines) {
        return Columns.of(lines)
                .longs(Checked::line)
                .ids(each -> each.submission().id())
                .bytes(each -> each.submission().contentHash())
                .texts(each -> each.submission().description())
                .texts(each -> each.submission().place())
                .tuple();
    }

    /** The connection is not given back with the table on it. */
    @Override
    public void close() {
        conn.query("DROP TABLE IF EXISTS pg_temp.checked_lines")
                .execute()
                .transform(done -> conn.close())
                .await();
    }
}
