package org.qunfang;

import java.time.Duration;
import java.util.Map;
import org.qunfang.http.Allowance;
import org.qunfang.http.Pace;

/** How much each group of operations may bring. The reasons stand in docs/adr/0100-pace.md. */
final class Paces {
    private static final Allowance REPEATS = each(60, Duration.ofSeconds(2));

    static final Map<String, Pace.Limits> ALL = Map.of(
            "phones", new Pace.Limits(null, each(300, Duration.ofMillis(500)), null),
            "reports", new Pace.Limits(each(60, Duration.ofSeconds(30)), each(1_000, Duration.ofMillis(100)), REPEATS),
            "photos", new Pace.Limits(each(300, Duration.ofSeconds(6)), each(5_000, Duration.ofMillis(20)), REPEATS),
            "replies", new Pace.Limits(each(60, Duration.ofSeconds(10)), each(2_000, Duration.ofMillis(20)), null),
            "suggestions", new Pace.Limits(each(20, Duration.ofSeconds(1)), each(2_000, Duration.ofMillis(20)), null),
            "devices", new Pace.Limits(each(60, Duration.ofSeconds(30)), each(2_000, Duration.ofMillis(50)), null),
            "registrations", new Pace.Limits(each(20, Duration.ofMinutes(1)), each(300, Duration.ofMillis(500)), null),
            "withdrawals", new Pace.Limits(each(20, Duration.ofMinutes(1)), each(300, Duration.ofMillis(500)), null),
            "offers", new Pace.Limits(each(200, Duration.ofSeconds(5)), each(1_000, Duration.ofMillis(100)), null));

    private Paces() {}

    private static Allowance each(int atOnce, Duration every) {
        return new Allowance(atOnce, every);
    }
}
