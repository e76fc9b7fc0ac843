package org.qunfang.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.qunfang.problem.ProblemType;

/** The table of problem types, their pages and the contract's examples say the same. */
class ProblemPagesTest {
    private static final Path PAGES = Path.of("..", "docs", "problems");

    private static Vertx vertx;
    private static JsonObject examples;
    private static HttpServer server;

    @BeforeAll
    static void open() {
        vertx = Vertx.vertx();
        Contract contract = Contract.load(vertx).await();
        examples = contract.published().getJsonObject("components").getJsonObject("examples");
        Router router = Router.router(vertx);
        WebApp.bind(vertx, router, contract, new JsonObject(), "");
        server = vertx.createHttpServer().requestHandler(router).listen(0).await();
    }

    @AfterAll
    static void close() {
        vertx.close().await();
    }

    @Test
    void noPageIsLeftWithoutItsType() throws IOException {
        try (Stream<Path> pages = Files.list(PAGES)) {
            assertThat(pages.map(page -> page.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(ProblemType.values())
                            .map(type -> type.slug() + ".md")
                            .toList());
        }
    }

    @ParameterizedTest
    @EnumSource
    void theContractsExampleIsOfThisType(ProblemType type) {
        JsonObject example = examples.getJsonObject(type.slug()).getJsonObject("value");
        assertThat(example.getString("type")).isEqualTo(type.uri());
        assertThat(example.getInteger("status")).isEqualTo(type.status());
        assertThat(example.getString("title")).isEqualTo(type.title().zhCn());
    }

    @ParameterizedTest
    @EnumSource
    void thePageNamesTheTypeInBothLanguagesAndShowsTheContractsExample(ProblemType type) throws IOException {
        String page = Files.readString(PAGES.resolve(type.slug() + ".md"));
        assertThat(page)
                .startsWith("# " + type.title().zhCn() + " · " + type.title().en() + "\n")
                .contains("`" + type.uri() + "`, HTTP " + type.status())
                .contains("## 中文", "**怎么办：**", "## English", "**What to do:**");
        String body = page.substring(page.indexOf("```json") + 7, page.lastIndexOf("```"));
        assertThat(new JsonObject(body))
                .isEqualTo(examples.getJsonObject(type.slug()).getJsonObject("value"));
    }

    @ParameterizedTest
    @EnumSource
    void thePageIsServedWhereTheTypePoints(ProblemType type) throws IOException, InterruptedException {
        assertThat(get(type.uri(), 200)).isEqualTo(Files.readString(PAGES.resolve(type.slug() + ".md")));
    }

    @Test
    void aTypeThatDoesNotExistHasNoPage() throws IOException, InterruptedException {
        get("/problems/no-such-type", 404);
        get("/problems/..%2Flogback", 404);
    }

    /** The JDK's client: with Vert.x's, an answer that is complete before this thread asks for its body is never told. */
    private static String get(String path, int status) throws IOException, InterruptedException {
        URI address = URI.create("http://localhost:" + server.actualPort() + path);
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address)
                                .timeout(Duration.ofSeconds(30))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(status);
        return answer.body();
    }
}
