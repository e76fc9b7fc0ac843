package org.qunfang.warning;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qunfang.delivery.Severity;

class ChineseLevelTest {
    @ParameterizedTest
    @CsvSource({"RED,EXTREME", "ORANGE,SEVERE", "YELLOW,MODERATE", "BLUE,MINOR"})
    void eachLevelIsOneSeverityAndBack(ChineseLevel level, Severity severity) {
        assertThat(level.severity()).isEqualTo(severity);
        assertThat(ChineseLevel.of(severity)).contains(level);
    }

    @Test
    void anUnknownSeverityHasNoLevel() {
        assertThat(ChineseLevel.of(Severity.UNKNOWN)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenIsReadAgain(ChineseLevel level) {
        assertThat(ChineseLevel.read(level.capValue())).contains(level);
        assertThat(ChineseLevel.read(level.word().zhCn())).contains(level);
    }

    @ParameterizedTest
    @CsvSource({
        "red,RED",
        "RED,RED",
        "红,RED",
        "红色预警,RED",
        "红色预警信号,RED",
        "Ⅰ级,RED",
        "I级,RED",
        "一级,RED",
        "特别严重,RED",
        "橙色,ORANGE",
        "Ⅱ级,ORANGE",
        "严重,ORANGE",
        "II级,ORANGE",
        " orange ,ORANGE",
        "黄,YELLOW",
        "Ⅲ级,YELLOW",
        "较重,YELLOW",
        "蓝色,BLUE",
        "Ⅳ级,BLUE",
        "一般,BLUE"
    })
    void theWordsOfTheFieldAreRead(String text, ChineseLevel level) {
        assertThat(ChineseLevel.read(text)).contains(level);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "01", "04", "white", "白色", "Extreme", "红橙"})
    void whatNamesNoLevelIsNotGuessed(String text) {
        assertThat(ChineseLevel.read(text)).isEmpty();
    }

    @Test
    void nothingIsNoLevel() {
        assertThat(ChineseLevel.read(null)).isEmpty();
    }
}
