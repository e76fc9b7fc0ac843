package org.qunfang.audit;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.qunfang.http.Call;
import org.qunfang.http.Operation;
import org.qunfang.http.Reply;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** The log and its verification over HTTP, for auditors. */
final class AuditApi {
    private static final int PAGE = 50;

    private final Pool pool;
    private final AuditSealer sealer;
    private final AuditVerifier verifier;
    private final ActorNames names;
    private Future<Verification> running = Future.failedFuture("none yet");

    AuditApi(Pool pool, AuditSealer sealer, AuditVerifier verifier, ActorNames names) {
        this.pool = pool;
        this.sealer = sealer;
        this.verifier = verifier;
        this.names = names;
    }

    Map<String, Operation> operations() {
        return Map.of("listAudit", this::listAudit, "verifyAudit", this::verifyAudit);
    }

    private Future<Reply> listAudit(Call call) {
        int limit = call.queryInt("limit", PAGE);
        AuditFilter filter = new AuditFilter(
                call.query("accountId").map(UUID::fromString).orElse(null),
                call.query("action").orElse(null),
                call.query("subjectType").orElse(null),
                call.query("subjectId").map(UUID::fromString).orElse(null),
                call.query("from").map(text -> instant("/query/from", text)).orElse(null),
                call.query("to").map(text -> instant("/query/to", text)).orElse(null),
                call.cursor(UUID::fromString).orElse(null));
        return EntryStore.list(pool, filter, limit + 1)
                .compose(found -> names.of(accounts(found)).map(known -> Reply.ok(page(call, found, limit, known))));
    }

    /** Who acted, and on whose account. */
    private static Set<UUID> accounts(List<ListedEntry> found) {
        return found.stream()
                .map(ListedEntry::entry)
                .flatMap(entry -> Stream.of(entry.accountId(), isAboutAccount(entry) ? entry.subjectId() : null))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private static boolean isAboutAccount(AuditEntry entry) {
        return entry.subjectType().equals("account");
    }

    private static JsonObject page(Call call, List<ListedEntry> found, int limit, Map<UUID, String> names) {
        JsonArray items = new JsonArray();
        found.stream().limit(limit).map(listed -> json(listed, names)).forEach(items::add);
        boolean more = found.size() > limit;
        return new JsonObject()
                .put("items", items)
                .put("next", more ? call.next(found.get(limit - 1).entry().id()) : null);
    }

    private static JsonObject json(ListedEntry listed, Map<UUID, String> names) {
        AuditEntry entry = listed.entry();
        JsonObject json = new JsonObject()
                .put("id", entry.id().toString())
                .put("at", entry.at().toString())
                .put("actor", actor(entry, names))
                .put("action", entry.action())
                .put("subjectType", entry.subjectType())
                .put("detail", new JsonObject(entry.detail()));
        if (entry.subjectId() != null) {
            json.put("subjectId", entry.subjectId().toString());
        }
        if (isAboutAccount(entry) && names.containsKey(entry.subjectId())) {
            json.put("subjectName", names.get(entry.subjectId()));
        }
        if (listed.seal() != null) {
            json.put("position", listed.seal().position())
                    .put("hash", listed.seal().hexHash());
        }
        return json;
    }

    private static JsonObject actor(AuditEntry entry, Map<UUID, String> names) {
        JsonObject actor = new JsonObject().put("kind", entry.actorKind().toLowerCase(Locale.ROOT));
        if (entry.accountId() != null) {
            actor.put("accountId", entry.accountId().toString());
        }
        if (names.containsKey(entry.accountId())) {
            actor.put("name", names.get(entry.accountId()));
        }
        if (entry.departmentId() != null) {
            actor.put("departmentId", entry.departmentId().toString());
        }
        return actor;
    }

    private static Instant instant(String pointer, String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException noSuchDay) {
            Localized reason = Localized.of("没有这个日期。", "There is no such date.");
            throw Problem.of(ProblemType.BAD_REQUEST, reason).error(pointer, reason);
        }
    }

    private Future<Reply> verifyAudit(Call call) {
        return verification().map(verification -> Reply.ok(verification.toJson()));
    }

    /** Reading the whole log is work: whoever asks while it is done shares the answer. */
    private synchronized Future<Verification> verification() {
        if (running.isComplete()) {
            running = sealer.seal().compose(count -> verifier.verify(Optional.empty(), position -> {}));
        }
        return running;
    }
}
