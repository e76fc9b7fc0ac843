package org.qunfang.warning;

import org.qunfang.problem.Localized;

/** The words of a Cancel. They name the warning and repeat no order of it: a glance must never read "leave now". */
final class AllClear {
    /** What fits into a headline with every mark before it. */
    private static final int MOST = 130;

    private AllClear() {}

    /**
     * @param warned what is taken back, in one language
     * @param prepared what was approved with it in that language, or null
     * @param note what people shall read instead of the prepared description, or null
     */
    static Info of(Info warned, Info prepared, Localized area, Localized note) {
        if (prepared != null) {
            return new Info(
                    warned.language(),
                    warned.event(),
                    prepared.headline(),
                    note == null ? prepared.description() : note.in(warned.language()),
                    prepared.instruction());
        }
        return standard(warned, area, note);
    }

    private static Info standard(Info warned, Localized area, Localized note) {
        String language = warned.language();
        boolean english = Localized.EN.equals(language);
        String standard = english ? "This warning is cancelled." : "此预警已解除。";
        String instruction = english ? "The earlier instructions no longer apply." : "此前的避险指令不再适用。";
        String text = note == null ? standard : note.in(language);
        return new Info(
                language, warned.event(), headline(warned.event(), area.in(language), english), text, instruction);
    }

    private static String headline(String event, String area, boolean english) {
        String full = english ? english(event, area) : chinese(event, area);
        if (full.codePointCount(0, full.length()) <= MOST) {
            return full;
        }
        return english ? "CANCELLED: the warning is over" : "【预警解除】预警已解除";
    }

    private static String english(String event, String area) {
        String kind = event == null ? "warning" : event + " warning";
        return "CANCELLED: the " + kind + " for " + area + " is over";
    }

    private static String chinese(String event, String area) {
        return "【预警解除】" + area + (event == null ? "的" : event) + "预警已解除";
    }
}
