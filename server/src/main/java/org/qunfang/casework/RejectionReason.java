package org.qunfang.casework;

import java.util.Locale;
import org.qunfang.problem.Localized;

/** Why something is no case. */
public enum RejectionReason {
    SPAM("垃圾信息", "spam"),
    ABUSE("恶意内容", "abuse"),
    NOT_A_HAZARD("不属于安全隐患", "not a hazard"),
    OUTSIDE_CITY("不在本市范围内", "outside the city"),
    OTHER("其他原因", "another reason");

    private final Localized label;

    RejectionReason(String zhCn, String en) {
        this.label = Localized.of(zhCn, en);
    }

    static RejectionReason of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    Localized label() {
        return label;
    }
}
