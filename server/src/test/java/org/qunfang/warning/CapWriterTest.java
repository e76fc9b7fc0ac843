package org.qunfang.warning;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.qunfang.problem.Localized;
import org.w3c.dom.Document;

class CapWriterTest {
    private static final CapSource SOURCE =
            new CapSource(URI.create("https://warn.example.org"), ZoneId.of("Asia/Shanghai"));
    private static final Instant SENT = Instant.parse("2026-11-23T00:15:20.987Z");

    @Test
    void anAlertIsValidAndSaysWhatWasApproved() {
        Document cap = CapXml.parse(alert(Contents.landslide(), SOURCE).xml());

        assertThat(CapXml.errors(cap)).isEmpty();
        assertThat(CapXml.text(cap, "/alert/sender")).isEqualTo("qunfang@warn.example.org");
        assertThat(CapXml.text(cap, "/alert/identifier")).matches("[^\\s,<&]+");
        assertThat(CapXml.text(cap, "/alert/status")).isEqualTo("Actual");
        assertThat(CapXml.text(cap, "/alert/scope")).isEqualTo("Public");
        assertThat(CapXml.text(cap, "count(/alert/info)")).isEqualTo("2");
        assertThat(CapXml.text(cap, "/alert/info[1]/language")).isEqualTo("zh-CN");
        assertThat(CapXml.text(cap, "/alert/info[2]/description")).isEqualTo("Cracks widen & muddy water seeps out.");
        assertThat(CapXml.text(cap, "/alert/info[1]/eventCode/value")).isEqualTo("OET-119");
        assertThat(CapXml.text(cap, "/alert/info[1]/area/geocode/value")).isEqualTo("440311");
    }

    @Test
    void theEventIsNamedInTheLanguageOfItsInfoAndElseAsTheDraftNamesIt() {
        Info zh = Contents.infos().get(0);
        Info named = new Info("zh-CN", "滑坡", zh.headline(), zh.description(), zh.instruction());
        Content content = Contents.with(
                Mode.ACTUAL,
                false,
                null,
                Contents.EXPIRES,
                List.of(named, Contents.infos().get(1)));

        Document cap = CapXml.parse(alert(content, SOURCE).xml());

        assertThat(CapXml.errors(cap)).isEmpty();
        assertThat(CapXml.text(cap, "/alert/info[1]/event")).isEqualTo("滑坡");
        assertThat(CapXml.text(cap, "/alert/info[2]/event")).isEqualTo(content.event());
    }

    @Test
    void timesHaveANumericOffsetAndWholeSeconds() {
        Document cap = CapXml.parse(alert(Contents.landslide(), SOURCE).xml());

        assertThat(CapXml.text(cap, "/alert/sent")).isEqualTo("2026-11-23T08:15:20+08:00");
        assertThat(CapXml.text(cap, "/alert/info[1]/expires")).isEqualTo("2026-11-23T20:00:00+08:00");
    }

    @Test
    void utcIsNeverWrittenAsZ() {
        CapSource utc = new CapSource(URI.create("http://[::1]:8080"), ZoneOffset.UTC);
        Document cap = CapXml.parse(alert(Contents.landslide(), utc).xml());

        assertThat(CapXml.errors(cap)).isEmpty();
        assertThat(CapXml.text(cap, "/alert/sent")).isEqualTo("2026-11-23T00:15:20-00:00");
    }

    @Test
    void polygonsAreClosedWithLatitudeFirst() {
        Document cap = CapXml.parse(alert(Contents.landslide(), SOURCE).xml());

        assertThat(CapXml.text(cap, "/alert/info[1]/area/polygon"))
                .isEqualTo("22.705,113.93 22.705,113.94 22.715,113.94 22.705,113.93");
    }

    @Test
    void aCancelRefersToItsAlertAndComesAfterIt() {
        CapMessages messages = new CapMessages(SOURCE);
        Warning warning = warning(Contents.landslide());
        CapMessage alert = messages.alert(warning, true, null, SENT);
        CapMessage cancel = messages.cancel(warning, alert, "expert <group>", null, "应急 Emergency", SENT);
        Document cap = CapXml.parse(cancel.xml());

        assertThat(CapXml.errors(cap)).isEmpty();
        assertThat(CapXml.text(cap, "/alert/msgType")).isEqualTo("Cancel");
        assertThat(CapXml.text(cap, "/alert/references"))
                .isEqualTo("qunfang@warn.example.org," + alert.identifier() + ",2026-11-23T08:15:20+08:00");
        assertThat(cancel.sent()).isAfter(alert.sent());
        assertThat(CapXml.text(cap, "/alert/info[2]/headline")).startsWith("CANCELLED: ");
        assertThat(CapXml.text(cap, "/alert/info[1]/responseType")).isEqualTo("AllClear");
    }

    @Test
    void anExerciseSaysSoFirstInEveryTextAlsoWhenItIsCancelled() {
        Content exercise = Contents.with(Mode.EXERCISE, true, null, Contents.EXPIRES, Contents.infos());
        CapMessages messages = new CapMessages(SOURCE);
        CapMessage alert = messages.alert(warning(exercise), true, null, SENT);
        CapMessage cancel = messages.cancel(
                warning(exercise), alert, "done", Localized.of("演练结束", "The exercise is over"), null, SENT);

        for (CapMessage message : new CapMessage[] {alert, cancel}) {
            Document cap = CapXml.parse(message.xml());
            assertThat(CapXml.errors(cap)).isEmpty();
            assertThat(CapXml.text(cap, "/alert/status")).isEqualTo("Exercise");
            for (String text : new String[] {"headline", "description"}) {
                assertThat(CapXml.text(cap, "/alert/info[1]/" + text)).startsWith("【演练，并非真实险情】");
                assertThat(CapXml.text(cap, "/alert/info[2]/" + text)).startsWith("[EXERCISE – NOT REAL] ");
            }
        }
    }

    @Test
    void whatIsNotForThePublicIsRestricted() {
        Content test = Contents.with(Mode.TEST, false, Contents.NOW, Contents.EXPIRES, Contents.infos());
        Document cap = CapXml.parse(
                new CapMessages(SOURCE).alert(warning(test), false, null, SENT).xml());

        assertThat(CapXml.errors(cap)).isEmpty();
        assertThat(CapXml.text(cap, "/alert/scope")).isEqualTo("Restricted");
        assertThat(CapXml.text(cap, "/alert/restriction")).isNotBlank();
    }

    private static CapMessage alert(Content content, CapSource source) {
        return new CapMessages(source).alert(warning(content), true, "光明 Guangming", SENT);
    }

    static Warning warning(Content content) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        return new Warning(
                id,
                id,
                WarningStatus.SUBMITTED,
                2,
                new Warning.Officer(UuidCreator.getTimeOrderedEpoch(), "李伟"),
                null,
                null,
                content,
                2,
                ContentHash.of(content, 2),
                null,
                false,
                Contents.NOW,
                Contents.NOW,
                Contents.NOW,
                null,
                null);
    }
}
