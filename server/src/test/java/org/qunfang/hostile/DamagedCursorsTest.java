package org.qunfang.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever goes on where no page of this list ended is told so: no list begins anew in silence. */
class DamagedCursorsTest {
    @RegisterExtension
    static final HostileCity city = new HostileCity();

    private static final String ID = ":00000000-0000-0000-0000-000000000000";
    /** What no list has as the place of its last item, though somebody sealed it as the server does. */
    private static final List<String> NOWHERE = List.of(
            "",
            "9223372036854775807" + ID,
            "-9223372036854775808" + ID,
            "253402300800000000" + ID,
            "99999999999999999999999" + ID,
            "0:9223372036854775807" + ID,
            "0:-9223372036854775808" + ID,
            "99999:0" + ID,
            "index:9223372036854775807" + ID,
            "+999999999-12-31T23:59:59.999999999Z" + ID,
            "+999999999-12-31",
            "-999999999-01-01",
            "0:0:0:0:0:0",
            "a\u0000b");

    static List<Target> lists() {
        return HostileCity.operations()
                .filter(each -> each.has("query", "cursor"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("lists")
    void aDamagedCursorIsRefusedByName(Target target) {
        List<String> cursors =
                new ArrayList<>(List.of("", " ", "A", "YWJj", "null", "undefined", "0", "x".repeat(10_240)));
        cursors.addAll(List.of(
                "a\u0000b",
                "%",
                "<script>",
                "..",
                "' OR 1=1 --",
                "\u202Eabc",
                UUID.randomUUID().toString()));
        Random random = new Random(1);
        for (int length : List.of(1, 4, 5, 16, 40, 200)) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            cursors.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        }
        NOWHERE.forEach(place -> cursors.add(unsealed(place)));
        refused(target, cursors);
    }

    @ParameterizedTest
    @MethodSource("lists")
    void aCursorOfAnotherListIsRefused(Target target) {
        List<String> foreign = Stream.of("listCategories", "listOfficers", "listLessons")
                .filter(other -> !other.equals(target.id()))
                .map(DamagedCursorsTest::next)
                .toList();
        refused(target, foreign);
    }

    @ParameterizedTest
    @MethodSource("lists")
    void aCursorThatLostOrChangedALetterIsRefused(Target target) {
        String whole = sealed(target, "1700000000000000" + ID);
        List<String> damaged = new ArrayList<>(List.of(whole + "A", whole + "=", "A" + whole));
        for (int i = 0; i < whole.length(); i++) {
            damaged.add(whole.substring(0, i));
            damaged.add(whole.substring(0, i) + (whole.charAt(i) == 'A' ? 'B' : 'A') + whole.substring(i + 1));
        }
        refused(target, damaged);
    }

    /** Lists in the order of a code go on behind any text; all others know which places there can be. */
    @ParameterizedTest
    @MethodSource("lists")
    void aForgedPlaceThatCannotBeIsRefused(Target target) {
        boolean byCode = Set.of(
                        "listAreas",
                        "listCategories",
                        "listDepartmentFigures",
                        "listDepartments",
                        "listLessons",
                        "listResponsibilities")
                .contains(target.id());
        refused(
                target,
                (byCode ? List.of("", "a\u0000b", "\u202E") : NOWHERE)
                        .stream().map(place -> sealed(target, place)).toList());
    }

    /** Where a list has several things here; none gives a place that was not sealed. */
    @ParameterizedTest
    @MethodSource("lists")
    void aListTakesTheNextThatItGave(Target target) {
        Shot first = HostileCity.shot(target).query("limit=1");
        String next = HostileCity.wire().send(first).body().toJsonObject().getString("next");
        if (next != null) {
            Wire.Answered second = HostileCity.wire().send(first.query("cursor=" + next));
            assertThat(second.status()).as("%s: %s", target, second.body()).isEqualTo(200);
        }
    }

    private static void refused(Target target, List<String> cursors) {
        List<Spoiled> spoiled = cursors.stream()
                .map(cursor -> new Spoiled(
                        cursor,
                        HostileCity.shot(target)
                                .uri(HostileCity.pathAndQuery(target, Map.of("cursor", encoded(cursor)))),
                        "/query/cursor",
                        Set.of(400)))
                .toList();
        Refusals.expect(target, spoiled);
    }

    /** The cursor that a real first page of one item ends with. */
    private static String next(String operationId) {
        Shot shot = HostileCity.shot(HostileCity.target(operationId)).query("limit=1");
        Wire.Answered answer = HostileCity.wire().send(shot);
        String next = answer.body().toJsonObject().getString("next");
        assertThat(next).as("%s: %s", operationId, answer.body()).isNotBlank();
        return next;
    }

    private static String unsealed(String place) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8));
    }

    private static String sealed(Target target, String place) {
        CRC32 sum = new CRC32();
        sum.update((target.id() + "\n" + place).getBytes(StandardCharsets.UTF_8));
        byte[] text = place.getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ByteBuffer.allocate(4 + text.length)
                        .putInt((int) sum.getValue())
                        .put(text)
                        .array());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
