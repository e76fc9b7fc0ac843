package org.qunfang.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.report.ReportService.Submitted;
import org.qunfang.responsibility.Category;
import org.qunfang.responsibility.SurgeRule;

class IntakeLanesTest {
    private static final Category CATEGORY = category(new UUID(0, 0));
    private static final Category OF_THE_OTHER_LANE = category(new UUID(0, 1));

    private final List<List<Arrival>> taken = new ArrayList<>();
    private final List<Promise<List<Future<Submitted>>>> transactions = new ArrayList<>();
    private final IntakeLanes lanes = new IntakeLanes(arrivals -> {
        taken.add(arrivals);
        transactions.add(Promise.promise());
        return transactions.get(transactions.size() - 1).future();
    });

    private static Category category(UUID id) {
        Localized words = Localized.of("边坡", "Slope");
        return new Category(
                id,
                "slope",
                words,
                null,
                "slope",
                words,
                true,
                false,
                "Geo",
                "slope",
                true,
                100,
                7,
                SurgeRule.USUAL,
                new JsonObject(),
                new JsonArray(),
                1,
                0);
    }

    private static Arrival arrival(Category category) {
        return new Arrival(null, null, null, category, null, 0, List.of(), Promise.promise());
    }

    private void succeed(int transaction) {
        List<Future<Submitted>> answers = taken.get(transaction).stream()
                .map(each -> Future.succeededFuture(new Submitted(null, null)))
                .toList();
        transactions.get(transaction).complete(answers);
    }

    @Test
    void whatFindsItsLaneFreeIsTakenAtOnceAndWhatComesMeanwhileTogether() {
        List<Arrival> all = List.of(arrival(CATEGORY), arrival(CATEGORY), arrival(CATEGORY));
        List<Future<Submitted>> answers = all.stream().map(lanes::take).toList();
        assertThat(taken).containsExactly(all.subList(0, 1));

        succeed(0);
        assertThat(answers).extracting(Future::succeeded).containsExactly(true, false, false);
        assertThat(taken).containsExactly(all.subList(0, 1), all.subList(1, 3));

        succeed(1);
        assertThat(answers).allMatch(Future::succeeded);
    }

    @Test
    void aCategoryDoesNotWaitForThatOfTheOtherLane() {
        Arrival here = arrival(CATEGORY);
        Arrival there = arrival(OF_THE_OTHER_LANE);
        lanes.take(here);
        lanes.take(there);
        assertThat(taken).containsExactly(List.of(here), List.of(there));
    }

    @Test
    void whatFailsTogetherIsTriedAloneAndOnlyTheCulpritFails() {
        List<Arrival> all = List.of(arrival(CATEGORY), arrival(CATEGORY), arrival(CATEGORY), arrival(CATEGORY));
        List<Future<Submitted>> answers = all.stream().map(lanes::take).toList();
        succeed(0);
        transactions.get(1).fail("one of three is poisonous");
        assertThat(taken.get(2)).containsExactly(all.get(1));
        succeed(2);
        transactions.get(3).fail("poisonous");
        succeed(4);

        assertThat(answers).extracting(Future::succeeded).containsExactly(true, true, false, true);
        assertThat(answers.get(2).cause()).hasMessage("poisonous");
    }

    @Test
    void aLaneHoldsAThousandAndTellsTheRestToComeAgain() {
        lanes.take(arrival(CATEGORY));
        for (int i = 0; i < 1_000; i++) {
            assertThat(lanes.take(arrival(CATEGORY)).isComplete()).isFalse();
        }
        Future<Submitted> refused = lanes.take(arrival(CATEGORY));
        assertThat(refused.cause()).isInstanceOf(Problem.class);
        assertThat(((Problem) refused.cause()).type().status()).isEqualTo(503);

        for (int i = 0; i < 17; i++) {
            succeed(i);
        }
        assertThat(taken.stream().mapToInt(List::size).sum()).isEqualTo(1_001);
        assertThat(taken).allMatch(together -> together.size() <= 64);
    }
}
