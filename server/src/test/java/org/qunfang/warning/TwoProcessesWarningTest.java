package org.qunfang.warning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.http.Caller;
import org.qunfang.testing.Answer;
import org.qunfang.testing.OpenPage;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** Two servers on one database: a warning published at one reaches the pages of both. */
class TwoProcessesWarningTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @RegisterExtension
    @Order(1)
    static final TestApp first = new TestApp();

    @RegisterExtension
    @Order(2)
    static final TestApp second = first.beside();

    private final Caller resident = new Caller(
            Caller.Kind.RESIDENT, UUID.randomUUID(), null, null, Set.of("resident"), Set.of("device.register"), null);

    @Test
    void aPageOfTheOtherProcessIsWarnedAndFindsTheWarningInTheList() {
        register(first.as(resident));
        List<String> page = OpenPage.of(second, second.as(resident));

        String id = publish();

        await().atMost(SOON).untilAsserted(() -> assertThat(warningsHeard(page)).containsOnly(id));
        assertThat(second.nobody().get("/v1/warnings?active=true").body().toString())
                .contains(id);
    }

    @Test
    void aPersonWithPagesAtBothIsWarnedOnBoth() {
        register(first.as(resident));
        List<String> here = OpenPage.of(first, first.as(resident));
        List<String> there = OpenPage.of(second, second.as(resident));

        String id = publish();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(List.of(here, there))
                        .allSatisfy(page -> assertThat(warningsHeard(page)).contains(id)));
        await().during(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(List.of(here, there))
                        .allSatisfy(page -> assertThat(warningsHeard(page)).doesNotHaveDuplicates()));
    }

    private static List<String> warningsHeard(List<String> page) {
        return page.stream()
                .filter(line -> line.startsWith("data: "))
                .map(line -> new JsonObject(line.substring(6)).getString("warningId"))
                .toList();
    }

    private static void register(TestClient client) {
        JsonObject place =
                new JsonObject().put("label", "home").put("lat", 22.711).put("lon", 113.934);
        JsonObject body = new JsonObject()
                .put("platform", "live")
                .put("language", "en")
                .put("places", new JsonArray().add(place));
        assertThat(client.put("/v1/devices/" + TestClient.id(), body).status()).isEqualTo(201);
    }

    private static String publish() {
        // Warnings of the other test would reach this one's pages: they are in force still.
        first.pool()
                .query("UPDATE messages SET stopped_at = now() WHERE stopped_at IS NULL")
                .execute()
                .await();
        People people = new People(first);
        TestClient author = people.author();
        Answer submitted = WarningFixture.submit(author, author.post("/v1/warnings", Drafts.landslide()));
        return WarningFixture.approve(people.approver(), submitted).json().getString("id");
    }
}
