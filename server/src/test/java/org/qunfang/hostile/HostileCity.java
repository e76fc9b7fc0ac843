package org.qunfang.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.qunfang.delivery.FakeSms;
import org.qunfang.http.Caller;
import org.qunfang.identity.Permission;
import org.qunfang.testing.Answer;
import org.qunfang.testing.MovableClock;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** One running server with one thing of each kind in it, shared by all classes of this package. */
final class HostileCity implements BeforeAllCallback {
    private static final ExtensionContext.Namespace KEPT = ExtensionContext.Namespace.create(HostileCity.class);
    private static final String DEPARTMENT = "guangming-urban-management";

    private static MovableClock clock;
    private static TestApp app;
    private static List<Target> targets;
    private static Wire wire;
    private static TestClient resident;
    private static TestClient stranger;
    private static TestClient officer;
    private static String expiredToken;
    private static String goodToken;
    private static final Map<String, String> NAME_TO_ID = new HashMap<>();
    private static final Map<String, String> PARAMETER_TO_TABLE = Map.ofEntries(
            Map.entry("officerId", "accounts"),
            Map.entry("areaId", "areas"),
            Map.entry("departmentId", "departments"),
            Map.entry("categoryId", "categories"),
            Map.entry("responsibilityId", "responsibilities"),
            Map.entry("findingId", "findings"),
            Map.entry("caseId", "cases"),
            Map.entry("playbookId", "playbooks"),
            Map.entry("factorSetId", "factor_sets"),
            Map.entry("savedFilterId", "saved_filters"),
            Map.entry("warningId", "warnings"),
            Map.entry("consultationId", "consultations"),
            Map.entry("capSenderId", "cap_senders"),
            Map.entry("templateId", "warning_templates"),
            Map.entry("webhookId", "webhooks"),
            Map.entry("siteId", "sites"),
            Map.entry("volunteerId", "volunteers"),
            Map.entry("organisationId", "organisations"),
            Map.entry("needId", "needs"),
            Map.entry("allocationId", "allocations"),
            Map.entry("unlinkId", "site_unlinks"));

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot().getStore(KEPT).getOrComputeIfAbsent("city", key -> open(context));
    }

    private static AutoCloseable open(ExtensionContext context) {
        clock = new MovableClock();
        FakeSms gateway = new FakeSms();
        app = new TestApp(clock).set("QUNFANG_SMS_GATEWAY", gateway.file()).set("QUNFANG_SMS_SECRET", FakeSms.SECRET);
        app.beforeAll(context);
        targets = Target.all(app.contract());
        wire = new Wire(app.vertx(), app.port());
        expiredToken = token();
        clock.advance(Duration.ofMinutes(20));
        goodToken = token();
        officer = officer(DEPARTMENT);
        resident = app.resident();
        stranger = app.resident();
        furnish();
        return () -> {
            app.afterAll(context);
            gateway.close();
        };
    }

    private static String token() {
        return app.nobody().post("/v1/auth/anonymous", new JsonObject()).json().getString("accessToken");
    }

    private static TestClient officer(String department) {
        UUID id = UUID.randomUUID();
        app.pool()
                .preparedQuery("""
                        INSERT INTO accounts (id, kind, created_at, email, name, department_id, roles, password_hash, totp_secret)
                        SELECT $1, 'OFFICER', now(), $2, '李伟', $3, ARRAY['officer'], password_hash, totp_secret
                          FROM accounts
                         WHERE password_hash IS NOT NULL AND totp_secret IS NOT NULL
                         LIMIT 1
                        """)
                .execute(Tuple.of(id, id + "@example.org", app.departmentId(department)))
                .await();
        return app.as(new Caller(
                Caller.Kind.OFFICER,
                id,
                "李伟",
                app.departmentId(department),
                Set.of("officer"),
                Permission.texts(),
                null));
    }

    private static void furnish() {
        know("departmentId", "SELECT id::text FROM departments WHERE code = '" + DEPARTMENT + "'");
        know("lessonId", "SELECT id::text FROM lessons ORDER BY slug LIMIT 1");
        know("slug", "SELECT slug FROM lessons ORDER BY slug LIMIT 1");
        know(
                "file",
                "SELECT p.name FROM lesson_pictures p JOIN lessons l ON l.id = p.lesson_id ORDER BY l.slug LIMIT 1");
        for (String thing : List.of("Officer", "Area", "Department", "Category", "Responsibility", "Playbook")) {
            JsonObject made = create("create" + thing, officer, "id");
            String id = made.getJsonObject("officer", made).getString("id");
            NAME_TO_ID.put(thing.toLowerCase(Locale.ROOT) + "Id", id);
        }
        // Opened by the area and the category that were made a moment ago.
        know(
                "findingId",
                "SELECT id::text FROM findings WHERE status = 'open' ORDER BY opened_at DESC, id DESC LIMIT 1");
        know(
                "resolveFinding.findingId",
                "SELECT id::text FROM findings WHERE status = 'open' ORDER BY opened_at, id LIMIT 1");
        JsonObject receipt = create("submitReport", resident, "reportId");
        NAME_TO_ID.put("caseId", receipt.getJsonObject("case").getString("id"));
        NAME_TO_ID.put("taskCode", "secure-place");
        know("factorSetId", "SELECT id::text FROM factor_sets WHERE category_id IS NULL");
        create("createSavedFilter", officer, "savedFilterId");
        know("deleteSavedFilter.savedFilterId", "SELECT id::text FROM saved_filters LIMIT 1");
        NAME_TO_ID.put(
                "savedFilterId", create("createSavedFilter", officer, "id").getString("id"));
        NAME_TO_ID.put("consentId", askConsent(NAME_TO_ID.get("caseId")));
        NAME_TO_ID.put("handoverId", askHandover(NAME_TO_ID.get("caseId")));
        NAME_TO_ID.put("consultationId", askConsultation(NAME_TO_ID.get("caseId")));
        know("askSupport.departmentId", "SELECT id::text FROM departments WHERE code = 'guangming-water'");
        NAME_TO_ID.put("departmentIds", NAME_TO_ID.get("askSupport.departmentId"));
        NAME_TO_ID.put("mergeCase.caseId", report(0.02).getJsonObject("case").getString("id"));
        NAME_TO_ID.put("into", report(0.03).getJsonObject("case").getString("id"));
        NAME_TO_ID.put("splitCase.caseId", report(0.04).getJsonObject("case").getString("id"));
        NAME_TO_ID.put("reportIds", report(0.04).getString("id"));
        NAME_TO_ID.put("trackingCode", receipt.getString("trackingCode"));
        NAME_TO_ID.put(
                "organisationId", create("createOrganisation", resident, "id").getString("id"));
        // What is suspended or deleted is not what the others need.
        NAME_TO_ID.put(
                "suspendOrganisation.organisationId",
                create("createOrganisation", resident, "id").getString("id"));
        NAME_TO_ID.put("volunteerId", create("putMyVolunteer", resident, "id").getString("id"));
        create("putResource", resident, "resourceId");
        NAME_TO_ID.put("deleteResource.resourceId", NAME_TO_ID.get("resourceId"));
        create("putResource", resident, "resourceId");
        // Only what a verified organisation offers can be promised.
        TestClient verifier = officer.with("If-Match", "\"1\"");
        Answer verified = verifier.post("/v1/organisations/" + NAME_TO_ID.get("organisationId") + "/verify");
        assertThat(verified.status()).as(verified.body().toString()).isEqualTo(200);
        NAME_TO_ID.put("needId", create("createNeed", officer, "id").getString("id"));
        NAME_TO_ID.put(
                "allocationId", create("createAllocation", resident, "id").getString("id"));
        create("putDevice", resident, "deviceId");
        NAME_TO_ID.put("warningId", create("createWarning", officer, "id").getString("id"));
        NAME_TO_ID.put(
                "templateId", create("createWarningTemplate", officer, "id").getString("id"));
        JsonObject capSender = create("createCapSender", officer, "id");
        NAME_TO_ID.put("capSenderId", capSender.getString("id"));
        // Another one sends: what is not signed by a registered key is refused.
        JsonObject unkeyed = create("createCapSender", officer, "id");
        NAME_TO_ID.put("capSender", unkeyed.getString("sender"));
        app.pool()
                .preparedQuery("UPDATE cap_senders SET signing_key = NULL WHERE id = $1")
                .execute(Tuple.of(UUID.fromString(unkeyed.getString("id"))))
                .await();
        // Nothing listens at their feeds, and each try to read one would be written down behind the requests.
        app.pool().query("UPDATE cap_senders SET feed_url = NULL").execute().await();
        NAME_TO_ID.put("capImportId", create("importCap", officer, "id").getString("id"));
        NAME_TO_ID.put("webhookId", create("createWebhook", officer, "id").getString("id"));
        NAME_TO_ID.put("siteId", create("createSite", officer, "id").getString("id"));
        // Whoever leads inspection at the place.
        create("putSiteInspection", officer("guangming-housing"), "inspectionId");
        NAME_TO_ID.put("unlinkId", askUnlink(NAME_TO_ID.get("siteId")));
        create("putSitePhoto", officer, "photoId");
        NAME_TO_ID.put("getSitePhoto.photoId", NAME_TO_ID.get("photoId"));
        create("putReportPhoto", resident, "photoId");
    }

    /** Nothing that happened at a site still waits to change its risk. */
    static boolean everySiteIsAssessed() {
        return app.pool()
                .preparedQuery("SELECT NOT EXISTS (SELECT 1 FROM sites WHERE assess_at <= $1) AS assessed")
                .execute(Tuple.of(clock.instant().atOffset(ZoneOffset.UTC)))
                .await()
                .iterator()
                .next()
                .getBoolean("assessed");
    }

    /** A report so many degrees east of the usual place. */
    private static JsonObject report(double east) {
        JsonObject body = new JsonObject(body(target("submitReport")));
        JsonObject location = body.getJsonObject("location");
        location.put("lon", location.getDouble("lon") + east);
        Answer answer = resident.put("/v1/reports/" + TestClient.id(), body);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer.json();
    }

    private static String askConsent(String caseId) {
        JsonObject body =
                new JsonObject().put("step", "reject").put("reason", "spam").put("rationale", "内容为广告");
        Answer answer = officer.with("If-Match", "\"1\"").post("/v1/cases/" + caseId + "/consents", body);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer.json().getJsonObject("consent").getString("id");
    }

    /** A case of its own, which would lower the site's index. */
    private static String askUnlink(String siteId) {
        TestClient duty = officer("duty-office");
        String caseId = report(0.05).getJsonObject("case").getString("id");
        JsonObject link =
                new JsonObject().put("siteId", siteId).put("reason", "就在这里").put("apart", true);
        String version = duty.with("If-Match", "\"1\"")
                .post("/v1/cases/" + caseId + "/sites", link)
                .etag();
        JsonObject reason = new JsonObject().put("reason", "所述为路对面的工地");
        Answer asked =
                duty.with("If-Match", version).post("/v1/cases/" + caseId + "/sites/" + siteId + "/unlink", reason);
        assertThat(asked.status()).as(asked.body().toString()).isEqualTo(200);
        return officer.get("/v1/site-unlinks?site=" + siteId)
                .json()
                .getJsonArray("items")
                .getJsonObject(0)
                .getString("id");
    }

    private static String askHandover(String caseId) {
        JsonObject body = new JsonObject()
                .put("toDepartmentId", app.departmentId("guangming-housing").toString())
                .put("reason", "不在我们辖区");
        Answer answer = officer.with("If-Match", "\"2\"").post("/v1/cases/" + caseId + "/handovers", body);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer.json().getString("id");
    }

    private static String askConsultation(String caseId) {
        JsonObject body = new JsonObject()
                .put(
                        "departmentIds",
                        List.of(app.departmentId("guangming-planning").toString()))
                .put("question", "在红线内吗？")
                .put("dueAt", clock.instant().plus(Duration.ofDays(2)).toString());
        Answer answer = officer.with("If-Match", "\"3\"").post("/v1/cases/" + caseId + "/consultations", body);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer.json().getString("id");
    }

    private static void know(String name, String sql) {
        NAME_TO_ID.put(
                name, app.pool().query(sql).execute().await().iterator().next().getString(0));
    }

    /** Sends the operation's own sample and remembers the id that its path names. */
    private static JsonObject create(String operationId, TestClient client, String idParameter) {
        Target target = target(operationId);
        String id = TestClient.id();
        Answer answer = client.send(
                io.vertx.core.http.HttpMethod.valueOf(target.declared().method().toUpperCase()),
                path(target, Map.of(idParameter, id)),
                mediaType(target),
                body(target));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        if (target.declared().path().contains("{" + idParameter + "}")) {
            NAME_TO_ID.put(idParameter, id);
        }
        return answer.json();
    }

    static TestApp app() {
        return app;
    }

    static Wire wire() {
        return wire;
    }

    static String expiredToken() {
        return expiredToken;
    }

    static String goodToken() {
        return goodToken;
    }

    static Target target(String operationId) {
        return targets.stream()
                .filter(each -> each.id().equals(operationId))
                .findFirst()
                .orElseThrow();
    }

    /** For JUnit: every operation of the contract. */
    static Stream<Target> operations() {
        return targets.stream();
    }

    static Stream<Target> operationsWithJson() {
        return targets.stream().filter(Target::takesJson);
    }

    static Sample sample(Target target) {
        return new Sample(target.id(), NAME_TO_ID);
    }

    /**
     * The operation's request as its schemas have it, by somebody who may send it, about things that exist; what a PUT
     * makes has a new id.
     */
    static Shot shot(Target target) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        TestClient caller = isForResidents(target) ? resident : officer;
        headers.put("Authorization", caller.header("Authorization"));
        if (target.has("header", "If-Match") && !target.id().matches("putResource|putMyVolunteer")) {
            headers.put("If-Match", "\"" + version(target) + "\"");
        }
        Buffer body = body(target);
        if (body != null) {
            headers.put("Content-Type", mediaType(target));
        }
        Map<String, String> ids = new HashMap<>();
        target.parameters("path").stream()
                .filter(each -> each.schema().getString("pattern", "").contains("-7["))
                .forEach(each -> ids.put(each.name(), TestClient.id()));
        return new Shot(target.declared().method().toUpperCase(), pathAndQuery(target, ids), headers, body);
    }

    static boolean isForResidents(Target target) {
        return target.declared()
                .permission()
                .matches(
                        "public|signed-in|report.*|device.*|resource.offer|need.read|allocation.work|.*register|.*feedback|lesson.answer");
    }

    /** The request about the resident's own things, by another one. */
    static Shot byAStranger(Target target) {
        Shot shot = shot(target).with("Authorization", stranger.header("Authorization"));
        return shot.uri(pathAndQuery(target, Map.of()));
    }

    /** Where each account has one thing, the next request would replace what this one made. */
    static Shot byItsOwnCaller(Target target, Shot shot) {
        return target.declared().path().endsWith("/volunteers/me")
                ? shot.with("Authorization", app.resident().header("Authorization"))
                : shot;
    }

    private static String mediaType(Target target) {
        if (target.takesMessage()) {
            return "application/cap+xml";
        }
        return target.takesJson() ? "application/json" : target.takesTable() ? "text/csv" : "image/jpeg";
    }

    private static long version(Target target) {
        if (target.parameters("path").isEmpty()) {
            String table = target.id().equals("setDeliverySettings") ? "delivery_settings" : "deadlines_version";
            return app.pool()
                    .query("SELECT version FROM " + table)
                    .execute()
                    .await()
                    .iterator()
                    .next()
                    .getLong("version");
        }
        String parameter = target.parameters("path").get(0).name();
        return app.pool()
                .preparedQuery("SELECT version FROM " + PARAMETER_TO_TABLE.get(parameter) + " WHERE id = $1")
                .execute(Tuple.of(UUID.fromString(
                        NAME_TO_ID.getOrDefault(target.id() + "." + parameter, NAME_TO_ID.get(parameter)))))
                .await()
                .iterator()
                .next()
                .getLong(0);
    }

    private static Buffer body(Target target) {
        if (target.takesTable()) {
            return Buffer.buffer("date,kind,name,name_en\n2026-10-01,off,国庆节,National Day\n");
        }
        if (target.takesPicture()) {
            return jpeg();
        }
        if (target.takesMessage()) {
            return Buffer.buffer(capMessage());
        }
        return target.takesJson() ? ((JsonObject) sample(target).value("", target.body())).toBuffer() : null;
    }

    /** Of the sender that this city trusts; each is another one. */
    private static String capMessage() {
        String sent = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", "+00:00");
        return """
                <alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>%s</identifier><sender>%s</sender>\
                <sent>%s</sent><status>Test</status><msgType>Alert</msgType><scope>Public</scope><info>\
                <category>Met</category><event>Rain</event><urgency>Future</urgency><severity>Minor</severity>\
                <certainty>Likely</certainty></info></alert>
                """.formatted(UUID.randomUUID(), NAME_TO_ID.get("capSender"), sent);
    }

    private static Buffer jpeg() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(16, 16, BufferedImage.TYPE_3BYTE_BGR), "jpeg", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Buffer.buffer(bytes.toByteArray());
    }

    static String id(String name) {
        return NAME_TO_ID.get(name);
    }

    /** @param instead path parameters with another value than an existing thing's id, as they are sent */
    static String path(Target target, Map<String, String> instead) {
        String path = target.declared().path();
        for (Target.Parameter parameter : target.parameters("path")) {
            String own = target.id() + "." + parameter.name();
            String known = NAME_TO_ID.getOrDefault(own, NAME_TO_ID.getOrDefault(parameter.name(), ""));
            String id = Sample.matches(known, parameter.schema()) ? known : "no-such.xml";
            path = path.replace("{" + parameter.name() + "}", instead.getOrDefault(parameter.name(), id));
        }
        return path;
    }

    /**
     * With the parameters that are required, and strictness where it can be asked for.
     *
     * @param instead query parameters with another value, as they are sent
     */
    static String pathAndQuery(Target target, Map<String, String> instead) {
        String query = target.parameters("query").stream()
                .filter(each -> each.required() || each.name().equals("strict") || instead.containsKey(each.name()))
                .map(each -> each.name() + "="
                        + instead.getOrDefault(
                                each.name(),
                                sample(target).value(each.name(), each.schema()).toString()))
                .collect(Collectors.joining("&"));
        return path(target, instead) + (query.isEmpty() ? "" : "?" + query);
    }
}
