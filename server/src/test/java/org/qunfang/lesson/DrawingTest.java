package org.qunfang.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrawingTest {
    @Test
    void shapesAndClippingInsideTheDrawingPass() {
        assertThat(Drawing.isPassive("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><defs><clipPath id="a"><rect/></clipPath></defs>
                <g clip-path="url(#a)"><path d="M0 0H10"/><text>1</text></g></svg>""")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<svg><script>alert(1)</script></svg>",
                "<svg onload=\"alert(1)\"/>",
                "<svg><foreignObject/></svg>",
                "<svg><image href=\"https://example.org/x.png\"/></svg>",
                "<svg><a xlink:href=\"javascript:alert(1)\"><path/></a></svg>",
                "<svg><path fill=\"url(https://example.org/x)\"/></svg>",
                "<svg><path style=\"background:url(x)\"/></svg>",
                "<svg><animate attributeName=\"href\"/></svg>",
                "<!DOCTYPE svg [<!ENTITY a \"b\">]><svg/>",
                "<html><body/></html>",
                "no svg"
            })
    void whateverActsOrLoadsIsRefused(String svg) {
        assertThat(Drawing.isPassive(svg)).isFalse();
    }
}
