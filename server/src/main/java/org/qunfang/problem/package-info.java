/**
 * One table of problem types and the one exception every room fails with. RFC 9457.
 *
 * <p>Also what may be wrong with any CSV file from outside, {@link org.qunfang.problem.CsvBreak}.
 *
 * <p>Foundation: knows no room. Each type has a page in {@code docs/problems/}.
 */
package org.qunfang.problem;
