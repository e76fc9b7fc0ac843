package org.qunfang.report;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.qunfang.audit.AuditLog;
import org.qunfang.http.Call;
import org.qunfang.http.Caller;
import org.qunfang.http.Operation;
import org.qunfang.http.Reply;
import org.qunfang.media.Photos;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** Photos of reports: taken in through the gate, shown to those who may see them. */
public final class PhotoApi {
    private static final int MOST_PHOTOS = 5;
    private static final String KEPT_FOR_A_DAY = "max-age=86400, immutable";

    private final Pool pool;
    private final ReportService reports;
    private final Photos photos;
    private final AuditLog audit;
    private final Clock clock;

    public PhotoApi(Pool pool, ReportService reports, Photos photos, AuditLog audit, Clock clock) {
        this.pool = pool;
        this.reports = reports;
        this.photos = photos;
        this.audit = audit;
        this.clock = clock;
    }

    public Map<String, Operation> operations() {
        return Map.of("putReportPhoto", this::put, "getPhoto", this::get);
    }

    private Future<Reply> put(Call call) {
        UUID photoId = call.pathId("photoId");
        return reports.own(call.caller(), call.pathId("reportId"))
                .compose(report -> photos.keep(call.rawBody())
                        .compose(kept -> store(call.caller(), photoId, report, kept)
                                .compose(isNew -> isNew
                                        ? Future.succeededFuture(
                                                Reply.created(PhotoStore.view(photoId, kept.width(), kept.height())))
                                        : repeated(photoId, report, kept))));
    }

    private Future<Boolean> store(Caller caller, UUID photoId, StoredReport report, Photos.Kept kept) {
        JsonObject detail = new JsonObject().put("photoId", photoId.toString());
        return pool.withTransaction(conn -> PhotoStore.lock(conn, report.id())
                .compose(locked -> PhotoStore.insert(conn, photoId, report, kept, clock.instant(), MOST_PHOTOS))
                .compose(isNew -> isNew
                        ? audit.append(conn, caller, "report.add-photo", "report", report.id(), detail)
                                .map(true)
                        : Future.succeededFuture(false)));
    }

    /** The row was not written: the same photo again, another one under a known id, or one too many. */
    private Future<Reply> repeated(UUID photoId, StoredReport report, Photos.Kept kept) {
        return PhotoStore.byId(pool, photoId).map(found -> {
            PhotoStore.StoredPhoto stored = found.orElseThrow(() ->
                    Problem.invalid("/path/photoId", Localized.of("每份上报最多五张照片。", "A report has at most five photos.")));
            boolean isSame =
                    report.id().equals(stored.reportId()) && stored.sourceHash().equals(kept.sourceHash());
            if (!isSame) {
                throw Problem.of(ProblemType.ALREADY_EXISTS, "此编号已有另一张照片。", "Another photo has this id.")
                        .error("/path/photoId", Localized.of("已被使用", "Already in use"));
            }
            return Reply.ok(PhotoStore.view(photoId, kept.width(), kept.height()));
        });
    }

    private Future<Reply> get(Call call) {
        return PhotoStore.byId(pool, call.pathId("photoId")).compose(found -> {
            PhotoStore.StoredPhoto photo = found.filter(each -> ReportAccess.maySee(call.caller(), each))
                    .orElseThrow(Problem::notFound);
            boolean isThumb = call.query("size").filter("thumb"::equals).isPresent();
            String key = isThumb ? photo.thumbKey() : photo.fullKey();
            boolean isPublic = "public".equals(photo.visibility());
            return call.context()
                    .response()
                    .putHeader("Content-Type", "image/jpeg")
                    .putHeader("Cache-Control", (isPublic ? "public, " : "private, ") + KEPT_FOR_A_DAY)
                    .sendFile(photos.path(key).toString())
                    .map(sent -> Reply.streaming());
        });
    }
}
