package org.qunfang.responsibility;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;

/** What a tree of areas, departments or categories must keep. Pure. */
final class Tree {
    private Tree() {}

    /**
     * @param id what gets a new parent, or null when it is new itself
     * @param parentOf the parent of each id as it is now, null for a root
     * @throws Problem invalid at the pointer, when the parent lies below the child
     */
    static void checkNoCircle(String pointer, UUID id, UUID parentId, UnaryOperator<UUID> parentOf) {
        Set<UUID> seen = new HashSet<>();
        for (UUID step = parentId; step != null && seen.add(step); step = parentOf.apply(step)) {
            if (step.equals(id)) {
                throw Problem.invalid(
                        pointer,
                        Localized.of(
                                "上级不能是自己或自己的下级，否则形成循环",
                                "What stands above it cannot be the thing itself or something below it: that would be a circle"));
            }
        }
    }
}
