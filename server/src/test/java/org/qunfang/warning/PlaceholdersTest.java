package org.qunfang.warning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.qunfang.problem.Problem;

class PlaceholdersTest {
    @Test
    void gapsAreFoundInEitherKindOfBracesEachOnce() {
        assertThat(Placeholders.in("{place}可能滑坡，{place}的居民在{time}前撤离")).containsExactly("{place}", "{time}");
        assertThat(Placeholders.in("｛地点｝可能滑坡")).containsExactly("｛地点｝");
        assertThat(Placeholders.in("红坳可能滑坡")).isEmpty();
        assertThat(Placeholders.in(null)).isEmpty();
    }

    @Test
    void everyOpenGapIsRefusedByNameAtItsPlace() {
        Info zh = new Info("zh-CN", null, "{place}可能滑坡", "裂缝扩大。", "在{time}前撤离。");
        Info en = new Info("en", null, "Landslide at Hong'ao", "Cracks widen at {place}.", null);
        Content content = Contents.with(Mode.ACTUAL, false, null, Contents.EXPIRES, List.of(zh, en));

        Problem refused = catchThrowableOfType(Problem.class, () -> Placeholders.checkFilled(content));

        assertThat(refused.errors())
                .extracting(error -> error.pointer() + " " + error.reason().en())
                .containsExactly(
                        "/infos/0/headline Not filled in yet: {place}",
                        "/infos/0/instruction Not filled in yet: {time}",
                        "/infos/1/description Not filled in yet: {place}");
    }

    @Test
    void aWarningWithoutGapsPasses() {
        Placeholders.checkFilled(Contents.landslide());
    }
}
