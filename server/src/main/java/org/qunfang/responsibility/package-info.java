/**
 * Who is answerable: areas, departments, categories, the responsibility matrix, its gaps and overlaps.
 *
 * <p>Tables {@code areas}, {@code departments}, {@code categories}, {@code responsibilities}, {@code findings}, {@code
 * matrix_version}. Operations {@code *Area*}, {@code *Department*}, {@code *Category*}, {@code *Responsibility*}, {@code
 * listFindings}. {@link org.qunfang.responsibility.Matrix} is the whole of it in memory, {@link
 * org.qunfang.responsibility.Lookup} the decision.
 */
package org.qunfang.responsibility;
