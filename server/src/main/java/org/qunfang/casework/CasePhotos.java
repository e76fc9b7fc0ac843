package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.util.UUID;
import org.qunfang.audit.AuditLog;
import org.qunfang.casework.CaseDetails.CasePhoto;
import org.qunfang.http.Caller;
import org.qunfang.media.Photos;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** Photos that officers put to a case: internal until a step or a comment names them. */
public final class CasePhotos {
    private static final int MOST_PHOTOS = 200;

    private final Pool pool;
    private final Photos photos;
    private final AuditLog audit;
    private final Clock clock;

    public CasePhotos(Pool pool, Photos photos, AuditLog audit, Clock clock) {
        this.pool = pool;
        this.photos = photos;
        this.audit = audit;
        this.clock = clock;
    }

    /** {@code isNew} is false for a repeat, which changed nothing. */
    record Put(CasePhoto photo, boolean isNew) {}

    /**
     * Keeps one photo of a department that takes part.
     *
     * @return fails with not-found, forbidden, already-exists for another photo under a known id, and as {@link Photos}
     */
    Future<Put> put(Caller caller, UUID caseId, UUID photoId, Buffer sent) {
        return CaseStore.read(pool, caseId)
                .compose(thing -> {
                    CaseScope.of(caller).mustParticipate(thing);
                    return photos.keep(sent);
                })
                .compose(kept -> pool.withTransaction(conn -> store(conn, caller, caseId, photoId, kept))
                        .map(isNew -> new Put(new CasePhoto(photoId, null, kept.width(), kept.height()), isNew)));
    }

    private Future<Boolean> store(SqlConnection conn, Caller caller, UUID caseId, UUID photoId, Photos.Kept kept) {
        JsonObject detail = new JsonObject().put("photoId", photoId.toString());
        return CaseStore.lock(conn, caseId)
                .compose(locked -> CasePhotoStore.insert(
                        conn, photoId, caseId, caller.accountId(), kept, clock.instant(), MOST_PHOTOS))
                .compose(isNew -> isNew
                        ? audit.append(conn, caller, "case.add-photo", "case", caseId, detail)
                                .map(true)
                        : CasePhotoStore.known(conn, photoId, caseId, kept.sourceHash())
                                .map(CasePhotos::repeated));
    }

    private static boolean repeated(CasePhotoStore.Known known) {
        return switch (known) {
            case THE_SAME -> false;
            case ANOTHER ->
                throw Problem.of(ProblemType.ALREADY_EXISTS, "此编号已有另一张照片。", "Another photo has this id.")
                        .error("/path/photoId", Localized.of("已被使用", "Already in use"));
            case NOTHING ->
                throw Problem.of(
                        ProblemType.INVALID,
                        "每个案件最多 " + MOST_PHOTOS + " 张办理照片。",
                        "Officers put at most " + MOST_PHOTOS + " photos to a case.");
        };
    }
}
