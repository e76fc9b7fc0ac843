package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.qunfang.casework.SurgeCount.Sighting;
import org.qunfang.geo.Distance;
import org.qunfang.geo.Location;
import org.qunfang.responsibility.SurgeRule;

/** What holds for counting any reports around any place. */
class SurgeCountPropertyTest {
    private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");
    private static final Location CENTER = Location.of(22.72, 113.92);

    private static SurgeRule rule(Random random) {
        return new SurgeRule(
                2 + random.nextInt(10), 2 + random.nextInt(6), 50 + random.nextInt(600), 5 + random.nextInt(200));
    }

    private static List<Sighting> sightings(Random random, int size) {
        List<Sighting> sightings = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            sightings.add(new Sighting(
                    new UUID(1, random.nextInt(4)),
                    new UUID(2, random.nextInt(5)),
                    Location.of(
                            CENTER.lat() + (random.nextDouble() - 0.5) / 50,
                            CENTER.lon() + (random.nextDouble() - 0.5) / 50),
                    NOW.minus(Duration.ofMinutes(random.nextInt(400) - 20))));
        }
        return sightings;
    }

    @Property(tries = 500)
    void whatIsNearAndLateEnoughIsCountedAndEveryPersonOnce(@ForAll long seed, @ForAll @IntRange(max = 60) int size) {
        Random random = new Random(seed);
        SurgeRule rule = rule(random);
        List<Sighting> sightings = sightings(random, size);

        SurgeCount count = SurgeCount.of(rule, CENTER, NOW, sightings);

        Set<UUID> people = new HashSet<>();
        int reports = 0;
        for (Sighting each : sightings) {
            long seconds = Duration.between(each.receivedAt(), NOW).toSeconds();
            if (Distance.meters(CENTER, each.place()) <= rule.radiusMeters()
                    && seconds >= 0
                    && seconds <= rule.windowMinutes() * 60L) {
                reports++;
                people.add(each.senderId());
            }
        }
        assertThat(count.reports()).isEqualTo(reports);
        assertThat(count.senders()).isEqualTo(people.size()).isLessThanOrEqualTo(count.reports());
        assertThat(count.isSurge(rule))
                .isEqualTo(people.size() >= 2 && (reports >= rule.reports() || people.size() >= rule.senders()));
    }

    @Property(tries = 200)
    void onePersonAloneIsNeverASurge(@ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int size) {
        Random random = new Random(seed);
        UUID person = new UUID(2, 1);
        List<Sighting> sightings = sightings(random, size).stream()
                .map(each -> new Sighting(each.caseId(), person, CENTER, NOW))
                .toList();

        SurgeCount count = SurgeCount.of(rule(random), CENTER, NOW, sightings);

        assertThat(count.reports()).isEqualTo(size);
        assertThat(count.senders()).isEqualTo(1);
        assertThat(count.isSurge(rule(random))).isFalse();
    }

    @Property(tries = 300)
    void neitherTheOrderNorOneMoreReportEndsASurge(@ForAll long seed, @ForAll @IntRange(max = 60) int size) {
        Random random = new Random(seed);
        SurgeRule rule = rule(random);
        List<Sighting> sightings = sightings(random, size);
        SurgeCount count = SurgeCount.of(rule, CENTER, NOW, sightings);

        List<Sighting> shuffled = new ArrayList<>(sightings);
        Collections.shuffle(shuffled, random);
        assertThat(SurgeCount.of(rule, CENTER, NOW, shuffled)).isEqualTo(count);

        shuffled.addAll(sightings(random, 1));
        SurgeCount more = SurgeCount.of(rule, CENTER, NOW, shuffled);
        assertThat(more.reports()).isGreaterThanOrEqualTo(count.reports());
        assertThat(!count.isSurge(rule) || more.isSurge(rule)).isTrue();
    }

    @Property(tries = 200)
    void aScoreRisesByOneStepAtMostAndNeverFalls(
            @ForAll @IntRange(min = 1, max = 5) int likelihood, @ForAll @IntRange(min = 1, max = 5) int consequence) {
        SurgeCount count = new SurgeCount(12, 7, new UUID(1, 1), NOW);
        Assessment before = new Assessment(likelihood, consequence, List.of());

        Assessment once = Surges.raised(before, count.reason(SurgeRule.USUAL));
        Assessment again = Surges.raised(once, count.reason(SurgeRule.USUAL));

        assertThat(once.likelihood()).isEqualTo(Math.min(5, likelihood + 1));
        assertThat(once.consequence()).isEqualTo(consequence);
        assertThat(once.factors()).hasSize(1);
        assertThat(again).isEqualTo(once);
    }
}
