package org.qunfang.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** JSON is UTF-8 (RFC 8259 section 8.1), and so are the texts we take. */
class MediaTypesTest {
    private static final Set<String> TAKEN = Set.of("application/json", "text/csv");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json;charset=utf-8",
                "Application/JSON; charset=\"UTF-8\"",
                "text/csv; header=present; Charset=utf8",
                "text/csv; charset=us-ascii"
            })
    void utf8IsTakenHoweverItIsWritten(String contentType) {
        assertThatCode(() -> MediaTypes.refuseForeign(contentType, TAKEN)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json; charset=iso-8859-1",
                "application/json;CHARSET=GBK",
                "text/csv; header=present; charset=\"utf-16\""
            })
    void anotherCharsetIsRefusedByItsName(String contentType) {
        Problem problem = catchThrowableOfType(Problem.class, () -> MediaTypes.refuseForeign(contentType, TAKEN));

        assertThat(problem).isNotNull();
        assertThat(problem.type()).isEqualTo(ProblemType.UNSUPPORTED_MEDIA_TYPE);
        assertThat(problem.errors().get(0).reason().en()).isEqualTo("The charset is UTF-8 here");
    }
}
