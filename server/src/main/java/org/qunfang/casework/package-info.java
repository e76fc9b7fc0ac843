/**
 * Cases: what departments work on. Triage by the risk matrix, the state machine, timeline, decision records, queues, the
 * second officer's consent, handovers, duplicates and surges.
 *
 * <p>Tables {@code cases}, {@code timeline_entries}, {@code decision_records}, {@code consents}, {@code
 * handovers}, {@code report_moves}, {@code surges}, {@code surge_watch}; of the report room's tables it reads
 * {@code reports}, moves them between cases, and keeps officers' rows in {@code photos}. Operations listCases, getCase, acknowledgeCase, startCase,
 * holdCase, resolveCase, closeCase, rejectCase, reopenCase, triageCase, commentCase, putCasePhoto, askConsent,
 * confirmConsent, denyConsent, withdrawConsent, askHandover, acceptHandover, refuseHandover, decideHandover,
 * getHandoverFigures, mergeCase, splitCase, listDuplicates.
 *
 * <p>A step is decided in {@link org.qunfang.casework.CaseSteps}, pure, as a {@link org.qunfang.casework.Change}; {@link
 * org.qunfang.casework.CaseService} loads, lets decide and stores it with timeline, decision record, audit entry and the
 * event {@code case.changed} in one transaction. Who may see and do what stands in {@link
 * org.qunfang.casework.CaseScope}, for lists in {@link org.qunfang.casework.QueuePlan}. Steps that take two
 * officers are decided in {@link org.qunfang.casework.Consents}, "not ours" in {@link org.qunfang.casework.Handovers},
 * what two cases become in {@link org.qunfang.casework.Merges} and {@link org.qunfang.casework.Splits}, what is alike in
 * {@link org.qunfang.casework.Likeness}, what is a surge in {@link org.qunfang.casework.SurgeCount}.
 */
package org.qunfang.casework;
