/**
 * Intake: what residents report, their photos, duplicates, the sender's and the public's view.
 *
 * <p>Tables {@code reports}, {@code report_additions}, {@code photos}. Operations {@code *Report*}, {@code track},
 * {@code giveVerdict}, {@code mapCases}, {@code getPhoto}. {@code ReportService.submit} is stop 2 of a report's path.
 */
package org.qunfang.report;
