package org.qunfang.identity;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.qunfang.http.Call;
import org.qunfang.http.Operation;
import org.qunfang.http.Reply;
import org.qunfang.media.PlainText;
import org.qunfang.problem.Localized;

/** HTTP to records and back. */
final class IdentityApi {
    private static final int PAGE = 50;

    private final IdentityService identity;
    private final SignIn signIn;
    private final Sessions sessions;
    private final OfficerService officers;
    private final Credentials credentials;
    private final Recovery recovery;
    private final DepartmentDirectory departments;

    IdentityApi(
            IdentityService identity,
            SignIn signIn,
            Sessions sessions,
            OfficerService officers,
            Credentials credentials,
            Recovery recovery,
            DepartmentDirectory departments) {
        this.identity = identity;
        this.signIn = signIn;
        this.sessions = sessions;
        this.officers = officers;
        this.credentials = credentials;
        this.recovery = recovery;
        this.departments = departments;
    }

    Map<String, Operation> operations() {
        return Map.ofEntries(
                Map.entry("createAnonymous", this::createAnonymous),
                Map.entry("login", this::login),
                Map.entry("refresh", this::refresh),
                Map.entry("recover", this::recover),
                Map.entry("logout", this::logout),
                Map.entry("me", this::me),
                Map.entry("makeRecoveryCode", this::makeRecoveryCode),
                Map.entry("changePassword", this::changePassword),
                Map.entry("listOfficers", this::listOfficers),
                Map.entry("createOfficer", this::createOfficer),
                Map.entry("updateOfficer", this::updateOfficer),
                Map.entry("resetOfficer", this::resetOfficer));
    }

    private Future<Reply> createAnonymous(Call call) {
        return identity.createAnonymous(language(call.body())).map(tokens -> uncached(Reply.created(tokens.toJson())));
    }

    private Future<Reply> login(Call call) {
        JsonObject body = call.body();
        return signIn.login(
                        body.getString("email"),
                        body.getString("password"),
                        body.getString("code"),
                        call.remoteAddress())
                .map(tokens -> uncached(Reply.ok(tokens.toJson())));
    }

    private Future<Reply> refresh(Call call) {
        return sessions.refresh(call.body().getString("refreshToken"))
                .map(tokens -> uncached(Reply.ok(tokens.toJson())));
    }

    private Future<Reply> logout(Call call) {
        return sessions.logout(call.body().getString("refreshToken")).map(done -> Reply.noContent());
    }

    private Future<Reply> me(Call call) {
        UUID id = call.caller().accountId();
        return identity.me(id)
                .compose(account -> recovery.madeAt(id).map(madeAt -> {
                    JsonObject json = person(account)
                            .put("kind", account.kind().name().toLowerCase(Locale.ROOT))
                            .put("permissions", texts(call.caller().permissions()));
                    madeAt.ifPresent(at -> json.put("recoveryCodeAt", at.toString()));
                    return Reply.ok(json);
                }));
    }

    private Future<Reply> makeRecoveryCode(Call call) {
        return recovery.make(call.caller())
                .map(made -> uncached(Reply.created(new JsonObject()
                        .put("recoveryCode", made.code().text())
                        .put("madeAt", made.at().toString()))));
    }

    private Future<Reply> recover(Call call) {
        return recovery.recover(call.body().getString("code"), call.remoteAddress())
                .map(recovered -> uncached(Reply.ok(recovered
                        .tokens()
                        .toJson()
                        .put("recoveryCode", recovered.next().text()))));
    }

    private Future<Reply> changePassword(Call call) {
        JsonObject body = call.body();
        return credentials
                .change(
                        call.caller(),
                        body.getString("oldPassword"),
                        body.getString("newPassword"),
                        call.remoteAddress())
                .map(tokens -> uncached(Reply.ok(tokens.toJson())));
    }

    private Future<Reply> listOfficers(Call call) {
        int limit = call.queryInt("limit", PAGE);
        UUID departmentId = call.query("departmentId").map(UUID::fromString).orElse(null);
        UUID after = call.cursor(UUID::fromString).orElse(null);
        String words = call.query("q").map(String::strip).orElse(null);
        return officers.list(departmentId, call.query("role").orElse(null), words, after, limit + 1)
                .map(found -> Reply.ok(page(call, found, limit)));
    }

    private JsonObject page(Call call, List<Account> found, int limit) {
        JsonArray items = new JsonArray();
        found.stream().limit(limit).map(this::officer).forEach(items::add);
        String next = found.size() > limit ? call.next(found.get(limit - 1).id()) : null;
        return new JsonObject().put("items", items).put("next", next);
    }

    private Future<Reply> createOfficer(Call call) {
        JsonObject body = call.body();
        OfficerService.NewOfficer asked = new OfficerService.NewOfficer(
                body.getString("email"),
                body.getString("name"),
                body.getString("password"),
                PlainText.narrow(body.getString("phone")),
                language(body),
                departmentId(body),
                roles(body));
        return officers.create(call.caller(), asked)
                .compose(created -> identity.me(created.id())
                        .map(account -> uncached(Reply.created(new JsonObject()
                                .put("officer", officer(account))
                                .put("totpSecret", created.totpSecret())
                                .put("totpUri", created.totpUri())))));
    }

    private Future<Reply> updateOfficer(Call call) {
        JsonObject body = call.body();
        OfficerService.Change change = new OfficerService.Change(
                call.ifMatch(),
                body.getString("name"),
                PlainText.narrow(body.getString("phone")),
                language(body),
                departmentId(body),
                roles(body),
                body.getBoolean("disabled", false));
        return officers.update(call.caller(), call.pathId("officerId"), change)
                .map(account -> Reply.ok(officer(account)).etag(account.version()));
    }

    private Future<Reply> resetOfficer(Call call) {
        JsonObject body = call.body();
        Credentials.Reset asked =
                new Credentials.Reset(body.getString("newPassword"), body.getBoolean("newSecondFactor", false));
        return credentials
                .reset(call.caller(), call.pathId("officerId"), asked)
                .compose(reset -> identity.me(reset.id()).map(account -> {
                    JsonObject json = new JsonObject().put("officer", officer(account));
                    putIfKnown(json, "totpSecret", reset.totpSecret());
                    putIfKnown(json, "totpUri", reset.totpUri());
                    return uncached(Reply.ok(json));
                }));
    }

    private JsonObject officer(Account account) {
        JsonObject json = person(account)
                .put("createdAt", account.createdAt().toString())
                .put("disabled", account.disabled())
                .put("version", account.version());
        putIfKnown(json, "phone", account.phone());
        return json;
    }

    private JsonObject person(Account account) {
        JsonObject json = new JsonObject()
                .put("id", account.id().toString())
                .put("roles", texts(account.roles().stream().map(Role::text).toList()))
                .put("language", account.language());
        putIfKnown(json, "name", account.name());
        putIfKnown(json, "email", account.email());
        if (account.departmentId() != null) {
            departments.reference(account.departmentId()).ifPresent(reference -> json.put("department", reference));
        }
        return json;
    }

    private static void putIfKnown(JsonObject json, String name, String value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    private static JsonArray texts(Collection<String> texts) {
        return new JsonArray(texts.stream().sorted().toList());
    }

    private static String language(JsonObject body) {
        return body.getString("language", Localized.ZH_CN);
    }

    private static UUID departmentId(JsonObject body) {
        String id = body.getString("departmentId");
        return id == null ? null : UUID.fromString(id);
    }

    private static List<Role> roles(JsonObject body) {
        return body.getJsonArray("roles").stream()
                .map(role -> Role.of((String) role))
                .toList();
    }

    /** Tokens and secrets are for the one who asked: no cache keeps them (RFC 6749 section 5.1). */
    private static Reply uncached(Reply reply) {
        return reply.header("Cache-Control", "no-store");
    }
}
