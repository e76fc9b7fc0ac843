package org.qunfang.warning;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.qunfang.delivery.Severity;

/** The order in which everybody reads what is in force. */
class InForceTest {
    private static final CapSource SOURCE = new CapSource(URI.create("https://warn.example.org"), ZoneOffset.UTC);

    @Test
    void whatIsMeantComesBeforeExercisesThenTheSevereTheUrgentTheNewest() {
        List<InForce.Entry> inOrder = List.of(
                entry(Mode.ACTUAL, Severity.EXTREME, "Immediate", 0),
                entry(Mode.ACTUAL, Severity.SEVERE, "Immediate", 1),
                entry(Mode.ACTUAL, Severity.SEVERE, "Expected", 5),
                entry(Mode.ACTUAL, Severity.SEVERE, "Expected", 4),
                entry(Mode.ACTUAL, Severity.SEVERE, "Future", 9),
                entry(Mode.ACTUAL, Severity.SEVERE, "Unknown", 9),
                entry(Mode.ACTUAL, Severity.SEVERE, "Past", 9),
                entry(Mode.ACTUAL, Severity.MINOR, "Immediate", 9),
                entry(Mode.ACTUAL, Severity.UNKNOWN, "Immediate", 9),
                entry(Mode.EXERCISE, Severity.EXTREME, "Immediate", 9),
                entry(Mode.EXERCISE, Severity.MODERATE, "Immediate", 9));
        List<InForce.Entry> mixed = new ArrayList<>(inOrder);
        Collections.shuffle(mixed, new Random(20151220));

        InForce now = InForce.at(Contents.NOW, mixed, new Feeds(SOURCE), Contents.NOW);

        assertThat(now.entries()).containsExactlyElementsOf(inOrder);
    }

    private static InForce.Entry entry(Mode mode, Severity severity, String urgency, int sentSecond) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        Content content = new Content(
                mode,
                mode == Mode.EXERCISE,
                "Geo",
                "landslide",
                "OET-119",
                urgency,
                severity,
                "Likely",
                null,
                Contents.EXPIRES,
                Contents.infos(),
                List.of(),
                Contents.area(),
                null,
                null);
        Warning.Officer author = new Warning.Officer(UUID.randomUUID(), "李伟");
        Instant sent = Contents.NOW.plusSeconds(sentSecond);
        Warning warning = new Warning(
                id,
                id,
                null,
                WarningStatus.PUBLISHED,
                3,
                author,
                null,
                null,
                content,
                2,
                ContentHash.of(content, null, 2),
                new Warning.Officer(UUID.randomUUID(), "王芳"),
                true,
                sent,
                sent,
                sent,
                sent,
                null);
        return new InForce.Entry(
                warning, Chain.of(id, List.of(new CapMessages(SOURCE).alert(warning, true, null, sent))));
    }
}
