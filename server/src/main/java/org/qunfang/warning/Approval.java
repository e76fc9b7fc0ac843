package org.qunfang.warning;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;
import org.qunfang.warning.WarningStatus.Step;

/** The decision whether a second officer may publish: the whole of rule 5 of the domain, pure. */
final class Approval {
    private Approval() {}

    /**
     * @param shownHash hexadecimal hash of what the approver has read
     * @param exerciseConfirmed the approver's word that an exercise may reach the public
     * @throws Problem with the first reason why not
     */
    static void check(Warning warning, UUID approver, String shownHash, boolean exerciseConfirmed, Instant now) {
        warning.status().after(Step.APPROVE);
        TwoPersonRule.check(warning.author().accountId(), approver);
        byte[] stored = ContentHash.of(warning.content(), warning.supersedes(), warning.recipients());
        String hash = HexFormat.of().formatHex(stored);
        if (!hash.equals(shownHash.toLowerCase(Locale.ROOT))
                || !java.util.Arrays.equals(stored, warning.contentHash())) {
            throw Problem.of(
                    ProblemType.CONTENT_CHANGED,
                    "内容与您所阅读的不同，请重新阅读。",
                    "This is no longer the content that you read; read it again.");
        }
        DraftRules.checkNotExpired(warning.content(), now);
        if (warning.content().exercisePublic() && !exerciseConfirmed) {
            throw Problem.invalid(
                    "/exerciseConfirmed",
                    Localized.of("此演练将发给公众，请确认。", "This exercise would reach the public: confirm that it shall."));
        }
    }
}
