/**
 * Cases: what departments work on. Triage by the risk matrix, the state machine, timeline, decision records, queues.
 *
 * <p>Tables {@code cases}, {@code timeline_entries}, {@code decision_records}; of the report room's tables it reads
 * {@code reports} and keeps officers' rows in {@code photos}. Operations listCases, getCase, acknowledgeCase, startCase,
 * holdCase, resolveCase, closeCase, rejectCase, reopenCase, triageCase, commentCase, putCasePhoto.
 *
 * <p>A step is decided in {@link org.qunfang.casework.CaseSteps}, pure, as a {@link org.qunfang.casework.Change}; {@link
 * org.qunfang.casework.CaseService} loads, lets decide and stores it with timeline, decision record, audit entry and the
 * event {@code case.changed} in one transaction. Who may see and do what stands in {@link
 * org.qunfang.casework.CaseScope}, for lists in {@link org.qunfang.casework.QueuePlan}.
 */
package org.qunfang.casework;
