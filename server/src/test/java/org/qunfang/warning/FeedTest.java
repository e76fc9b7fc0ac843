package org.qunfang.warning;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestClient;
import org.w3c.dom.Document;

/** What readers of feeds ask for again and again. */
class FeedTest extends WarningFixture {
    private final TestClient nobody = app.nobody();

    @Test
    void theRssFeedHasEveryMessageInForceTheNewestFirst() {
        String older = publish(Drafts.landslide()).json().getString("identifier");
        String newer = publish(Drafts.landslide()).json().getString("identifier");

        Answer answer = nobody.get("/feeds/cap.rss");
        Document rss = CapXml.parse(answer.body().toString());

        assertThat(answer.headers().get("Content-Type")).startsWith("application/rss+xml");
        assertThat(CapXml.text(rss, "/rss/@version")).isEqualTo("2.0");
        assertThat(CapXml.text(rss, "/rss/channel/item[1]/guid")).isEqualTo(newer);
        assertThat(CapXml.text(rss, "/rss/channel/item[2]/guid")).isEqualTo(older);
        assertThat(CapXml.text(rss, "/rss/channel/item[1]/link")).endsWith("/feeds/cap/" + newer + ".xml");
        assertThat(CapXml.text(rss, "/rss/channel/item[1]/title")).contains("立即撤离", "Landslide likely");
        assertThat(ZonedDateTime.parse(
                                CapXml.text(rss, "/rss/channel/item[1]/pubDate"), DateTimeFormatter.RFC_1123_DATE_TIME)
                        .getOffset()
                        .getTotalSeconds())
                .isEqualTo(8 * 3600);
        assertThat(CapXml.text(rss, "/rss/channel/lastBuildDate"))
                .isEqualTo(CapXml.text(rss, "/rss/channel/item[1]/pubDate"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/feeds/cap.atom",
                "/feeds/cap.rss",
                "/v1/warnings?active=true",
                "/v1/warnings?active=true&geometry=true",
                "/v1/warnings?lat=22.71&lon=113.935"
            })
    void whoHasItAlreadyIsToldSoUntilSomethingIsPublished(String path) {
        publish(Drafts.landslide());
        Answer first = nobody.get(path);
        TestClient again = nobody.with("If-None-Match", first.headers().get("ETag"));

        Answer unchanged = again.get(path);

        assertThat(first.headers().get("ETag")).matches("\"[0-9a-f-]{36}\"");
        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(unchanged.body().length()).isZero();
        assertThat(unchanged.headers().get("ETag")).isEqualTo(first.headers().get("ETag"));
        assertThat(unchanged.headers().get("Cache-Control")).contains("max-age");
        String id = publish(Drafts.landslide()).json().getString("identifier");
        Answer changed = again.get(path);
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.body().toString()).contains(id);
    }

    @Test
    void differentQuestionsToTheListHaveDifferentTags() {
        publish(Drafts.landslide());

        List<String> tags = List.of("", "&geometry=true", "&mode=exercise").stream()
                .map(more ->
                        nobody.get("/v1/warnings?active=true" + more).headers().get("ETag"))
                .toList();

        assertThat(tags).doesNotHaveDuplicates();
    }

    @Test
    void aCapMessageIsAnsweredOnceByTagOrByDate() {
        Answer published = publish(Drafts.landslide());
        String file = "/feeds/cap/" + published.json().getString("identifier") + ".xml";
        for (String path : List.of(file, path(published))) {
            TestClient reader = nobody.with("Accept", "application/cap+xml");
            Answer first = reader.get(path);
            String date = first.headers().get("Last-Modified");

            assertThat(first.status()).isEqualTo(200);
            assertThat(reader.with("If-None-Match", first.headers().get("ETag"))
                            .get(path)
                            .status())
                    .isEqualTo(304);
            assertThat(reader.with("If-Modified-Since", date).get(path).status())
                    .isEqualTo(304);
            assertThat(reader.with("If-Modified-Since", "Mon, 1 Jan 2024 00:00:00 GMT")
                            .get(path)
                            .status())
                    .isEqualTo(200);
            assertThat(reader.with("If-Modified-Since", "yesterday").get(path).status())
                    .isEqualTo(200);
            // A tag counts more than a date (RFC 9110 section 13.2.2).
            assertThat(reader.with("If-Modified-Since", date)
                            .with("If-None-Match", "\"other\"")
                            .get(path)
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aWarningAsCapHasAnotherTagThanAsJson() {
        Answer published = publish(Drafts.landslide());

        Answer json = nobody.get(path(published));
        Answer cap = nobody.with("Accept", "application/cap+xml").get(path(published));

        assertThat(cap.headers().get("ETag")).isNotEqualTo(json.headers().get("ETag"));
        assertThat(List.of(json.headers().get("Vary"), cap.headers().get("Vary")))
                .containsOnly("Accept");
    }

    @Test
    void noCacheOnTheWayKeepsAnExerciseThatIsNotForThePublic() {
        Answer exercise = publish(Drafts.landslide().put("mode", "exercise"));

        Answer cap = approver.with("Accept", "application/cap+xml").get(path(exercise));

        assertThat(cap.status()).isEqualTo(200);
        assertThat(cap.headers().get("Cache-Control")).isEqualTo("private, no-store");
    }
}
