package org.qunfang.warning;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** What a warning must keep beyond the contract; every breach is told at its place, all at once. */
final class DraftRules {
    static final int MOST_EVENT = 100;
    static final int MOST_HEADLINE = 160;
    static final int MOST_TEXT = 4_000;

    /** Everybody is warned in each of them. */
    private static final List<String> LANGUAGES = List.of(Localized.ZH_CN, Localized.EN);

    private static final Duration LONGEST = Duration.ofDays(30);

    private final Instant now;
    private final Problem problem =
            Problem.of(ProblemType.INVALID, "这条预警不合规定。", "Rules refuse this warning; see the errors.");

    private DraftRules(Instant now) {
        this.now = now;
    }

    /** @throws Problem invalid, with every breach */
    static void check(Content content, Instant now) {
        DraftRules rules = new DraftRules(now);
        rules.times(content);
        rules.infos(content.infos(), "/infos");
        if (!content.allClear().isEmpty()) {
            rules.infos(content.allClear(), "/allClear");
        }
        rules.event(content);
        rules.area(content);
        rules.exercise(content);
        if (!rules.problem.errors().isEmpty()) {
            throw rules.problem;
        }
    }

    /** An expired warning is refused wherever it shows up. */
    static void checkNotExpired(Content content, Instant now) {
        DraftRules rules = new DraftRules(now);
        rules.times(content);
        if (!rules.problem.errors().isEmpty()) {
            throw rules.problem;
        }
    }

    private void times(Content content) {
        if (!content.expires().isAfter(now)) {
            refuse("/expires", "失效时间已过。", "The expiry lies in the past.");
        } else if (content.expires().isAfter(now.plus(LONGEST))) {
            refuse("/expires", "失效时间最远 30 天。", "The expiry may be at most 30 days ahead.");
        }
        if (content.onset() != null && !content.onset().isBefore(content.expires())) {
            refuse("/onset", "开始时间不能晚于失效时间。", "The warning expires before its onset.");
        }
    }

    private void infos(List<Info> infos, String pointer) {
        languages(infos, pointer);
        for (int i = 0; i < infos.size(); i++) {
            texts(infos.get(i), pointer + "/" + i);
        }
        sameText(infos, pointer);
    }

    private void languages(List<Info> infos, String pointer) {
        Set<String> languages = infos.stream().map(Info::language).collect(Collectors.toSet());
        for (String needed : LANGUAGES) {
            if (!languages.contains(needed)) {
                refuse(pointer, "缺少语言 " + needed + "。", "The language " + needed + " is missing.");
            }
        }
        if (languages.size() < infos.size()) {
            refuse(pointer, "同一语言只能有一份文字。", "Each language has one text only.");
        }
    }

    private void texts(Info info, String pointer) {
        if (info.event() != null) {
            text(info.event(), MOST_EVENT, pointer + "/event");
        }
        text(info.headline(), MOST_HEADLINE, pointer + "/headline");
        text(info.description(), MOST_TEXT, pointer + "/description");
        if (info.instruction() != null) {
            text(info.instruction(), MOST_TEXT, pointer + "/instruction");
        }
    }

    private void text(String text, int most, String pointer) {
        if (text == null || text.isBlank()) {
            refuse(pointer, "不能为空。", "There has to be a text.");
        } else if (text.codePointCount(0, text.length()) > most) {
            refuse(pointer, "最多 " + most + " 个字符。", "At most " + most + " characters.");
        } else if (!text.codePoints().allMatch(DraftRules::isXmlCharacter)) {
            refuse(pointer, "含有不能显示的控制字符。", "There is a control character that no message can carry.");
        }
    }

    /** XML 1.0 section 2.2; lone surrogates are outside it too. */
    static boolean isXmlCharacter(int c) {
        return c == 0x9
                || c == 0xA
                || c == 0xD
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || (c >= 0x10000 && c <= 0x10FFFF);
    }

    private void sameText(List<Info> infos, String pointer) {
        if (infos.size() != 2) {
            return;
        }
        Info one = infos.get(0);
        Info other = infos.get(1);
        if (one.event() != null) {
            same(one.event(), other.event(), pointer + "/1/event");
        }
        same(one.headline(), other.headline(), pointer + "/1/headline");
        same(one.description(), other.description(), pointer + "/1/description");
        if (one.instruction() != null) {
            same(one.instruction(), other.instruction(), pointer + "/1/instruction");
        }
    }

    private void same(String one, String other, String pointer) {
        if (Objects.equals(plain(one), plain(other))) {
            refuse(pointer, "两种语言的文字相同，请翻译。", "Both languages have the same text; translate it.");
        }
    }

    private static String plain(String text) {
        return text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
    }

    private void event(Content content) {
        if (content.eventCode() != null && EventTerms.name(content.eventCode()).isEmpty()) {
            refuse(
                    "/eventCode",
                    content.eventCode() + " 不在 OASIS 事件代码表（OET 1.2）中。",
                    content.eventCode() + " is not in the OASIS event terms list (OET 1.2).");
        }
        if (!content.event().codePoints().allMatch(DraftRules::isXmlCharacter)) {
            refuse("/event", "含有不能显示的控制字符。", "There is a control character that no message can carry.");
        }
    }

    /** Whoever reads the warning reads the name of its area in the same language. */
    private void area(Content content) {
        for (String language : LANGUAGES) {
            String pointer = "/area/description/" + language;
            String name = content.area().drawnName(language);
            if (name == null || name.isBlank()) {
                refuse(pointer, "缺少这种语言的区域名称。", "The name of the area in this language is missing.");
            } else if (!name.codePoints().allMatch(DraftRules::isXmlCharacter)) {
                refuse(pointer, "含有不能显示的控制字符。", "There is a control character that no message can carry.");
            }
        }
        if (SmallestArea.vanishes(content.area().saved())) {
            refuse("/area", SmallestArea.TOO_SMALL);
        }
    }

    private void exercise(Content content) {
        if (content.exercisePublic() && content.mode() != Mode.EXERCISE) {
            refuse("/exercisePublic", "只有演练才能选择。", "Only an exercise can be chosen to reach the public.");
        }
    }

    private void refuse(String pointer, String zhCn, String en) {
        refuse(pointer, Localized.of(zhCn, en));
    }

    private void refuse(String pointer, Localized reason) {
        problem.error(pointer, reason);
    }
}
