package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.qunfang.casework.Likeness.Kinship;

/** What holds for the ranking of any candidates, and for comparing any words. */
class LikenessPropertyTest {
    private static Likeness candidate(Random random) {
        return new Likeness(
                new UUID(1, random.nextInt(1_000)),
                Kinship.values()[random.nextInt(3)],
                random.nextInt(900),
                random.nextInt(700),
                Duration.ofHours(random.nextInt(900)),
                Duration.ofDays(random.nextInt(40)),
                random.nextDouble());
    }

    private static Likeness at(double meters, double words, Duration apart, Kinship kinship) {
        return new Likeness(new UUID(1, 1), kinship, meters, 500, apart, Duration.ofDays(30), words);
    }

    @Property(tries = 500)
    void onlyCandidatesWithinReachAndWindowAreRankedAndAlwaysInTheSameOrder(
            @ForAll long seed, @ForAll @Size(max = 40) List<Boolean> dice) {
        Random random = new Random(seed);
        List<Likeness> found = new ArrayList<>();
        dice.forEach(each -> found.add(candidate(random)));

        List<Likeness> ranked = Likeness.ranked(found);
        List<Likeness> shuffled = new ArrayList<>(found);
        Collections.shuffle(shuffled, random);

        assertThat(ranked)
                .allMatch(each ->
                        each.meters() <= each.reachMeters() && each.apart().compareTo(each.window()) <= 0)
                .hasSize((int) found.stream().filter(Likeness::isCandidate).count());
        assertThat(ranked.stream().map(Likeness::score).toList()).isSortedAccordingTo(Collections.reverseOrder());
        assertThat(ranked).allMatch(each -> each.score() >= 0 && each.score() <= 1);
        assertThat(Likeness.ranked(shuffled).stream().map(Likeness::score).toList())
                .isEqualTo(ranked.stream().map(Likeness::score).toList());
    }

    @Property(tries = 300)
    void whatIsNearerSoonerAndMoreAlikeNeverRanksLower(
            @ForAll @DoubleRange(max = 500) double meters, @ForAll @DoubleRange(max = 1) double words) {
        Likeness one = at(meters, words, Duration.ofHours(5), Kinship.SIBLING);

        assertThat(at(meters / 2, words, Duration.ofHours(5), Kinship.SIBLING).score())
                .isGreaterThanOrEqualTo(one.score());
        assertThat(at(meters, (words + 1) / 2, Duration.ofHours(5), Kinship.SIBLING)
                        .score())
                .isGreaterThanOrEqualTo(one.score());
        assertThat(at(meters, words, Duration.ofHours(1), Kinship.SIBLING).score())
                .isGreaterThan(one.score());
        assertThat(at(meters, words, Duration.ofHours(5), Kinship.SAME).score()).isGreaterThan(one.score());
    }

    @Property(tries = 500)
    void wordsAreAlikeBetweenNothingAndAllBothWaysRound(@ForAll String one, @ForAll String other) {
        double alike = WordLikeness.of(one, other);

        assertThat(alike).isBetween(0.0, 1.0).isEqualTo(WordLikeness.of(other, one));
        assertThat(WordLikeness.of(one, one)).isIn(0.0, 1.0);
    }

    @Example
    void shortChineseWordsOfOneThingAreAlikeAndThoseOfAnotherAreNot() {
        assertThat(WordLikeness.of("坡顶裂缝变宽，有水渗出", "山坡裂缝在变宽，渗水")).isGreaterThan(0.2);
        assertThat(WordLikeness.of("裂缝", "坡顶有裂缝")).isEqualTo(1);
        assertThat(WordLikeness.of("坡顶裂缝变宽，有水渗出", "楼道堆放杂物，消防通道被堵")).isZero();
        assertThat(WordLikeness.of("Cracks above the road", "a crack above our road"))
                .isGreaterThan(0.4);
        assertThat(WordLikeness.of("，。！", "，。！")).isZero();
    }

    @Example
    void theReasonsAreSaidInPlainWords() {
        Likeness one = new Likeness(
                new UUID(1, 1), Kinship.SAME, 18.2, 220, Duration.ofMinutes(41), Duration.ofDays(30), 0.618);

        assertThat(one.reasons().stream().map(reason -> reason.en()).toList())
                .containsExactly("18 m away", "same kind", "41 minutes apart", "words 0.62 alike");
        assertThat(one.reasons().stream().map(reason -> reason.zhCn()).toList())
                .containsExactly("相距 18 米", "同一类别", "相隔 41 分钟", "文字相似度 0.62");
    }

    @Example
    void timesThatOverlapAreNotApart() {
        Instant noon = Instant.parse("2026-11-25T12:00:00Z");
        assertThat(Likeness.between(noon, noon.plusSeconds(60), noon.plusSeconds(30), noon.plusSeconds(90)))
                .isZero();
        assertThat(Likeness.between(noon, noon, noon.plusSeconds(60), noon.plusSeconds(90)))
                .isEqualTo(Duration.ofSeconds(60));
        assertThat(Likeness.between(noon.plusSeconds(60), noon.plusSeconds(90), noon, noon))
                .isEqualTo(Duration.ofSeconds(60));
    }
}
