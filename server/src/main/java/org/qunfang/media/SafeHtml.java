package org.qunfang.media;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Entities;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/** Text and markup from outside, before anybody is shown it. Pure; a text of 1 MB takes some tens of milliseconds. */
public final class SafeHtml {

    /**
     * What a lesson or a notice needs: paragraphs, headings, lists, tables, emphasis and links. No pictures, styles,
     * classes, ids, forms or frames; links are absolute and HTTPS or mail.
     */
    private static final Safelist MARKUP = new Safelist()
            .addTags("p", "br", "hr", "h1", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "pre", "code")
            .addTags("b", "strong", "i", "em", "u", "s", "sub", "sup", "small")
            .addTags("table", "caption", "thead", "tbody", "tr", "th", "td")
            .addTags("a")
            .addAttributes("a", "href")
            .addProtocols("a", "href", "https", "mailto")
            .addEnforcedAttribute("a", "rel", "noopener noreferrer nofollow");

    private static final String FOREIGN =
            "svg, math, script, style, template, noscript, noembed, noframes, iframe, object, textarea, title, xmp";

    private SafeHtml() {}

    /**
     * The words of a text that may come with markup: what a browser would show, lines kept. The answer is text, not
     * HTML: a {@code <} in it is a character, and whoever puts it into a page escapes it there as everywhere.
     */
    public static String plain(String text) {
        Document document = Jsoup.parseBodyFragment(text);
        document.select("script, style, template, noscript, iframe, object, svg, math")
                .remove();
        return document.body().wholeText().strip();
    }

    /**
     * Markup that can stand in a page: only tags and attributes that are known to be harmless, everything else is
     * dropped, with its words kept. Cleaning twice changes nothing.
     */
    public static String html(String markup) {
        Document clean = new Cleaner(MARKUP).clean(withoutForeignContent(markup));
        clean.outputSettings().prettyPrint(false).escapeMode(Entities.EscapeMode.xhtml);
        return clean.body().html();
    }

    /**
     * Drops what is parsed by rules of its own, with everything in it: a cleaned part of it would mean something else
     * when a browser parses it again outside.
     */
    private static Document withoutForeignContent(String text) {
        Document document = Jsoup.parseBodyFragment(text);
        document.select(FOREIGN).remove();
        return document;
    }
}
