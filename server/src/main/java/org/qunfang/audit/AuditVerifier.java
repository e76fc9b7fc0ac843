package org.qunfang.audit;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.qunfang.audit.Break.Reason;

/** Recomputes the whole chain page by page; memory does not grow with the log. */
final class AuditVerifier {
    private static final int PAGE = 2_000;
    private static final UUID FIRST_ID = new UUID(0, 0);

    private final Pool pool;

    AuditVerifier(Pool pool) {
        this.pool = pool;
    }

    /**
     * @param noted a head noted earlier outside the database, or empty
     * @param progress told the last position checked, after each page
     */
    Future<Verification> verify(Optional<NotedHead> noted, LongConsumer progress) {
        ChainCheck check = new ChainCheck();
        return walk(check, progress)
                .compose(found -> or(found, () -> contradicted(noted)))
                .compose(found -> ChainStore.counts(pool).map(counts -> {
                    Optional<Break> first = found.or(() -> outsideTheChain(counts, check.last()));
                    Seal last = check.last();
                    return new Verification(counts.entries(), last.position(), last.hexHash(), counts.waiting(), first);
                }));
    }

    private Future<Optional<Break>> walk(ChainCheck check, LongConsumer progress) {
        return ChainStore.sealedAfter(pool, check.last().position(), PAGE).compose(page -> {
            for (SealedEntry next : page) {
                Optional<Break> found = check.accept(next);
                if (found.isPresent()) {
                    return explain(check, next.seal(), found.get()).map(Optional::of);
                }
            }
            progress.accept(check.last().position());
            return page.size() < PAGE ? Future.succeededFuture(Optional.empty()) : walk(check, progress);
        });
    }

    /** A hash that fits no longer tells only that something changed: look for what does fit. */
    private Future<Break> explain(ChainCheck check, Seal broken, Break found) {
        if (found.reason() != Reason.ALTERED) {
            return Future.succeededFuture(found);
        }
        return coveredEntry(check, broken, FIRST_ID).compose(covered -> {
            if (covered.isPresent()) {
                return Future.succeededFuture(new Break(found.position(), found.entryId(), Reason.REORDERED));
            }
            return ChainStore.shift(pool)
                    .map(shift -> shift.map(by -> new Break(
                                    found.position(), found.entryId(), by < 0 ? Reason.REMOVED : Reason.INSERTED))
                            .orElse(found));
        });
    }

    private Future<Optional<AuditEntry>> coveredEntry(ChainCheck check, Seal broken, UUID after) {
        return ChainStore.entriesAfter(pool, after, PAGE).compose(page -> {
            Optional<AuditEntry> covered =
                    page.stream().filter(entry -> check.covers(broken, entry)).findFirst();
            return covered.isPresent() || page.size() < PAGE
                    ? Future.succeededFuture(covered)
                    : coveredEntry(check, broken, page.get(page.size() - 1).id());
        });
    }

    private Future<Optional<Break>> contradicted(Optional<NotedHead> noted) {
        return ChainStore.contradictedHead(pool)
                .map(head -> head.map(
                        note -> new Break(note.position(), null, note.gone() ? Reason.REMOVED : Reason.ALTERED)))
                .compose(found -> or(
                        found,
                        () -> noted.map(this::contradicted).orElseGet(() -> Future.succeededFuture(Optional.empty()))));
    }

    private Future<Optional<Break>> contradicted(NotedHead noted) {
        return ChainStore.hashAt(pool, noted.position()).map(hash -> {
            if (hash.isEmpty()) {
                return Optional.of(new Break(noted.position(), null, Reason.REMOVED));
            }
            return MessageDigest.isEqual(hash.get(), noted.hash())
                    ? Optional.empty()
                    : Optional.of(new Break(noted.position(), null, Reason.ALTERED));
        });
    }

    /** An entry that never went through the log, or one that vanished before it was sealed. */
    private static Optional<Break> outsideTheChain(ChainStore.Counts counts, Seal last) {
        if (counts.strayEntryId() != null) {
            return Optional.of(new Break(last.position() + 1, counts.strayEntryId(), Reason.INSERTED));
        }
        return Optional.ofNullable(counts.lostEntryId())
                .map(lost -> new Break(last.position() + 1, lost, Reason.REMOVED));
    }

    private static Future<Optional<Break>> or(Optional<Break> found, Supplier<Future<Optional<Break>>> next) {
        return found.isPresent() ? Future.succeededFuture(found) : next.get();
    }
}
