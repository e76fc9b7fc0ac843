package org.qunfang.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.contract.MediaType;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qunfang.problem.ProblemType;

/** The contract as it is published, read by the library that validates with it at run time. */
class PublishedContractTest {
    private static final String REPORT = """
            {"category":"landfill-slope","description":"裂缝在变宽，有水渗出",
             "location":{"lat":22.7110,"lon":113.9340,"accuracyMeters":15},
             "observedAt":"2026-11-23T08:15:00+08:00","language":"zh-CN","visibility":"public"}""";
    private static final String WARNING = """
            {"mode":"actual","category":"Geo","event":"landslide","eventCode":"OET-119","urgency":"Immediate",
             "severity":"Extreme","certainty":"Likely","expires":"2026-11-23T20:00:00+08:00","caseId":null,
             "infos":[{"language":"zh-CN","headline":"…","description":"…","instruction":"…"},
                      {"language":"en","headline":"…","description":"…","instruction":"…"}],
             "area":{"description":{"zh-CN":"光明","en":"Guangming"},
                     "polygons":[{"type":"Polygon","coordinates":[[[113.9,22.7],[114,22.7],[114,22.8],[113.9,22.7]]]}],
                     "circles":[{"center":{"lat":22.7,"lon":113.9},"radiusMeters":800}],"areaCodes":["440311"]}}""";
    private static final String DEVICE = """
            {"platform":"fcm","token":"a-token","language":"zh-CN",
             "places":[{"label":"home","lat":22.711,"lon":113.934}],"minimumSeverity":"Minor"}""";
    private static final Set<String> SECRETS = Set.of(
            "secret",
            "password",
            "oldPassword",
            "newPassword",
            "accessToken",
            "refreshToken",
            "token",
            "totpSecret",
            "totpUri",
            "recoveryCode");

    private static Vertx vertx;
    private static Contract contract;

    @BeforeAll
    static void readTheContract() {
        vertx = Vertx.vertx();
        contract = Contract.load(vertx).await();
    }

    @AfterAll
    static void close() {
        vertx.close().await();
    }

    @Test
    void everyOperationSaysWhoMayCallIt() {
        assertThat(contract.operations()).isNotEmpty();
        assertThat(contract.operations().values())
                .allSatisfy(declared ->
                        assertThat(declared.permission()).as(declared.id()).isNotBlank());
    }

    @Test
    void everyPostWithASecretSaysSo() {
        Set<String> found = new TreeSet<>();
        for (Operation operation : contract.adapted().operations()) {
            boolean isPost = operation.getHttpMethod().name().equals("POST");
            if (isPost && jsonMedia(operation).stream().anyMatch(media -> hasSecret(media.getOpenAPIModel()))) {
                found.add(operation.getOperationId());
            }
        }
        // A phone number and the code that proves it: members by these names are no secret elsewhere.
        found.addAll(Set.of("askNumberCode", "proveNumber"));
        Set<String> declared = new TreeSet<>();
        contract.operations().values().stream()
                .filter(Contract.Declared::secret)
                .forEach(each -> declared.add(each.id()));
        assertThat(declared).contains("login", "createOfficer").isEqualTo(found);
    }

    @Test
    void everyExampleKeepsItsOwnSchema() {
        List<String> broken = new ArrayList<>();
        int checked = 0;
        for (Operation operation : contract.adapted().operations()) {
            for (MediaType media : jsonMedia(operation)) {
                JsonObject examples = media.getOpenAPIModel().getJsonObject("examples", new JsonObject());
                for (Map.Entry<String, Object> example : examples) {
                    if (example.getKey().startsWith("__")) {
                        continue;
                    }
                    Object value = withoutMarks(((JsonObject) example.getValue()).getValue("value"));
                    OutputUnit result = validate(media.getSchema(), value);
                    checked++;
                    if (!result.getValid()) {
                        broken.add(operation.getOperationId() + " " + example.getKey() + " " + result.toJson());
                    }
                }
            }
        }
        assertThat(broken).isEmpty();
        assertThat(checked).isGreaterThan(100);
    }

    @Test
    void everyProblemTypeHasAnExample() {
        Set<String> withExample = new TreeSet<>();
        contract.published()
                .getJsonObject("components")
                .getJsonObject("examples")
                .forEach(each -> withExample.add(each.getKey()));
        assertThat(withExample)
                .containsAll(Arrays.stream(ProblemType.values())
                        .map(ProblemType::slug)
                        .toList());
    }

    @Test
    void theBodiesThatOutsideProgramsSendAreTaken() {
        assertThat(takes("submitReport", new JsonObject(REPORT))).isTrue();
        assertThat(takes("createWarning", new JsonObject(WARNING))).isTrue();
        assertThat(takes("putDevice", new JsonObject(DEVICE))).isTrue();
        assertThat(takes("approveWarning", new JsonObject().put("contentHash", "9f86d081")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"lat\":90.1}",
                "{\"lon\":-180.5}",
                "{\"lat\":\"22.7\"}",
                "{\"lat\":113.93,\"lon\":22.7}",
                "{\"accuracyMeters\":-1}",
                "{\"accuracyMeters\":100001}",
                "{\"datum\":\"bd09\"}",
                "{\"altitude\":3}"
            })
    void aReportFromOutsideTheWorldIsRefused(String change) {
        JsonObject body = new JsonObject(REPORT);
        body.getJsonObject("location").mergeIn(new JsonObject(change));
        assertThat(takes("submitReport", body)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"observedAt\":\"2026-11-23T08:15:00\"}",
                "{\"observedAt\":\"2026-02-30T08:15:00Z\"}",
                "{\"observedAt\":1763856900}",
                "{\"description\":\"\"}",
                "{\"description\":\"   \"}",
                "{\"description\":null}",
                "{\"category\":\"Landfill Slope\"}",
                "{\"language\":\"zh\"}",
                "{\"visibility\":\"secret\"}",
                "{\"severity\":\"extreme\"}",
                "{\"answers\":{\"cracks\":3}}",
                "{\"contact\":{\"phone\":\" \"}}"
            })
    void aReportWithAnUnknownOrWrongValueIsRefused(String change) {
        assertThat(takes("submitReport", new JsonObject(REPORT).mergeIn(new JsonObject(change))))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "13800000000（微信）",
                "138-0000-0000 / 139",
                "0755-12345678转801",
                "+86 755 1234 5678",
                "１３８００００００００",
                "幺三八 一二三四",
                "wx_li88",
                "abc",
                "无",
                "1"
            })
    void noReportIsRefusedForTheWayItsSendersPhoneIsWritten(String phone) {
        JsonObject contact = new JsonObject().put("phone", phone);

        assertThat(takes("submitReport", new JsonObject(REPORT).put("contact", contact)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"email\":\"a@b\"}", "{\"email\":\"a@b..cn\"}", "{\"email\":\"a@.cn\"}"})
    void anAddressThatNoMailReachesIsNoContact(String contact) {
        assertThat(takes("submitReport", new JsonObject(REPORT).put("contact", new JsonObject(contact))))
                .isFalse();
    }

    @Test
    void aDescriptionHasAtMostFourThousandCharacters() {
        assertThat(takes("submitReport", new JsonObject(REPORT).put("description", "裂".repeat(4000))))
                .isTrue();
        assertThat(takes("submitReport", new JsonObject(REPORT).put("description", "裂".repeat(4001))))
                .isFalse();
    }

    @Test
    void ofAPolygonOfSixtyThousandPointsTheSchemaLooksAtNoMoreThanItNeedsToRefuseIt() {
        JsonObject body = warningWithRingOf(60_000);
        long start = System.nanoTime();
        assertThat(JsonText.clean(body).errors().get(0).pointer()).isEqualTo("/area/polygons/0/coordinates/0");
        assertThat(takes("createWarning", body)).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void aRingHasAtMostFiveThousandPoints() {
        assertThat(takes("createWarning", warningWithRingOf(5_000))).isTrue();
        assertThat(takes("createWarning", warningWithRingOf(5_001))).isFalse();
    }

    @Test
    void textsThatSlowDownCarelessPatternsAreAnsweredInTime() {
        long start = System.nanoTime();
        assertThat(takes("submitReport", new JsonObject(REPORT).put("description", " ".repeat(4000) + "\u0000")))
                .isFalse();
        assertThat(takes(
                        "login",
                        new JsonObject().put("email", "a".repeat(250) + "@@@").put("password", "x")))
                .isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void anEmptyMailAddressIsRefusedAndNotAFault() {
        assertThat(takes("login", new JsonObject().put("email", "").put("password", "x")))
                .isFalse();
    }

    @Test
    void aCodeDoesNotEndInALineBreak() {
        assertThat(takes("submitReport", new JsonObject(REPORT).put("category", "landfill-slope\n")))
                .isFalse();
    }

    @Test
    void aChangeOfACaseRequiresIfMatch() {
        Parameter ifMatch = contract.adapted().operation("startCase").getParameters().stream()
                .filter(parameter -> parameter.getName().equals("If-Match"))
                .findFirst()
                .orElseThrow();
        assertThat(ifMatch.isRequired()).isTrue();
    }

    private static JsonObject warningWithRingOf(int points) {
        JsonArray ring = new JsonArray();
        for (int i = 0; i < points; i++) {
            ring.add(new JsonArray().add(113.9 + i * 1e-6).add(22.7));
        }
        JsonObject body = new JsonObject(WARNING);
        JsonObject polygon = body.getJsonObject("area").getJsonArray("polygons").getJsonObject(0);
        polygon.put("coordinates", new JsonArray().add(ring));
        return body;
    }

    /** Looks for members of type text or with a schema of their own that are named like a secret. */
    private static boolean hasSecret(Object node) {
        if (node instanceof JsonObject object) {
            boolean here = object.getValue("properties") instanceof JsonObject members
                    && members.fieldNames().stream().anyMatch(SECRETS::contains);
            return here || object.stream().anyMatch(each -> hasSecret(each.getValue()));
        }
        return node instanceof JsonArray array && array.stream().anyMatch(PublishedContractTest::hasSecret);
    }

    private static boolean takes(String operationId, JsonObject body) {
        MediaType media =
                contract.adapted().operation(operationId).getRequestBody().determineContentType("application/json");
        return validate(media.getSchema(), body).getValid();
    }

    private static OutputUnit validate(JsonSchema schema, Object value) {
        return contract.adapted().getSchemaRepository().validator(schema).validate(value);
    }

    /** Resolving references leaves marks of its own in every object, such as {@code __absolute_uri__}. */
    private static Object withoutMarks(Object node) {
        if (node instanceof JsonObject object) {
            JsonObject plain = new JsonObject();
            object.stream()
                    .filter(each -> !each.getKey().startsWith("__"))
                    .forEach(each -> plain.put(each.getKey(), withoutMarks(each.getValue())));
            return plain;
        }
        if (node instanceof JsonArray array) {
            JsonArray plain = new JsonArray();
            array.forEach(each -> plain.add(withoutMarks(each)));
            return plain;
        }
        return node;
    }

    private static List<MediaType> jsonMedia(Operation operation) {
        List<MediaType> found = new ArrayList<>();
        if (operation.getRequestBody() != null) {
            found.addAll(operation.getRequestBody().getContent().values());
        }
        JsonObject responses = operation.getOpenAPIModel().getJsonObject("responses");
        responses.fieldNames().stream()
                .filter(status -> status.matches("[0-9]{3}"))
                .forEach(status -> found.addAll(operation
                        .getResponse(Integer.parseInt(status))
                        .getContent()
                        .values()));
        found.removeIf(media -> media.getSchema() == null);
        return found;
    }
}
