package org.qunfang.interop;

import java.util.Locale;
import org.qunfang.problem.Localized;

/** Why a feed could not be read. */
enum FeedFailure {
    BAD_ADDRESS("地址无效或不允许访问", "the address is none, or none that may be read"),
    UNREACHABLE("连接不上", "it cannot be reached"),
    TIMED_OUT("超时", "it took too long"),
    REFUSED("对方拒绝", "it answered with an error"),
    REDIRECTED("重定向过多或指向不允许的地址", "it leads on too often, or to where nothing may be read"),
    TOO_LARGE("内容超过 2 MB", "it is larger than 2 MB"),
    NOT_A_FEED("不是 Atom 或 RSS 订阅源", "it is neither Atom nor RSS");

    private final Localized text;

    FeedFailure(String zhCn, String en) {
        this.text = Localized.of(zhCn, en);
    }

    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static FeedFailure of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    Localized text() {
        return text;
    }
}
