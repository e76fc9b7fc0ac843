package org.qunfang.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qunfang.problem.Problem;

class SubmissionTest {
    private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");

    private static Submission observedAt(String time) {
        return Submission.fromJson(
                UUID.randomUUID(),
                new JsonObject()
                        .put("description", "裂缝")
                        .put("location", new JsonObject().put("lat", 22.7).put("lon", 113.9))
                        .put("observedAt", time),
                NOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1900-01-01T00:00:00Z", "2026-11-24T23:59:59Z"})
    void whatSomebodyAliveMayHaveSeenIsTaken(String time) {
        assertThat(observedAt(time).observedAt()).isEqualTo(Instant.parse(time));
    }

    @Test
    void theSameInstantWithAnotherOffsetIsTheSameContent() {
        byte[] sent = observedAt("2026-11-23T08:15:00Z").contentHash();

        assertThat(observedAt("2026-11-23T08:15:00.000+00:00").contentHash()).isEqualTo(sent);
        assertThat(observedAt("2026-11-23T16:15:00+08:00").contentHash()).isEqualTo(sent);
        assertThat(observedAt("2026-11-23T08:15:01Z").contentHash()).isNotEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01T00:00:00Z", "1899-12-31T23:59:59Z", "2026-11-25T00:00:01Z"})
    void whatNobodyCanHaveSeenIsRefused(String time) {
        assertThatThrownBy(() -> observedAt(time))
                .isInstanceOfSatisfying(
                        Problem.class,
                        refusal -> assertThat(refusal.errors().get(0).pointer()).isEqualTo("/observedAt"));
    }
}
