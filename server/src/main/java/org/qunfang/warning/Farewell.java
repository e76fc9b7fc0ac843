package org.qunfang.warning;

import org.qunfang.delivery.MessageText;
import org.qunfang.problem.Localized;

/** What people read who had a warning and are not due for its update. It repeats no order: none of them holds here now. */
final class Farewell {
    private Farewell() {}

    static MessageText of(Content earlier, String language) {
        boolean english = Localized.EN.equals(language);
        String area = earlier.area().description().in(language);
        String event = earlier.infos().stream()
                .filter(info -> info.language().equals(language))
                .findFirst()
                .map(Info::event)
                .orElse(null);
        String title = english
                ? "CHANGED: the " + (event == null ? "" : event + " ") + "warning for " + area
                : "【预警变更】" + area + (event == null ? "" : event) + "预警已更新";
        String body = english
                ? "As it now stands it does not cover your places, or is less severe than what you asked to hear of. The"
                        + " earlier instructions no longer apply; open it to read what holds now."
                : "更新后的预警不再涉及您登记的地点，或级别低于您设定的接收级别。此前的避险指令不再适用，点开查看最新内容。";
        Mode mode = earlier.mode();
        return new MessageText(mode.mark(title, language), mode.mark(body, language));
    }
}
