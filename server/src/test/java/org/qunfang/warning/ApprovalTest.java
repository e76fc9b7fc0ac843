package org.qunfang.warning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

class ApprovalTest {
    private static final UUID APPROVER = UUID.randomUUID();
    private final Warning submitted = CapWriterTest.warning(Contents.landslide());
    private final String hash = HexFormat.of().formatHex(submitted.contentHash());

    @Test
    void anotherOfficerApprovesExactlyWhatWasSubmitted() {
        Approval.check(submitted, APPROVER, hash.toUpperCase(java.util.Locale.ROOT), false, Contents.NOW);
    }

    @Test
    void theAuthorNeverDoes() {
        assertThat(refusal(submitted, submitted.author().accountId(), hash, false))
                .isEqualTo(ProblemType.FORBIDDEN);
    }

    @Test
    void anotherTextAreaOrNumberOfRecipientsIsAnotherHash() {
        Content content = Contents.landslide();
        List<Info> infos = List.of(content.infos().get(0), new Info("en", null, "Leave", "Now", null));
        Content otherText = Contents.with(Mode.ACTUAL, false, null, Contents.EXPIRES, infos);
        Content otherMode = Contents.with(Mode.TEST, false, null, Contents.EXPIRES, Contents.infos());

        assertThat(ContentHash.of(content, null, 2)).isEqualTo(ContentHash.of(Contents.landslide(), null, 2));
        assertThat(ContentHash.of(content, null, 3)).isNotEqualTo(ContentHash.of(content, null, 2));
        assertThat(ContentHash.of(otherText, null, 2)).isNotEqualTo(ContentHash.of(content, null, 2));
        assertThat(ContentHash.of(otherMode, null, 2)).isNotEqualTo(ContentHash.of(content, null, 2));
        assertThat(refusal(submitted, APPROVER, "00", false)).isEqualTo(ProblemType.CONTENT_CHANGED);
    }

    @Test
    void whatExpiredWhileItWaitedIsNotPublished() {
        Problem problem = catchThrowableOfType(
                Problem.class, () -> Approval.check(submitted, APPROVER, hash, false, Contents.EXPIRES));

        assertThat(problem.errors().get(0).pointer()).isEqualTo("/expires");
    }

    @Test
    void anExerciseForThePublicHasToBeConfirmed() {
        Content content = Contents.with(Mode.EXERCISE, true, null, Contents.EXPIRES, Contents.infos());
        Warning exercise = CapWriterTest.warning(content);
        String shown = HexFormat.of().formatHex(exercise.contentHash());

        assertThat(refusal(exercise, APPROVER, shown, false)).isEqualTo(ProblemType.INVALID);
        Approval.check(exercise, APPROVER, shown, true, Contents.NOW);
    }

    private static ProblemType refusal(Warning warning, UUID approver, String hash, boolean confirmed) {
        return catchThrowableOfType(
                        Problem.class, () -> Approval.check(warning, approver, hash, confirmed, Contents.NOW))
                .type();
    }
}
