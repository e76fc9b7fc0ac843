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
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.qunfang.geo.Circle;
import org.qunfang.geo.Location;
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
        assertThat(CapXml.text(cap, "/alert/info[1]/senderName")).isEqualTo("光明");
        assertThat(CapXml.text(cap, "/alert/info[2]/senderName")).isEqualTo("Guangming");
        assertThat(CapXml.text(cap, "/alert/info[2]/description")).isEqualTo("Cracks widen & muddy water seeps out.");
        assertThat(CapXml.text(cap, "/alert/info[1]/eventCode/value")).isEqualTo("OET-119");
        assertThat(CapXml.text(cap, "/alert/info[1]/area/geocode/value")).isEqualTo("440311");
    }

    @Test
    void theLevelAndTheCodeOfTwelveDigitsAreWrittenAsChineseReadersExpectThem() {
        Document cap = CapXml.parse(alert(Contents.landslide(), SOURCE).xml());

        assertThat(CapXml.errors(cap)).isEmpty();
        assertThat(CapXml.text(cap, "/alert/info[1]/parameter/valueName")).isEqualTo(ChineseLevel.VALUE_NAME);
        assertThat(CapXml.text(cap, "/alert/info[1]/parameter/value")).isEqualTo("Red");
        assertThat(CapXml.text(cap, "/alert/info[2]/parameter/value")).isEqualTo("Red");
        assertThat(CapXml.text(cap, "/alert/info[1]/area/geocode[2]/valueName")).isEqualTo(AreaCode12.VALUE_NAME);
        assertThat(CapXml.text(cap, "/alert/info[1]/area/geocode[2]/value")).isEqualTo("440311000000");
    }

    @Test
    void anAllClearHasNoLevel() {
        CapMessages messages = new CapMessages(SOURCE);
        Warning warning = warning(Contents.landslide());
        CapMessage cancel = messages.cancel(warning, messages.alert(warning, true, null, SENT), null, null, SENT);

        assertThat(CapXml.text(CapXml.parse(cancel.xml()), "count(/alert/info/parameter)"))
                .isEqualTo("0");
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
        CapMessage cancel = messages.cancel(warning, alert, null, Localized.of("应急", "Emergency"), SENT);
        Document cap = CapXml.parse(cancel.xml());

        assertThat(CapXml.errors(cap)).isEmpty();
        assertThat(CapXml.text(cap, "/alert/msgType")).isEqualTo("Cancel");
        assertThat(CapXml.text(cap, "/alert/references"))
                .isEqualTo("qunfang@warn.example.org," + alert.identifier() + ",2026-11-23T08:15:20+08:00");
        assertThat(cancel.sent()).isAfter(alert.sent());
        assertThat(CapXml.text(cap, "/alert/info[1]/responseType")).isEqualTo("AllClear");
    }

    @Test
    void anAllClearRepeatsNoOrderAndHasNoDangerUrgencyOrEnd() {
        CapMessages messages = new CapMessages(SOURCE);
        Warning warning = warning(Contents.landslide());
        CapMessage cancel = messages.cancel(warning, messages.alert(warning, true, null, SENT), null, null, SENT);
        Document cap = CapXml.parse(cancel.xml());

        assertThat(CapXml.text(cap, "/alert/info[1]/headline")).isEqualTo("【预警解除】光明的预警已解除");
        assertThat(CapXml.text(cap, "/alert/info[2]/headline"))
                .isEqualTo("CANCELLED: the warning for Guangming is over");
        assertThat(cancel.xml()).doesNotContain("撤离", "leave now");
        assertThat(CapXml.text(cap, "/alert/info[1]/urgency")).isEqualTo("Past");
        assertThat(CapXml.text(cap, "/alert/info[1]/severity")).isEqualTo("Minor");
        assertThat(CapXml.text(cap, "/alert/info[1]/certainty")).isEqualTo("Unknown");
        assertThat(CapXml.text(cap, "count(/alert/note)")).isEqualTo("0");
        assertThat(CapXml.text(cap, "count(/alert/info/expires)")).isEqualTo("0");
    }

    @Test
    void eachLanguageNamesTheEventInItsOwnWords() {
        Info chinese = new Info("zh-CN", "滑坡", "立即撤离", "裂缝", "走");
        Info english = new Info("en", "landslide", "Leave now", "Cracks", "Go");
        Content content = Contents.with(Mode.ACTUAL, false, null, Contents.EXPIRES, List.of(chinese, english));
        CapMessages messages = new CapMessages(SOURCE);
        CapMessage alert = messages.alert(warning(content), true, null, SENT);
        CapMessage cancel = messages.cancel(warning(content), alert, null, null, SENT);

        assertThat(CapXml.text(CapXml.parse(alert.xml()), "/alert/info[1]/event"))
                .isEqualTo("滑坡");
        assertThat(CapXml.text(CapXml.parse(alert.xml()), "/alert/info[2]/event"))
                .isEqualTo("landslide");
        assertThat(cancel.infos().get(0).headline()).isEqualTo("【预警解除】光明滑坡预警已解除");
        assertThat(cancel.infos().get(1).headline())
                .isEqualTo("CANCELLED: the landslide warning for Guangming is over");
    }

    @Test
    void polygonsHaveAtMostSixDecimalsAndLeaveNobodyOut() {
        for (double metres : new double[] {1, 80, 800, 50_000}) {
            Polygon circle = new Circle(Location.of(22.7110987654, 113.9341234567), metres).toPolygon("");

            String pairs = CapWriter.polygon(circle);

            assertThat(pairs.split(" "))
                    .hasSizeLessThanOrEqualTo(SavedArea.MOST_VERTICES)
                    .allMatch(pair -> pair.matches("\\d+(\\.\\d{1,6})?,\\d+(\\.\\d{1,6})?"));
            assertThat(SixDecimals.around(circle).covers(circle)).isTrue();
            assertThat(SixDecimals.around(circle).getArea()).isLessThan(1.5 * circle.getArea());
        }
    }

    @Test
    void whatHasShrunkToAPointOrALineIsWrittenAsAnArea() {
        double nothing = 1e-13;
        for (double[] size : new double[][] {{nothing, nothing}, {nothing, 0.01}, {0.01, nothing}, {1e-7, 1e-7}}) {
            Polygon shrunk = box(113.93, 22.7, size[0], size[1]);

            Polygon written = SixDecimals.around(shrunk);

            assertThat(written.isValid()).isTrue();
            assertThat(written.covers(shrunk)).isTrue();
        }
        Polygon point = box(113.93, 22.7, 0, 0);
        assertThat(CapWriter.polygon(point).split(" ")).hasSizeGreaterThanOrEqualTo(4);
        assertThat(SixDecimals.around(point).isValid()).isTrue();
    }

    private static Polygon box(double west, double south, double width, double height) {
        Coordinate[] ring = {
            new Coordinate(west, south),
            new Coordinate(west + width, south),
            new Coordinate(west + width, south + height),
            new Coordinate(west, south + height),
            new Coordinate(west, south)
        };
        return new GeometryFactory().createPolygon(ring);
    }

    @Test
    void anExerciseSaysSoFirstInEveryTextAlsoWhenItIsCancelled() {
        Content exercise = Contents.with(Mode.EXERCISE, true, null, Contents.EXPIRES, Contents.infos());
        CapMessages messages = new CapMessages(SOURCE);
        CapMessage alert = messages.alert(warning(exercise), true, null, SENT);
        CapMessage cancel =
                messages.cancel(warning(exercise), alert, Localized.of("演练结束", "The exercise is over"), null, SENT);

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
        return new CapMessages(source).alert(warning(content), true, Localized.of("光明", "Guangming"), SENT);
    }

    static Warning warning(Content content) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        return new Warning(
                id,
                id,
                null,
                WarningStatus.SUBMITTED,
                2,
                new Warning.Officer(UuidCreator.getTimeOrderedEpoch(), "李伟"),
                null,
                null,
                content,
                2,
                ContentHash.of(content, null, 2),
                null,
                false,
                Contents.NOW,
                Contents.NOW,
                Contents.NOW,
                null,
                null);
    }
}
