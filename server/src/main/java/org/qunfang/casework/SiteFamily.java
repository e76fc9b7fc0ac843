package org.qunfang.casework;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.qunfang.responsibility.Category;
import org.qunfang.responsibility.Matrix;

/**
 * The kinds of hazard that count at a site: all that share its own category's parent, for a spoil heap beside a landfill
 * slope tells of the landfill. Pure.
 */
final class SiteFamily {
    private SiteFamily() {}

    static Set<UUID> of(Matrix matrix, UUID categoryId) {
        List<Category> chain = matrix.chain(categoryId);
        if (chain.isEmpty()) {
            return Set.of(categoryId);
        }
        Category head = chain.size() > 1 ? chain.get(1) : chain.get(0);
        return matrix.categoriesBelow(head.code());
    }
}
