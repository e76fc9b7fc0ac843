package org.qunfang.lesson;

import java.util.Locale;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/** The decision whether an SVG is only a drawing: no scripts, no links, nothing loaded from elsewhere. Pure. */
final class Drawing {
    private static final Set<String> ELEMENTS = Set.of(
            "svg",
            "g",
            "defs",
            "clippath",
            "path",
            "rect",
            "circle",
            "ellipse",
            "line",
            "polyline",
            "polygon",
            "text",
            "tspan",
            "title",
            "desc",
            "lineargradient",
            "radialgradient",
            "stop");

    private Drawing() {}

    static boolean isPassive(String svg) {
        // XML with a DOCTYPE is refused before any parser may expand what it declares.
        if (svg.contains("<!") || svg.contains("<?")) {
            return false;
        }
        var document = Jsoup.parse(svg, "", Parser.xmlParser());
        return document.children().size() == 1
                && "svg".equals(document.child(0).normalName())
                && document.child(0).getAllElements().stream().allMatch(Drawing::isPassive);
    }

    private static boolean isPassive(Element element) {
        return ELEMENTS.contains(element.normalName())
                && element.attributes().asList().stream().allMatch(Drawing::isPassive);
    }

    /** {@code url(#…)} points into the drawing itself; every other reference leaves it. */
    private static boolean isPassive(Attribute attribute) {
        String name = attribute.getKey().toLowerCase(Locale.ROOT);
        String value = attribute.getValue().toLowerCase(Locale.ROOT);
        boolean reference = name.startsWith("on") || name.endsWith("href") || name.equals("style");
        return !reference && !value.replace("url(#", "").contains("url(") && !value.contains("javascript:");
    }
}
