/**
 * Who is answerable: areas, departments, categories, the responsibility matrix, its gaps and overlaps.
 *
 * <p>Tables {@code areas}, {@code departments}, {@code categories}, {@code responsibilities}, {@code
 * responsibility_versions}, {@code findings}, {@code finding_events}, {@code coverage_computed}, {@code matrix_version}, {@code suggestion_models},
 * {@code suggestion_turns}.
 * Operations {@code *Area*}, {@code *Department*}, {@code *Category*}, {@code *Responsibility*}, {@code *Finding*}, {@code
 * getCoverageMatrix}, {@code suggestCategory}. {@link org.qunfang.responsibility.Matrix} is the whole of it in memory, {@link
 * org.qunfang.responsibility.Lookup} the decision for a place, {@link org.qunfang.responsibility.Coverage} that for every
 * cell, {@link org.qunfang.responsibility.CoverageFold} what people are told of it. {@link org.qunfang.responsibility.Suggestions}
 * guesses a category from words and decides nothing.
 */
package org.qunfang.responsibility;
