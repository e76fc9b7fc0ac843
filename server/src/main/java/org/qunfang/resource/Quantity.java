package org.qunfang.resource;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.Set;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;

/** Numbers of things, in their unit. Pure. */
final class Quantity {
    private static final Set<String> COUNTED_UNITS = Set.of("piece", "person", "bed", "set");
    private static final int DECIMALS = 3;

    private Quantity() {}

    /** Null when it is not there. */
    static BigDecimal read(JsonObject body, String name) {
        Object value = body.getValue(name);
        return value == null ? null : new BigDecimal(value.toString());
    }

    /** Half a pump helps nobody. */
    static void check(Problem problem, String pointer, BigDecimal quantity, String unit) {
        int decimals = COUNTED_UNITS.contains(unit) ? 0 : DECIMALS;
        if (decimals(quantity) > decimals) {
            problem.error(pointer, Localized.of("最多 " + decimals + " 位小数", "At most " + decimals + " decimals"));
        }
    }

    static int decimals(BigDecimal number) {
        return Math.max(0, number.stripTrailingZeros().scale());
    }
}
