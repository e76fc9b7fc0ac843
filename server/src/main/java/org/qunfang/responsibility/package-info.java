/**
 * Who is answerable: areas, departments, categories, the responsibility matrix, its gaps and overlaps.
 *
 * <p>Tables {@code areas}, {@code departments}, {@code categories}, {@code responsibilities}, {@code findings}, {@code
 * matrix_version}, {@code suggestion_models}. Operations {@code *Area*}, {@code *Department*}, {@code *Category*}, {@code *Responsibility*}, {@code
 * listFindings}, {@code suggestCategory}. {@link org.qunfang.responsibility.Matrix} is the whole of it in memory, {@link
 * org.qunfang.responsibility.Lookup} the decision. {@link
 * org.qunfang.responsibility.Suggestions} guesses a category from words and decides nothing.
 */
package org.qunfang.responsibility;
