package org.qunfang.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Times and days that a calendar has, and nobody means: whatever becomes of them, nothing breaks. */
class HostileTimesTest {
    @RegisterExtension
    static final HostileCity city = new HostileCity();

    private static final int MOST_MILLIS = 5_000;

    private static final List<String> TIMES = List.of(
            "0000-01-01T00:00:00Z",
            "0001-01-01T00:00:00+14:00",
            "1582-10-10T00:00:00Z",
            "1969-12-31T23:59:59Z",
            "1970-01-01T00:00:00Z",
            "2038-01-19T03:14:08Z",
            "9999-12-31T23:59:59Z",
            "9999-12-31T23:59:59-14:00",
            "2026-11-23T08:15:00.999999999+08:00",
            "2026-11-23T08:15:00-00:00");

    private static final List<String> DAYS =
            List.of("0000-01-01", "0001-01-01", "1582-10-10", "2024-02-29", "9999-12-31");

    static List<Target> operations() {
        return HostileCity.operations().filter(each -> !shots(each).isEmpty()).toList();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aTimeThatIsFarOffBreaksNothing(Target target) {
        List<Shot> shots = shots(target);
        List<Wire.Answered> answers = HostileCity.wire().send(shots);
        for (int i = 0; i < answers.size(); i++) {
            Wire.Answered answer = answers.get(i);
            assertThat(answer.status())
                    .as("%s %s → %s", shots.get(i).uri(), shots.get(i).body(), answer.body())
                    .isBetween(200, 499);
            assertThat(answer.millis()).isLessThan(MOST_MILLIS);
        }
    }

    private static List<Shot> shots(Target target) {
        List<Shot> shots = new ArrayList<>();
        if (target.takesJson()) {
            Members members = new Members(target);
            members.all()
                    .forEach((pointer, schema) -> values(schema.getString("format", ""))
                            .forEach(value -> shots.add(members.with(pointer, "\"" + value + "\""))));
        }
        for (Target.Parameter parameter : target.parameters("query")) {
            values(parameter.schema().getString("format", ""))
                    .forEach(value -> shots.add(HostileCity.shot(target)
                            .uri(HostileCity.pathAndQuery(
                                    target,
                                    Map.of(parameter.name(), URLEncoder.encode(value, StandardCharsets.UTF_8))))));
        }
        return shots;
    }

    private static List<String> values(String format) {
        return switch (format) {
            case "date-time" -> TIMES;
            case "date" -> DAYS;
            default -> List.of();
        };
    }
}
