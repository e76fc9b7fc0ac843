package org.qunfang.casework;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.qunfang.problem.Localized;
import org.qunfang.responsibility.Area;
import org.qunfang.responsibility.Category;
import org.qunfang.responsibility.Matrix;

/**
 * The names of areas and categories, in both languages and in the one spelling of a search. A case is found by the name of
 * its category, its area and all above them, without those names standing in its own words: a name that changes, or a
 * territory of a hundred thousand cases, costs nothing to keep. Of one matrix; made once for it.
 */
final class SearchNames {
    /** Fewer stand in too many names by chance. */
    private static final int LEAST_SIGNS = 2;

    /** The beginning of a word. */
    private static final int LEAST_LETTERS = 3;

    private final Matrix matrix;
    /** Those above first. */
    private final List<Named> areas;

    private final List<Named> categories;

    /** @param words names in both languages, after a space */
    private record Named(UUID id, UUID parentId, String words) {}

    SearchNames(Matrix matrix) {
        this.matrix = matrix;
        this.areas = matrix.areas().stream()
                .sorted(java.util.Comparator.comparingInt(Area::depth))
                .map(area -> new Named(area.id(), area.parentId(), words(area.name())))
                .toList();
        this.categories = matrix.categories().stream()
                .sorted(java.util.Comparator.comparingInt(Category::depth))
                .map(category -> new Named(category.id(), category.parentId(), words(category.name())))
                .toList();
    }

    boolean isOf(Matrix other) {
        return matrix == other;
    }

    private static String words(Localized name) {
        return " " + SearchWords.normal(name.zhCn() + "\n" + name.en());
    }

    /** For each piece what bears it in its name: two signs without spaces, or three letters that begin a word. */
    Sought sought(SearchWords words) {
        List<Sought.Piece> pieces = new ArrayList<>();
        for (String piece : words.pieces()) {
            pieces.add(new Sought.Piece(piece, bearing(areas, piece), bearing(categories, piece)));
        }
        return new Sought(words, pieces);
    }

    private static UUID[] bearing(List<Named> all, String piece) {
        if (piece.codePointCount(0, piece.length()) < (SearchWords.isWordless(piece) ? LEAST_SIGNS : LEAST_LETTERS)) {
            return new UUID[0];
        }
        String wanted = SearchWords.isWordless(piece) ? piece : " " + piece;
        Map<UUID, Boolean> bears = new HashMap<>();
        return all.stream()
                .filter(each -> {
                    boolean does = each.words().contains(wanted)
                            || each.parentId() != null && bears.getOrDefault(each.parentId(), false);
                    bears.put(each.id(), does);
                    return does;
                })
                .map(Named::id)
                .toArray(UUID[]::new);
    }

    /** What a search asks for. */
    record Sought(SearchWords words, List<Piece> pieces) {
        /** More pieces than this are looked for in the words alone. */
        private static final int MOST_NAMED = 4;

        /** @param areaIds empty where no area bears it; {@code categoryIds} likewise */
        record Piece(String text, UUID[] areaIds, UUID[] categoryIds) {
            boolean isNamed() {
                return areaIds.length + categoryIds.length > 0;
            }

            boolean names(UUID areaId, UUID categoryId) {
                return Stream.of(areaIds).anyMatch(id -> id.equals(areaId))
                        || Stream.of(categoryIds).anyMatch(id -> id.equals(categoryId));
            }
        }

        Sought {
            pieces = limited(pieces);
        }

        private static List<Piece> limited(List<Piece> pieces) {
            long named = pieces.stream().filter(Piece::isNamed).count();
            return named <= MOST_NAMED
                    ? List.copyOf(pieces)
                    : pieces.stream()
                            .map(each -> new Piece(each.text(), new UUID[0], new UUID[0]))
                            .toList();
        }

        boolean hasNames() {
            return pieces.stream().anyMatch(Piece::isNamed);
        }

        List<Piece> named() {
            return pieces.stream().filter(Piece::isNamed).toList();
        }

        /** Those that stand in no name. */
        SearchWords plain() {
            return new SearchWords(pieces.stream()
                    .filter(each -> !each.isNamed())
                    .map(Piece::text)
                    .toList());
        }

        /** What of the words the names of a case's area and category do not have. */
        SearchWords beside(UUID areaId, UUID categoryId) {
            return new SearchWords(pieces.stream()
                    .filter(each -> !each.names(areaId, categoryId))
                    .map(Piece::text)
                    .toList());
        }
    }
}
