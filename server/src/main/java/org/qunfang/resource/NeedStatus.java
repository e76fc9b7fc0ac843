package org.qunfang.resource;

import java.util.Locale;
import org.qunfang.problem.Localized;

/** How far a need is met; the database counts what is promised to it. */
enum NeedStatus {
    OPEN("待满足", "open"),
    PARTLY_MET("部分满足", "partly met"),
    MET("已满足", "met"),
    CANCELLED("已取消", "cancelled");

    private final Localized label;

    NeedStatus(String zhCn, String en) {
        this.label = Localized.of(zhCn, en);
    }

    static NeedStatus of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    Localized label() {
        return label;
    }
}
