package org.qunfang.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;

/** Whoever may GET may ask for the head alone (RFC 9110 section 9.3.2). */
class HeadTest {
    @RegisterExtension
    static final TestApp app = new TestApp();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/feeds/cap.atom",
                "/feeds/cap.rss",
                "/v1/warnings",
                "/v1/areas",
                "/v1/warnings?limit=1&active=true"
            })
    void theHeadIsThatOfGetAndNothingFollows(String path) {
        Answer whole = app.nobody().get(path);

        Answer head = head(path);

        assertThat(head.status()).isEqualTo(whole.status()).isEqualTo(200);
        assertThat(head.body().length()).isZero();
        for (String name : new String[] {"Content-Type", "ETag", "Last-Modified", "Cache-Control", "Vary"}) {
            assertThat(head.headers().get(name))
                    .as(name)
                    .isEqualTo(whole.headers().get(name));
        }
    }

    @Test
    void itIsRefusedAsGetIs() {
        assertThat(head("/v1/me").status()).isEqualTo(401);
        assertThat(head("/v1/warnings?limit=none").status()).isEqualTo(400);
        assertThat(head("/feeds/cap/none.xml").status())
                .isEqualTo(app.nobody().get("/feeds/cap/none.xml").status());
    }

    @Test
    void aStreamHasNoHeadOfItsOwnAndWhereThereIsNoGetThereIsNone() {
        Answer live = head("/v1/live");
        Answer login = head("/v1/auth/login");
        Answer list = app.nobody().send(HttpMethod.DELETE, "/v1/warnings", null, null);

        assertThat(live.status()).isEqualTo(405);
        assertThat(live.headers().get("Allow")).isEqualTo("GET");
        assertThat(login.status()).isEqualTo(405);
        assertThat(list.headers().get("Allow")).contains("GET", "HEAD", "POST");
    }

    private static Answer head(String path) {
        return app.nobody().send(HttpMethod.HEAD, path, null, null);
    }
}
