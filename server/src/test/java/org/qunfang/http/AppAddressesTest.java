package org.qunfang.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses the web app answers itself, with its own page for those that lead nowhere. */
class AppAddressesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/report",
                "/track/ABCD-EFGH",
                "/org/",
                "/office",
                "/office/nowhere",
                "/office/areas/440311.2/edit",
                "/healthy",
                "/metricsystem"
            })
    void anAddressOfTheAppGetsItsPage(String path) {
        assertThat(WebApp.isOfTheApp(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health",
                "/health/ready",
                "/metrics",
                "/metrics/",
                "/.git/config",
                "/.env",
                "/office/.git/HEAD",
                "/index.php",
                "/office/backup.sql",
                "/v1",
                "/v1/nothing",
                "/feeds/nothing",
                "/assets/gone"
            })
    void whatIsOfOtherProgramsIsNotThere(String path) {
        assertThat(WebApp.isOfTheApp(path)).isFalse();
    }
}
