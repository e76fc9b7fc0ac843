package org.qunfang.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The version, the idempotency key or the format asked for is wrong. */
class HostileHeadersTest {
    @RegisterExtension
    static final HostileCity city = new HostileCity();

    static List<Target> operationsWithVersion() {
        return HostileCity.operations()
                .filter(each -> each.has("header", "If-Match"))
                .toList();
    }

    static List<Target> operationsWithKey() {
        return HostileCity.operations()
                .filter(each -> each.has("header", "Idempotency-Key"))
                .toList();
    }

    static List<Target> operations() {
        return HostileCity.operations().toList();
    }

    @ParameterizedTest
    @MethodSource("operationsWithVersion")
    void aVersionThatIsMissingStaleOrNoneIsRefused(Target target) {
        Shot shot = aboutWhatExists(target);
        List<Spoiled> spoiled = new ArrayList<>();
        for (String tag : List.of(
                "\"999999\"",
                "W/\"999999\"",
                "\"-1\"",
                "\"0\"",
                "1",
                "\"1e0\"",
                "\"9223372036854775808\"",
                "garbage",
                "\"1\", \"2\"")) {
            spoiled.add(Spoiled.of("If-Match " + tag, shot.with("If-Match", tag), 412));
        }
        spoiled.add(Spoiled.at("/header/If-Match", "an empty If-Match", shot.with("If-Match", "")));
        spoiled.add(Spoiled.at(
                "/header/If-Match", "a long If-Match", shot.with("If-Match", "\"" + "1".repeat(100) + "\"")));
        if (target.id().equals("putResource")) {
            Shot aboutNothing = HostileCity.shot(target).with("If-Match", "\"1\"");
            spoiled.add(Spoiled.of("a version of what is not there", aboutNothing, 412));
        }
        boolean isRequired = target.parameters("header").stream()
                .anyMatch(each -> each.name().equals("If-Match") && each.required());
        if (isRequired) {
            spoiled.add(Spoiled.of("no If-Match", shot.without("If-Match"), 428));
        }
        Refusals.expect(target, spoiled);
    }

    /** A PUT that may create needs something to change. */
    private static Shot aboutWhatExists(Target target) {
        Shot shot = HostileCity.shot(target);
        if (target.id().equals("putMyVolunteer")) {
            // Of a phone of its own: the others have sent so much that it would have to wait.
            Shot own = HostileCity.byItsOwnCaller(target, shot);
            assertThat(HostileCity.wire().send(own.without("If-Match")).status())
                    .isEqualTo(201);
            return own.body(shot.json().put("travelRadiusMeters", 7).toBuffer());
        }
        return target.id().equals("putResource")
                ? shot.uri("/v1/resources/" + HostileCity.id("resourceId"))
                        .body(shot.json().put("quantity", 7).toBuffer())
                : shot;
    }

    @ParameterizedTest
    @MethodSource("operationsWithKey")
    void anIdempotencyKeyThatIsNoneIsNamed(Target target) {
        Shot shot = HostileCity.shot(target);
        List<Spoiled> spoiled = new ArrayList<>();
        for (String key :
                List.of("", "   ", "short", "k".repeat(129), "k".repeat(4_000), "with blanks in it", "schlüssel-1")) {
            spoiled.add(Spoiled.at("/header/Idempotency-Key", "the key " + key, shot.with("Idempotency-Key", key)));
        }
        Refusals.expect(target, spoiled);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aFormatThatIsNotGivenIsNotAcceptable(Target target) {
        Shot shot = HostileCity.shot(target);
        if (target.declared().answerTypes().isEmpty()) {
            return;
        }
        Refusals.expect(
                target,
                List.of(
                        Spoiled.of("Accept a video", shot.with("Accept", "video/mp4"), 406),
                        Spoiled.of("Accept nothing of it", shot.with("Accept", "text/x-nothing;q=1.0, font/*"), 406)));
    }
}
