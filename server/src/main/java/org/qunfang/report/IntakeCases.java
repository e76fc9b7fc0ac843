package org.qunfang.report;

import static org.qunfang.report.IntakeStore.column;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.qunfang.casework.Grounds;

/** Writes the cases that reports open and join. */
final class IntakeCases {
    private IntakeCases() {}

    /** One round trip; the receipts by report. A joined case that was closed meanwhile leaves its report out. */
    static Future<Map<UUID, Receipt>> store(SqlConnection conn, List<Draft> drafts, Instant now) {
        Map<UUID, Receipt> receipts = new HashMap<>();
        List<Draft> opening = drafts.stream().filter(each -> !each.joins()).toList();
        List<Draft> joining = drafts.stream().filter(Draft::joins).toList();
        Future<?> opened = IntakeOpening.store(conn, opening, now, receipts);
        Future<?> joined = IntakeJoining.store(conn, joining, now, receipts);
        return Future.all(opened, joined).map(receipts);
    }

    static UUID idOf(Grounds grounds) {
        return grounds == null ? null : grounds.id();
    }

    static UUID[] freshIds(List<Draft> drafts) {
        return column(drafts, UUID[]::new, each -> UuidCreator.getTimeOrderedEpoch());
    }
}
