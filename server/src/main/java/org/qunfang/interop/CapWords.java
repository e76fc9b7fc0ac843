package org.qunfang.interop;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.qunfang.problem.Localized;
import org.qunfang.warning.Info;

/** What people read of a message from elsewhere: its sender's words, within the bounds that our pages and phones have. */
final class CapWords {
    private static final int EVENT = 100;
    private static final int HEADLINE = 160;
    private static final int TEXT = 4_000;
    private static final int NAME = 200;

    private static final Localized NO_INSTRUCTION = Localized.of(
            "发布单位没有附上行动建议，请留意其后续消息。", "The authority gave no instruction; watch for its further messages.");

    private static final Localized NO_AREA_NAME = Localized.of("见地图", "See the map");

    private static final Localized TAKEN_BACK =
            Localized.of("发布单位已解除这条预警。", "The authority has taken this warning back.");

    private CapWords() {}

    /** The info that decides: the most severe, of these the first. The message has one. */
    static CapAlert.Info main(CapAlert alert) {
        CapAlert.Info main = alert.infos().get(0);
        for (CapAlert.Info info : alert.infos()) {
            if (rank(info) < rank(main)) {
                main = info;
            }
        }
        return main;
    }

    private static int rank(CapAlert.Info info) {
        return CapReader.SEVERITIES.indexOf(info.severity());
    }

    /** Those that say the same as the main one, in other languages. */
    static List<CapAlert.Info> translations(CapAlert alert) {
        CapAlert.Info main = main(alert);
        return alert.infos().stream()
                .filter(info -> info.severity().equals(main.severity())
                        && info.urgency().equals(main.urgency())
                        && info.certainty().equals(main.certainty())
                        && info.category().equals(main.category())
                        && Objects.equals(info.expires(), main.expires()))
                .toList();
    }

    /** One text in Chinese and one in English, or the one there is, in whatever language it is. */
    static List<Info> infos(CapAlert alert) {
        List<CapAlert.Info> translations = translations(alert);
        List<Info> infos = new ArrayList<>();
        in("zh", translations).ifPresent(info -> infos.add(info(info, Localized.ZH_CN)));
        in("en", translations).ifPresent(info -> infos.add(info(info, Localized.EN)));
        return infos.isEmpty() ? List.of(info(translations.get(0), Localized.EN)) : List.copyOf(infos);
    }

    private static Optional<CapAlert.Info> in(String language, List<CapAlert.Info> infos) {
        return infos.stream()
                .filter(info -> info.language().toLowerCase(Locale.ROOT).matches(language + "([-_].*)?"))
                .findFirst();
    }

    private static Info info(CapAlert.Info info, String language) {
        String headline = Optional.ofNullable(info.headline()).orElse(info.event());
        return new Info(
                language,
                cut(info.event(), EVENT),
                cut(headline, HEADLINE),
                cut(Optional.ofNullable(info.description()).orElse(headline), TEXT),
                cut(Optional.ofNullable(info.instruction()).orElse(NO_INSTRUCTION.in(language)), TEXT));
    }

    /** What people read when it is over: the cancellation's own words, or that it is. */
    static List<Info> cancellation(CapAlert cancel) {
        if (!cancel.infos().isEmpty()) {
            return infos(cancel);
        }
        List<Info> infos = new ArrayList<>();
        for (String language : List.of(Localized.ZH_CN, Localized.EN)) {
            String text = TAKEN_BACK.in(language);
            infos.add(new Info(language, null, text, text, NO_INSTRUCTION.in(language)));
        }
        return infos;
    }

    static Localized areaName(CapAlert alert) {
        List<CapAlert.Info> translations = translations(alert);
        String zhCn = areaName(in("zh", translations).orElse(translations.get(0)));
        String en = areaName(in("en", translations).orElse(translations.get(0)));
        return Localized.of(zhCn == null ? NO_AREA_NAME.zhCn() : zhCn, en == null ? NO_AREA_NAME.en() : en);
    }

    private static String areaName(CapAlert.Info info) {
        List<String> names = info.areas().stream()
                .map(CapAlert.Area::description)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return names.isEmpty() ? null : cut(String.join(", ", names), NAME);
    }

    static String event(CapAlert.Info info) {
        return cut(info.event(), EVENT);
    }

    /** Never half a character. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
        return text.substring(0, end) + "…";
    }
}
