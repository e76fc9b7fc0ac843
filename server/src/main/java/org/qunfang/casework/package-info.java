/**
 * Cases: what departments work on. Triage by the risk matrix, the state machine, timeline, decision records, queues, the
 * second officer's consent, handovers.
 *
 * <p>Tables {@code cases}, {@code timeline_entries}, {@code decision_records}, {@code consents}, {@code
 * handovers}, {@code deadline_rules}, {@code calendar_days}, {@code rungs}; of the report room's tables it reads
 * {@code reports} and keeps officers' rows in {@code photos}. Operations listCases, getCase, acknowledgeCase, startCase,
 * holdCase, resolveCase, closeCase, rejectCase, reopenCase, triageCase, commentCase, putCasePhoto, askConsent,
 * confirmConsent, denyConsent, withdrawConsent, askHandover, acceptHandover, refuseHandover, decideHandover,
 * getHandoverFigures, getDeadlines, setDeadlines, getCalendar, importCalendar, listOverdue.
 *
 * <p>A step is decided in {@link org.qunfang.casework.CaseSteps}, pure, as a {@link org.qunfang.casework.Change}; {@link
 * org.qunfang.casework.CaseService} loads, lets decide and stores it with timeline, decision record, audit entry and the
 * event {@code case.changed} in one transaction. Who may see and do what stands in {@link
 * org.qunfang.casework.CaseScope}, for lists in {@link org.qunfang.casework.QueuePlan}. Steps that take two
 * officers are decided in {@link org.qunfang.casework.Consents}, "not ours" in {@link org.qunfang.casework.Handovers},
 * what silence comes to in {@link org.qunfang.casework.Silence}. How long things may take is in {@link
 * org.qunfang.casework.Deadlines}, when offices are open in {@link org.qunfang.casework.WorkCalendar}.
 */
package org.qunfang.casework;
