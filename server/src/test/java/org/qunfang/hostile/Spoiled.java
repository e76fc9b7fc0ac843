package org.qunfang.hostile;

import java.util.Set;

/**
 * A request that has to be refused.
 *
 * @param how what was done to it
 * @param pointer the place that the refusal has to name; null where no single place is to blame
 * @param statuses the refusals that fit; empty for any 4xx
 */
record Spoiled(String how, Shot shot, String pointer, Set<Integer> statuses) {

    static Spoiled of(String how, Shot shot, Integer... statuses) {
        return new Spoiled(how, shot, null, Set.of(statuses));
    }

    /** Spoiled at one place of the body, of a parameter or a header: malformed, or refused by a rule. */
    static Spoiled at(String pointer, String how, Shot shot) {
        return new Spoiled(how, shot, pointer, Set.of(400, 422));
    }
}
