package org.qunfang.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.qunfang.http.Caller.Kind;
import org.qunfang.identity.Session.Verdict;

class SessionTest {
    private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");

    private final RefreshToken used = RefreshToken.first();
    private final byte[] salt = RefreshToken.randomBytes();
    private final RefreshToken due = used.next(salt);

    @Test
    void theTokenThatIsDueIsExchanged() {
        assertThat(session(Kind.OFFICER, false).judge(due, NOW)).isEqualTo(Verdict.ROTATE);
    }

    @Test
    void theSameRequestWithinHalfAMinuteGetsTheSameAnswer() {
        Session session = session(Kind.OFFICER, false);

        assertThat(session.judge(used, NOW.plusSeconds(29))).isEqualTo(Verdict.REPEAT);
        assertThat(used.next(session.salt()).secretHash()).isEqualTo(session.currentHash());
    }

    @Test
    void anOfficersUsedTokenLaterIsATheft() {
        assertThat(session(Kind.OFFICER, false).judge(used, NOW.plusSeconds(30)))
                .isEqualTo(Verdict.REUSED);
    }

    @Test
    void aResidentMayComeBackDaysLaterBecauseTheAnswerWasLost() {
        assertThat(session(Kind.RESIDENT, false).judge(used, NOW.plus(Duration.ofDays(3))))
                .isEqualTo(Verdict.ROTATE);
    }

    @Test
    void aTokenTwoStepsOldIsATheftForResidentsToo() {
        RefreshToken older = new RefreshToken(used.handle(), RefreshToken.randomBytes());

        assertThat(session(Kind.RESIDENT, false).judge(older, NOW)).isEqualTo(Verdict.REUSED);
    }

    @Test
    void aSessionThatIsOverOrExpiredTakesNothing() {
        assertThat(session(Kind.RESIDENT, true).judge(due, NOW)).isEqualTo(Verdict.OVER);
        assertThat(session(Kind.OFFICER, false).judge(due, NOW.plus(Duration.ofHours(12))))
                .isEqualTo(Verdict.OVER);
    }

    @Test
    void officersStaySignedInTwelveHoursUnusedAndThirtyDaysAtMost() {
        Instant later = NOW.plus(Duration.ofDays(30)).minusSeconds(60);

        assertThat(Session.expiry(Kind.OFFICER, NOW, NOW)).isEqualTo(NOW.plus(Duration.ofHours(12)));
        assertThat(Session.expiry(Kind.OFFICER, NOW, later)).isEqualTo(NOW.plus(Duration.ofDays(30)));
    }

    @Test
    void residentsStaySignedInAYearAfterTheLastUse() {
        Instant later = NOW.plus(Duration.ofDays(1_000));

        assertThat(Session.expiry(Kind.RESIDENT, NOW, later)).isEqualTo(later.plus(Duration.ofDays(365)));
    }

    private Session session(Kind kind, boolean over) {
        Instant expiresAt = Session.expiry(kind, NOW, NOW);
        byte[] current = due.secretHash();
        byte[] previous = used.secretHash();
        return new Session(
                UUID.randomUUID(), UUID.randomUUID(), kind, salt, current, previous, NOW, NOW, expiresAt, over);
    }
}
