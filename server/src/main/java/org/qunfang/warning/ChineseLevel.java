package org.qunfang.warning;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.qunfang.delivery.Severity;
import org.qunfang.problem.Localized;

/**
 * The four levels of warnings in China (Emergency Response Law): red is the gravest, level I, blue the least, level IV. They
 * and CAP's severities map one to one; CAP's {@code Unknown} has no level.
 */
public enum ChineseLevel {
    RED("Red", Severity.EXTREME, Localized.of("红色", "Red"), "红", "Ⅰ级", "I级", "一级", "特别严重", "特别重大"),
    ORANGE("Orange", Severity.SEVERE, Localized.of("橙色", "Orange"), "橙", "Ⅱ级", "II级", "二级", "严重", "重大"),
    YELLOW("Yellow", Severity.MODERATE, Localized.of("黄色", "Yellow"), "黄", "Ⅲ级", "III级", "三级", "较重", "较大"),
    BLUE("Blue", Severity.MINOR, Localized.of("蓝色", "Blue"), "蓝", "Ⅳ级", "IV级", "四级", "一般");

    /** Name of the CAP parameter in which we write the level. */
    public static final String VALUE_NAME = "layer:Qunfang:1.0:WarningLevel";

    private final String capValue;
    private final Severity severity;
    private final Localized word;
    private final Set<String> alsoSaid;

    ChineseLevel(String capValue, Severity severity, Localized word, String... alsoSaid) {
        this.capValue = capValue;
        this.severity = severity;
        this.word = word;
        this.alsoSaid = Set.of(alsoSaid);
    }

    /** The value of the CAP parameter, the English name of the colour with a capital. */
    public String capValue() {
        return capValue;
    }

    /** CAP's severity of this level. */
    public Severity severity() {
        return severity;
    }

    /** The colour's name as people read it. */
    public Localized word() {
        return word;
    }

    /** Empty for {@link Severity#UNKNOWN}. */
    public static Optional<ChineseLevel> of(Severity severity) {
        return Arrays.stream(values())
                .filter(level -> level.severity == severity)
                .findFirst();
    }

    /**
     * Reads a level as it is written in the field: {@code Red}, {@code red}, 红, 红色, 红色预警, Ⅰ级, I级, 一级, 特别严重. Bare digits
     * are not read: in some codes 1 is the gravest, in others 01 is blue.
     *
     * @param text may be null
     * @return empty when it names no level
     */
    public static Optional<ChineseLevel> read(String text) {
        String said = text == null ? "" : text.strip().toLowerCase(Locale.ROOT).replaceFirst("(预警|预警信号)$", "");
        return Arrays.stream(values())
                .filter(level -> level.capValue.toLowerCase(Locale.ROOT).equals(said)
                        || level.word.zhCn().equals(said)
                        || level.alsoSaid.stream()
                                .anyMatch(
                                        other -> other.toLowerCase(Locale.ROOT).equals(said)))
                .findFirst();
    }
}
