package org.qunfang.problem;

import io.vertx.core.json.JsonObject;
import java.util.Objects;

/** One text people read, in both languages of the product. */
public record Localized(String zhCn, String en) {
    public static final String ZH_CN = "zh-CN";
    public static final String EN = "en";

    public Localized {
        Objects.requireNonNull(zhCn, "zh-CN");
        Objects.requireNonNull(en, "en");
    }

    public static Localized of(String zhCn, String en) {
        return new Localized(zhCn, en);
    }

    /** Reads a stored or received map; a language that is missing falls back to the other one. */
    public static Localized fromJson(JsonObject json) {
        String zhCn = json.getString(ZH_CN, json.getString(EN));
        return new Localized(zhCn, json.getString(EN, zhCn));
    }

    /** The text in {@code zh-CN} or {@code en}; any other tag reads Chinese, the city's language. */
    public String in(String language) {
        return EN.equals(language) ? en : zhCn;
    }

    /** This, and then the other one. */
    public Localized and(Localized other) {
        return of(zhCn + "：" + other.zhCn, en + ": " + other.en);
    }

    public JsonObject toJson() {
        return new JsonObject().put(ZH_CN, zhCn).put(EN, en);
    }
}
