package org.qunfang.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ShownTest {
    @Test
    void oneOfAnEventTakesThePlaceOfAnotherThatIsNoMoreSerious() {
        assertThat(place(Severity.EXTREME, false, Severity.EXTREME)).isEqualTo("event");
        assertThat(place(Severity.SEVERE, false, Severity.MODERATE, Severity.SEVERE))
                .isEqualTo("event");
        assertThat(place(Severity.MINOR, false)).isEqualTo("event");
    }

    @Test
    void nothingCoversWhatIsMoreSerious() {
        assertThat(place(Severity.SEVERE, false, Severity.EXTREME)).isNotIn("event", "chain");
        assertThat(place(Severity.EXTREME, false, Severity.UNKNOWN))
                .as("nobody knows how serious that one is: as extreme as can be")
                .isEqualTo("event");
    }

    @Test
    void wordThatOneIsOverNeverCoversAnotherThatIsNot() {
        assertThat(place(Severity.EXTREME, true, Severity.EXTREME)).isNotIn("event", "chain");
        assertThat(place(Severity.EXTREME, true)).isEqualTo("event");
        assertThat(place(Severity.EXTREME, true, Severity.MODERATE))
                .as("what is over was the more serious one, and must not stay on the screen")
                .isEqualTo("event");
    }

    @Test
    void theOwnPlaceIsAnotherOneThanTheEventsEvenWhereThatIsCalledAfterTheChain() {
        Message message = message("chain", "chain", false);

        assertThat(Shown.place(message, Severity.SEVERE, List.of(Severity.EXTREME)))
                .isNotEqualTo("chain")
                .hasSize(36);
    }

    @Test
    void whatIsOfNoEventIsShownWhereItsChainIs() {
        assertThat(message(null, "chain", false).place()).isEqualTo("chain");
    }

    private static String place(Severity weight, boolean ends, Severity... others) {
        return Shown.place(message("event", "chain", ends), weight, List.of(others));
    }

    private static Message message(String event, String chain, boolean ends) {
        JsonObject data = new JsonObject().put(Message.COLLAPSE, chain);
        if (event != null) {
            data.put(Message.GROUP, event);
        }
        if (ends) {
            data.put(Message.ENDS, "true");
        }
        MessageText text = new MessageText("滑坡", "撤离");
        return new Message(
                UUID.randomUUID(),
                "warning",
                UUID.randomUUID(),
                Severity.EXTREME,
                text,
                text,
                data,
                Instant.parse("2026-11-26T12:00:00Z"));
    }
}
