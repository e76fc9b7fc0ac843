package org.qunfang.interop;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.qunfang.audit.AuditLog;
import org.qunfang.http.Caller;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.responsibility.Area;
import org.qunfang.responsibility.Registry;

/** Administrators say here who is believed. */
final class SenderService {
    private final Pool pool;
    private final SenderStore senders;
    private final Registry registry;
    private final AuditLog audit;
    private final String ownSender;
    private final Clock clock;

    SenderService(Pool pool, SenderStore senders, Registry registry, AuditLog audit, String ownSender, Clock clock) {
        this.pool = pool;
        this.senders = senders;
        this.registry = registry;
        this.audit = audit;
        this.ownSender = ownSender;
        this.clock = clock;
    }

    Future<List<CapSender>> all() {
        return senders.all(pool);
    }

    /** @throws Problem invalid at the member; already-exists for a sender that is there */
    Future<CapSender> create(Caller caller, JsonObject input) {
        CapSender sender = from(UuidCreator.getTimeOrderedEpoch(), input);
        return pool.withTransaction(conn -> senders.insert(conn, sender, clock.instant())
                .compose(stored -> audited(conn, caller, "cap-sender.created", sender)));
    }

    /** As {@link #create}; stale for another version than it has. */
    Future<CapSender> update(Caller caller, UUID id, long version, JsonObject input) {
        CapSender sender = from(id, input);
        return pool.withTransaction(conn -> senders.lock(conn, id)
                .map(found -> found.orElseThrow(Problem::notFound))
                .compose(found -> senders.update(conn, sender, version, clock.instant()))
                .compose(stored -> audited(conn, caller, "cap-sender.changed", sender)));
    }

    private Future<CapSender> audited(SqlConnection conn, Caller caller, String action, CapSender sender) {
        JsonObject detail = new JsonObject()
                .put("sender", sender.sender())
                .put("relay", sender.relay())
                .put("active", sender.active())
                .put(
                        "signingKey",
                        sender.signingKey() == null ? null : sender.signingKey().fingerprint())
                .put("feedUrl", sender.feedUrl());
        return audit.append(conn, caller, action, "cap-sender", sender.id(), detail)
                .compose(audited -> senders.find(conn, sender.id()))
                .map(found -> found.orElseThrow());
    }

    private CapSender from(UUID id, JsonObject input) {
        String sender = input.getString("sender").strip();
        if (sender.equals(ownSender)) {
            throw Problem.invalid("/sender", Localized.of("这是本市自己的名称。", "This is this city's own name."));
        }
        Area area = registry.matrix()
                .areaByCode(input.getString("areaCode"))
                .orElseThrow(
                        () -> Problem.invalid("/areaCode", Localized.of("没有这个辖区。", "There is no area of that code.")));
        return new CapSender(
                id,
                1,
                sender,
                Localized.fromJson(input.getJsonObject("name")),
                area.id(),
                input.getBoolean("relay"),
                input.getBoolean("active"),
                input.getString("signingKey") == null ? null : SigningKey.read(input.getString("signingKey")),
                feedUrl(input.getString("feedUrl")),
                CapSender.Health.NONE);
    }

    private static String feedUrl(String text) {
        if (text == null) {
            return null;
        }
        try {
            URI uri = new URI(text.strip());
            boolean isWeb = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (isWeb && uri.getHost() != null && uri.getUserInfo() == null) {
                return uri.toString();
            }
        } catch (URISyntaxException none) {
            // Told below, as every other address that is none.
        }
        throw Problem.invalid(
                "/feedUrl",
                Localized.of("应为 http 或 https 地址，不含用户名。", "It is an http or https address without a user's name."));
    }
}
