package org.qunfang.responsibility;

/**
 * When many reports of a category around one place are a surge.
 *
 * @param reports so many within the window, 2 to 10,000; at least two people have to stand behind them
 * @param senders or by so many people, 2 to 10,000, each counted once
 * @param radiusMeters around a place, 10 to 5,000 metres
 * @param windowMinutes within so many minutes, 5 to 10,080
 */
public record SurgeRule(int reports, int senders, int radiusMeters, int windowMinutes) {
    public static final SurgeRule USUAL = new SurgeRule(10, 5, 300, 120);
}
