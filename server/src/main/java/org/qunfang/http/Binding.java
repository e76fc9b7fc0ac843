package org.qunfang.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import io.vertx.sqlclient.Pool;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/**
 * Binds every operation of the contract in one loop: admission and permission first, then size, media type, schema,
 * pace and the idempotency key, then the operation itself.
 */
public final class Binding {
    /** No token needed; one that is sent is verified all the same. */
    public static final String PUBLIC = "public";
    /** Any good token. */
    public static final String SIGNED_IN = "signed-in";

    private static final String CALLER = "caller";
    private static final int LONGEST_KEY = 128;
    /** {@code /v1/reports/mine} must be tried before {@code /v1/reports/{reportId}}. */
    private static final Comparator<Contract.Declared> LITERAL_PATHS_FIRST =
            Comparator.comparing(declared -> declared.path().replace('{', Character.MAX_VALUE));

    private final Contract contract;
    private final Admission admission;
    private final TrustedProxies proxies;
    private final Pace pace;
    private final Idempotency idempotency;

    public Binding(Contract contract, Admission admission, TrustedProxies proxies, Pace pace, Pool pool) {
        this.contract = contract;
        this.admission = admission;
        this.proxies = proxies;
        this.pace = pace;
        this.idempotency = new Idempotency(pool);
    }

    /**
     * Adds a route for every operation.
     *
     * @param permissions those that some role grants
     * @throws IllegalStateException naming every operation without handler, handler without operation, and operation
     *     without a known permission or with an unknown pace
     */
    public void bind(Vertx vertx, Router router, Map<String, Operation> handlers, Set<String> permissions) {
        List<String> mismatches = mismatches(contract, handlers, permissions, pace.groups());
        if (!mismatches.isEmpty()) {
            throw new IllegalStateException("contract and handlers differ: " + String.join("; ", mismatches));
        }
        Map<String, List<Contract.Declared>> pathToOperations = contract.operations().values().stream()
                .sorted(LITERAL_PATHS_FIRST)
                .collect(Collectors.groupingBy(Contract.Declared::path, LinkedHashMap::new, Collectors.toList()));
        Map<String, Router> stemToRouter = new HashMap<>();
        pathToOperations.forEach((path, operations) -> {
            Router below = stemToRouter.computeIfAbsent(stem(path), stem -> Router.router(vertx));
            operations.forEach(declared -> bind(below, declared, handlers.get(declared.id())));
            refuseOtherMethods(below, path, operations);
        });
        router.route()
                .handler(context -> descend(context, stemToRouter, Router::handleContext))
                .failureHandler(context -> descend(context, stemToRouter, Router::handleFailure));
    }

    private static void descend(
            RoutingContext context, Map<String, Router> stemToRouter, BiConsumer<Router, RoutingContext> into) {
        Router below;
        try {
            below = stemToRouter.get(stem(context.normalizedPath()));
        } catch (IllegalArgumentException undecodable) {
            Answers.fail(context, Failures.undecodableAddress());
            return;
        }
        if (below == null) {
            context.next();
        } else {
            into.accept(below, context);
        }
    }

    /** The first two steps of a path. A router tries its routes one after the other: it needs only try those. */
    private static String stem(String path) {
        int second = path.indexOf('/', 1);
        int third = second < 0 ? -1 : path.indexOf('/', second + 1);
        return third < 0 ? path : path.substring(0, third);
    }

    /** Deletes idempotency keys whose time is over; to be called now and then. */
    public Future<Integer> sweep() {
        return idempotency.sweep();
    }

    static List<String> mismatches(
            Contract contract, Map<String, Operation> handlers, Set<String> permissions, Set<String> paces) {
        List<String> found = new ArrayList<>();
        Set<String> declaredIds = contract.operations().keySet();
        Set<String> all = new TreeSet<>(declaredIds);
        all.addAll(handlers.keySet());
        for (String id : all) {
            if (!handlers.containsKey(id)) {
                found.add("operation " + id + " has no handler");
            } else if (!declaredIds.contains(id)) {
                found.add("handler " + id + " has no operation");
            }
        }
        for (Contract.Declared declared : contract.operations().values()) {
            String permission = declared.permission();
            boolean known = PUBLIC.equals(permission) || SIGNED_IN.equals(permission);
            if (!known && (permission == null || !permissions.contains(permission))) {
                found.add("operation " + declared.id() + " declares no known permission: " + permission);
            }
            if (declared.pace() != null && !paces.contains(declared.pace())) {
                found.add("operation " + declared.id() + " declares no known pace: " + declared.pace());
            }
        }
        return found;
    }

    /** Names those that there are (RFC 9110 section 15.5.6). */
    private static void refuseOtherMethods(Router router, String path, List<Contract.Declared> operations) {
        String allowed = operations.stream()
                .flatMap(declared ->
                        declared.hasHead() ? Stream.of(HttpMethod.GET, HttpMethod.HEAD) : Stream.of(method(declared)))
                .map(HttpMethod::name)
                .collect(Collectors.joining(", "));
        router.route(routerPath(path)).handler(context -> {
            context.response().putHeader("Allow", allowed);
            Answers.fail(context, Failures.ofStatus(405));
        });
    }

    private static HttpMethod method(Contract.Declared declared) {
        return HttpMethod.valueOf(declared.method().toUpperCase(Locale.ROOT));
    }

    private static String routerPath(String path) {
        return path.replaceAll("\\{([^}]+)}", ":$1");
    }

    private void bind(Router router, Contract.Declared declared, Operation operation) {
        Route route = router.route(method(declared), routerPath(declared.path()));
        if (declared.hasHead()) {
            // As GET: the server itself leaves the body out (RFC 9110 section 9.3.2).
            route.method(HttpMethod.HEAD);
        }
        route.failureHandler(context -> Answers.failed(context, declared.maxBytes()));
        route.handler((SecurityPolicyHandler) context -> admit(context, declared));
        if (!declared.requestTypes().isEmpty()) {
            route.handler(BodyHandler.create(false).setBodyLimit(declared.maxBytes()));
        }
        route.handler(context -> serve(context, declared, operation));
    }

    /** Who sends it and what kind of body it is, before a byte of the body is read. */
    private void admit(RoutingContext context, Contract.Declared declared) {
        HttpServerRequest request = context.request();
        boolean mayHaveBody = !declared.requestTypes().isEmpty();
        if (mayHaveBody) {
            request.pause();
        }
        Future.succeededFuture()
                .compose(start -> admission.admit(bearerToken(request)))
                .map(caller -> {
                    refuseUnlessPermitted(caller, declared.permission());
                    MediaTypes.refuseForeign(request.getHeader("Content-Type"), declared.requestTypes());
                    MediaTypes.refuseEncoded(request.getHeader("Content-Encoding"));
                    return caller;
                })
                .onComplete(admitted -> {
                    if (mayHaveBody) {
                        request.resume();
                    }
                    if (admitted.succeeded()) {
                        context.put(CALLER, admitted.result());
                        context.next();
                    } else {
                        Answers.fail(context, admitted.cause());
                    }
                });
    }

    private static void refuseUnlessPermitted(Caller caller, String permission) {
        boolean isNobody = caller.kind() == Caller.Kind.NOBODY;
        if (PUBLIC.equals(permission) || (SIGNED_IN.equals(permission) && !isNobody) || caller.may(permission)) {
            return;
        }
        throw isNobody
                ? Failures.ofStatus(401)
                : Problem.of(ProblemType.FORBIDDEN, "您的角色没有此权限。", "Your roles do not permit this.")
                        .with("permission", permission);
    }

    private static String bearerToken(HttpServerRequest request) {
        String header = request.getHeader("Authorization");
        if (header == null) {
            return null;
        }
        if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw Problem.of(ProblemType.UNAUTHENTICATED, "只接受 Bearer 令牌。", "Only Bearer tokens are taken.");
        }
        return header.substring(7).trim();
    }

    private void serve(RoutingContext context, Contract.Declared declared, Operation operation) {
        Future.succeededFuture()
                .compose(start -> {
                    if (buffer(context).length() > 0 && context.request().getHeader("Content-Type") == null) {
                        throw MediaTypes.foreign(declared.requestTypes());
                    }
                    MediaTypes.refuseUnacceptable(context, declared);
                    Call call = checked(context, declared);
                    pace.take(declared.pace(), call);
                    return run(call, declared, operation);
                })
                .onComplete(done -> {
                    if (done.succeeded()) {
                        Answers.write(context, done.result());
                    } else {
                        Answers.fail(context, done.cause());
                    }
                });
    }

    private Call checked(RoutingContext context, Contract.Declared declared) {
        if (declared.bodyRequired() && buffer(context).length() == 0) {
            throw Problem.malformed("", Localized.of("没有正文", "There is no body"));
        }
        JsonBody read = declared.takesJson() ? json(context) : null;
        JsonObject body = read == null ? null : read.value();
        contract.check(declared.id()).check(context, body);
        if (read != null) {
            read.refuseTooLong();
        }
        return new Call(context, declared.id(), context.get(CALLER), body == null ? new JsonObject() : body, proxies);
    }

    /** Null when none was sent and none is required. */
    private static JsonBody json(RoutingContext context) {
        Buffer buffer = buffer(context);
        return buffer.length() == 0 ? null : JsonBody.read(buffer);
    }

    private static Buffer buffer(RoutingContext context) {
        Buffer buffer = context.body() == null ? null : context.body().buffer();
        return buffer == null ? Buffer.buffer() : buffer;
    }

    private Future<Reply> run(Call call, Contract.Declared declared, Operation operation) {
        String key = call.header("Idempotency-Key").orElse(null);
        boolean mayRepeat = "post".equals(declared.method()) && !declared.secret();
        if (key == null || !mayRepeat || call.caller().accountId() == null) {
            return operation.handle(call);
        }
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw Problem.of(
                    ProblemType.BAD_REQUEST, "幂等键应为 1 至 128 个字符。", "An Idempotency-Key has 1 to 128 characters.");
        }
        return idempotency.once(call, key, declared.id(), operation);
    }
}
