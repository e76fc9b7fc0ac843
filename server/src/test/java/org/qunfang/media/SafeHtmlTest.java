package org.qunfang.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qunfang.testing.SharedData;

class SafeHtmlTest {

    private static final Set<String> HARMLESS = Set.of(
            "p",
            "br",
            "hr",
            "h1",
            "h2",
            "h3",
            "h4",
            "ul",
            "ol",
            "li",
            "blockquote",
            "pre",
            "code",
            "b",
            "strong",
            "i",
            "em",
            "u",
            "s",
            "sub",
            "sup",
            "small",
            "table",
            "caption",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "a");
    private static final Pattern LINK = Pattern.compile("(https|mailto):.*", Pattern.DOTALL);

    @Test
    void harmlessMarkupStays() {
        String markup = "<h2>撤离</h2><p>往<b>两侧</b>跑，不要顺坡。</p><ul><li>a</li></ul>";
        assertThat(SafeHtml.html(markup)).isEqualTo(markup);
    }

    @Test
    void aLinkIsSecureAndTellsNothing() {
        assertThat(SafeHtml.html("<a href=\"https://example.org/x\" onclick=\"x()\" class=\"y\">z</a>"))
                .isEqualTo("<a href=\"https://example.org/x\" rel=\"noopener noreferrer nofollow\">z</a>");
        assertThat(SafeHtml.html("<a href=\"http://example.org\">z</a>")).doesNotContain("href");
        assertThat(SafeHtml.html("<a href=\" java\nscript:alert(1)\">z</a>")).doesNotContain("href");
        assertThat(SafeHtml.html("<a href=\"/v1/me\">z</a>")).doesNotContain("href");
    }

    @Test
    void scriptsAndStylesGoWithTheirContentAndWordsStay() {
        assertThat(SafeHtml.html("<div>a<script>alert(1)</script><style>*{}</style><img src=x onerror=y>b</div>"))
                .isEqualTo("ab");
    }

    @Test
    void plainTextIsWhatABrowserShows() {
        assertThat(SafeHtml.plain("<p>裂缝在变宽，<b>有水渗出</b></p><script>alert(1)</script>"))
                .isEqualTo("裂缝在变宽，有水渗出");
        assertThat(SafeHtml.plain("5 &lt; 6 &amp; 7")).isEqualTo("5 < 6 & 7");
        assertThat(SafeHtml.plain("第一行\n第二行")).isEqualTo("第一行\n第二行");
        assertThat(SafeHtml.plain("a<br>b")).isEqualTo("a\nb");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hostile/strings/blns.txt", "hostile/strings/xss-payload-list.txt"})
    void noLineOfTheHostileListsLeavesAnythingThatActs(String list) throws IOException {
        for (String line : lines(list)) {
            String html = SafeHtml.html(line);
            for (Element element :
                    Jsoup.parseBodyFragment(html).body().children().select("*")) {
                assertThat(HARMLESS).as("from %s", line).contains(element.normalName());
                element.attributes().forEach(attribute -> assertHarmless(attribute, line));
            }
            assertThat(SafeHtml.html(html)).as("cleaned twice: %s", line).isEqualTo(html);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hostile/strings/blns.txt", "hostile/strings/xss-payload-list.txt"})
    void noLineOfTheHostileListsMakesPlainTextFail(String list) throws IOException {
        for (String line : lines(list)) {
            assertThat(SafeHtml.plain(line)).isNotNull();
            assertThat(SafeHtml.plain("<p>安全</p>" + line)).as("%s", line).startsWith("安全");
        }
    }

    /** Inside a page, inside an attribute and behind an unclosed tag, markup must not change its meaning. */
    @Test
    void theListsStayHarmlessInsideOtherMarkup() throws IOException {
        for (String line : lines("hostile/strings/xss-payload-list.txt")) {
            for (String around :
                    List.of("<p>%s</p>", "<a href=\"%s\">x</a>", "<b title='%s'", "<table>%s", "<!--%s-->")) {
                String html = SafeHtml.html(around.formatted(line.replace("%", "%%")));
                for (Element element :
                        Jsoup.parseBodyFragment(html).body().children().select("*")) {
                    assertThat(HARMLESS).as("from %s", line).contains(element.normalName());
                    element.attributes().forEach(attribute -> assertHarmless(attribute, line));
                }
            }
        }
    }

    private static void assertHarmless(Attribute attribute, String line) {
        if ("href".equals(attribute.getKey())) {
            assertThat(attribute.getValue()).as("from %s", line).matches(LINK);
        } else {
            assertThat(attribute.getKey()).as("from %s", line).isEqualTo("rel");
        }
    }

    private static List<String> lines(String name) throws IOException {
        List<String> lines = Files.readAllLines(SharedData.path(name), StandardCharsets.UTF_8);
        assertThat(lines).hasSizeGreaterThan(400);
        return lines;
    }
}
