package org.qunfang.warning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AreaCode12Test {
    @ParameterizedTest
    @CsvSource({
        "44,440000000000",
        "4403,440300000000",
        "440311,440311000000",
        "440311001,440311001000",
        "440311001007,440311001007"
    })
    void aShorterCodeIsPaddedWithZerosOnTheRight(String code, String twelve) {
        assertThat(AreaCode12.read(code)).contains(new AreaCode12(twelve));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "guangming", "440-311", "44031", "4403110010071", "040311", "４４０３１１"})
    void aCityMayHaveCodesOfItsOwn(String code) {
        assertThat(AreaCode12.read(code)).isEmpty();
    }

    @Test
    void theSameTerritoryIsFoundByEveryWayToWriteIt() {
        assertThat(new AreaCode12("440311000000").sameArea()).containsExactly("440311000000", "440311000", "440311");
        assertThat(new AreaCode12("440311001000").sameArea()).containsExactly("440311001000", "440311001");
        assertThat(new AreaCode12("440300000000").sameArea())
                .containsExactly("440300000000", "440300000", "440300", "4403");
    }

    @Test
    void otherLengthsAreNoSuchCode() {
        assertThatThrownBy(() -> new AreaCode12("440311")).isInstanceOf(IllegalArgumentException.class);
    }
}
