package org.qunfang.lesson;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The decision which lessons fit a hazard at a moment. Pure. */
final class LessonChoice {
    private static final int MOST = 3;

    private LessonChoice() {}

    /**
     * @param categoryChain the category's code and those of its ancestors, most specific first
     * @return at most three published lessons: nearest stage first, then the one about the most specific category. A
     *     lesson about every category is offered in its own stage only: at any other moment it says too little.
     */
    static List<Lesson> choose(Collection<Lesson> lessons, List<String> categoryChain, Stage stage) {
        return lessons.stream()
                .filter(Lesson::isPublished)
                .filter(lesson -> fits(lesson, categoryChain, stage))
                .sorted(Comparator.comparingInt(
                                (Lesson lesson) -> lesson.stage().distanceTo(stage))
                        .thenComparingInt(lesson -> generality(lesson, categoryChain))
                        .thenComparing(Lesson::slug))
                .limit(MOST)
                .toList();
    }

    private static boolean fits(Lesson lesson, List<String> categoryChain, Stage stage) {
        if (lesson.categories().isEmpty()) {
            return lesson.stage() == stage;
        }
        return categoryChain.stream().anyMatch(lesson.categories()::contains);
    }

    private static int generality(Lesson lesson, List<String> categoryChain) {
        for (int step = 0; step < categoryChain.size(); step++) {
            if (lesson.categories().contains(categoryChain.get(step))) {
                return step;
            }
        }
        return categoryChain.size();
    }
}
