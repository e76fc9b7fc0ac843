package org.qunfang.warning;

import java.text.Normalizer;
import java.util.Locale;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;

/** The name of the area that an officer types to confirm that a live warning goes there; pure. */
final class TypedName {
    private TypedName() {}

    /**
     * Takes the name in either language; case, width and spaces do not matter.
     *
     * @param typed null when none was sent: programs that know no such field confirm by the content hash
     * @throws Problem invalid when it is another name, whatever the mode
     */
    static void check(Content content, String typed) {
        if (typed == null) {
            return;
        }
        boolean named = content.area().description().toJson().stream()
                .anyMatch(name -> plain((String) name.getValue()).equals(plain(typed)));
        if (!named) {
            throw Problem.invalid(
                    "/areaName", Localized.of("这不是该区域的名称。", "That is not the name of the warning's area."));
        }
    }

    private static String plain(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC)
                .replaceAll("\\s+", "")
                .toLowerCase(Locale.ROOT);
    }
}
