package org.qunfang.warning;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.qunfang.problem.Localized;
import org.qunfang.testing.SharedData;
import org.w3c.dom.Document;

/** Whoever reads a message reads the name of its event in the same language. */
class EventNameTest {
    private static final CapSource SOURCE =
            new CapSource(URI.create("https://warn.example.org"), ZoneId.of("Asia/Shanghai"));

    private static Optional<Localized> name(String event, String code) {
        return EventName.of(Optional.empty(), event, code);
    }

    @Test
    void everyTermOfTheOpenListHasANameInBothLanguages() throws IOException {
        List<String> codes = new ArrayList<>();
        List<String> chinese = new ArrayList<>();
        for (Object each : new JsonArray(Files.readString(SharedData.path("codes/oasis_event_terms_oet_v1_2.json")))) {
            JsonObject term = (JsonObject) each;
            Localized name = EventTerms.name(term.getString("code")).orElseThrow();
            assertThat(name.en()).isEqualTo(term.getString("term"));
            assertThat(name.zhCn()).matches("[\\p{IsHan}]{1,20}");
            codes.add(term.getString("code"));
            chinese.add(name.zhCn());
        }
        assertThat(codes).hasSizeGreaterThan(200).containsExactlyInAnyOrderElementsOf(EventTerms.codes());
        assertThat(chinese).doesNotHaveDuplicates();
    }

    @Test
    void everyTermIsWrittenInTheLanguageOfItsInfoAndTheMessageStaysValid() {
        for (String code : EventTerms.codes()) {
            Localized term = EventTerms.name(code).orElseThrow();
            for (String event : List.of(code, term.zhCn(), term.en(), term.en().toUpperCase())) {
                Localized name = name(event, null).orElseThrow();
                List<Info> infos =
                        Contents.infos().stream().map(info -> info.named(name)).toList();
                Document cap = CapXml.parse(cap(infos));

                assertThat(CapXml.text(cap, "/alert/info[1]/event")).isEqualTo(term.zhCn());
                assertThat(CapXml.text(cap, "/alert/info[2]/event")).isEqualToIgnoringCase(term.en());
                if (event.equals(code)) {
                    assertThat(CapXml.errors(cap)).as(code).isEmpty();
                }
            }
        }
    }

    @Test
    void wordsOfTheAuthorStayInTheirLanguageAndTheEventCodeNamesTheOther() {
        assertThat(name("受纳场滑坡险情", "OET-119")).contains(Localized.of("受纳场滑坡险情", "landslide"));
        assertThat(name("Landfill collapse", "OET-119")).contains(Localized.of("滑坡", "Landfill collapse"));
    }

    @Test
    void theCitysOwnNameOfACategoryComesFirst() {
        Localized city = Localized.of("山体滑坡", "Hillside slide");

        assertThat(EventName.of(Optional.of(city), "landslide", "OET-119")).contains(city);
    }

    @Test
    void wordsThatNoListKnowsStandAsTheyAre() {
        assertThat(name("坡脚鼓胀", null)).isEmpty();
        assertThat(name("bulging toe", "OET-999")).isEmpty();
    }

    private static String cap(List<Info> infos) {
        Content content = Contents.with(Mode.ACTUAL, false, null, Contents.EXPIRES, infos);
        return new CapMessages(SOURCE)
                .alert(CapWriterTest.warning(content), true, null, Contents.NOW)
                .xml();
    }
}
