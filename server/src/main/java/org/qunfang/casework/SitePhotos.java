package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.qunfang.audit.AuditLog;
import org.qunfang.http.Caller;
import org.qunfang.media.Photos;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;
import org.qunfang.responsibility.Lookup;
import org.qunfang.responsibility.Registry;

/** Photos that inspectors take at a site, through the gate; officers see them. */
public final class SitePhotos {
    private static final int MOST_OF_A_DAY = 100;

    private final Pool pool;
    private final Registry registry;
    private final Photos photos;
    private final AuditLog audit;
    private final Clock clock;

    public SitePhotos(Pool pool, Registry registry, Photos photos, AuditLog audit, Clock clock) {
        this.pool = pool;
        this.registry = registry;
        this.photos = photos;
        this.audit = audit;
        this.clock = clock;
    }

    /** {@code isNew} is false for a repeat, which changed nothing. */
    record Put(Photos.Kept kept, boolean isNew) {}

    /** Fails with not-found, forbidden, already-exists for another photo under a known id, and as {@link Photos}. */
    Future<Put> put(Caller caller, UUID siteId, UUID photoId, Buffer sent) {
        return SiteStore.read(pool, siteId)
                .compose(site -> {
                    SiteScope.mustWork(caller, registry.matrix(), site.content(), Lookup.today(clock));
                    return photos.keep(sent);
                })
                .compose(kept -> pool.withTransaction(conn -> store(conn, caller, siteId, photoId, kept))
                        .map(isNew -> new Put(kept, isNew)));
    }

    private Future<Boolean> store(SqlConnection conn, Caller caller, UUID siteId, UUID photoId, Photos.Kept kept) {
        JsonObject detail = new JsonObject().put("photoId", photoId.toString());
        return SiteStore.lock(conn, siteId)
                .compose(site -> SiteRecordStore.photo(
                        conn, photoId, siteId, caller.accountId(), kept, clock.instant(), MOST_OF_A_DAY))
                .compose(isNew -> isNew
                        ? audit.append(conn, caller, "site.add-photo", "site", siteId, detail)
                                .map(true)
                        : SiteRecordStore.photos(conn, List.of(photoId)).map(known -> repeated(known, siteId, kept)));
    }

    private static boolean repeated(List<SiteRecordStore.SitePhoto> known, UUID siteId, Photos.Kept kept) {
        if (known.isEmpty()) {
            throw Problem.of(
                    ProblemType.INVALID,
                    "每个隐患点每天最多 " + MOST_OF_A_DAY + " 张照片。",
                    "At most " + MOST_OF_A_DAY + " photos are put to a site in a day.");
        }
        SiteRecordStore.SitePhoto stored = known.get(0);
        if (!stored.siteId().equals(siteId) || !stored.sourceHash().equals(kept.sourceHash())) {
            throw Problem.of(ProblemType.ALREADY_EXISTS, "此编号已有另一张照片。", "Another photo has this id.")
                    .error("/path/photoId", Localized.of("已被使用", "Already in use"));
        }
        return false;
    }

    /** The file; fails with not-found. */
    Future<Path> path(UUID siteId, UUID photoId, boolean isThumb) {
        return SiteRecordStore.photos(pool, List.of(photoId))
                .map(found -> found.stream()
                        .filter(each -> each.siteId().equals(siteId))
                        .findFirst()
                        .map(each -> photos.path(isThumb ? each.thumbKey() : each.fullKey()))
                        .orElseThrow(Problem::notFound));
    }
}
