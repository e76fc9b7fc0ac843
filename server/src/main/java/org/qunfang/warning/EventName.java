package org.qunfang.warning;

import java.util.Optional;
import org.qunfang.problem.Localized;

/** What an event is called in each language, where its author gave no words for one. Pure. */
final class EventName {
    private EventName() {}

    /**
     * The city's own name where the event is a category's code; else the words of the author in the language they are in,
     * and in the other one the name of that term in the open list, or of the term of the event code.
     *
     * @param category the name of the category with this code
     * @param event a category's code, a term's code, or words
     * @param eventCode of the open list, or null
     * @return empty for words that no list knows: they then stand in every language as they are
     */
    static Optional<Localized> of(Optional<Localized> category, String event, String eventCode) {
        return category.or(() -> EventTerms.name(event))
                .or(() -> EventTerms.named(event)
                        .or(() -> EventTerms.name(eventCode))
                        .map(term ->
                                isChinese(event) ? Localized.of(event, term.en()) : Localized.of(term.zhCn(), event)));
    }

    private static boolean isChinese(String words) {
        return words.codePoints().anyMatch(Character::isIdeographic);
    }
}
