/**
 * What people should know before, during and after a danger: short illustrated lessons with questions.
 *
 * <p>Tables {@code lessons}, {@code lesson_pictures}, {@code lesson_answers}, {@code lesson_version}. Operations {@code
 * listLessons}, {@code getLesson}, {@code getLessonPicture}, {@code answerLesson}. {@link org.qunfang.lesson.LessonLibrary}
 * holds all of it in memory. A lesson is structured blocks of plain text, never HTML.
 */
package org.qunfang.lesson;
