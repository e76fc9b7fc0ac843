/**
 * Cases: what departments work on. Triage by the risk matrix, the state machine, timeline, decision records, queues, the
 * second officer's consent, handovers.
 *
 * <p>Tables {@code cases}, {@code timeline_entries}, {@code decision_records}, {@code consents}, {@code
 * handovers}, {@code playbooks}, {@code playbook_steps}, {@code case_playbooks}, {@code case_tasks}, {@code factor_sets},
 * {@code factor_set_versions}; of the report room's tables it reads
 * {@code reports} and keeps officers' rows in {@code photos}. Operations listCases, getCase, acknowledgeCase, startCase,
 * holdCase, resolveCase, closeCase, rejectCase, reopenCase, triageCase, commentCase, putCasePhoto, askConsent,
 * confirmConsent, denyConsent, withdrawConsent, askHandover, acceptHandover, refuseHandover, decideHandover,
 * getHandoverFigures, listPlaybooks, getPlaybook, createPlaybook, updatePlaybook, listCaseTasks, doCaseTask, skipCaseTask,
 * reopenCaseTask, listFactorSets, createFactorSet, updateFactorSet.
 *
 * <p>A step is decided in {@link org.qunfang.casework.CaseSteps}, pure, as a {@link org.qunfang.casework.Change}; {@link
 * org.qunfang.casework.CaseService} loads, lets decide and stores it with timeline, decision record, audit entry and the
 * event {@code case.changed} in one transaction. Who may see and do what stands in {@link
 * org.qunfang.casework.CaseScope}, for lists in {@link org.qunfang.casework.QueuePlan}. Steps that take two
 * officers are decided in {@link org.qunfang.casework.Consents}, "not ours" in {@link org.qunfang.casework.Handovers}. {@link
 * org.qunfang.casework.Playbooks} chooses what a case is given, {@link org.qunfang.casework.TaskGiving} gives it; what an
 * officer may do with a task is decided in {@link org.qunfang.casework.TaskSteps}, what an answer is worth in {@link
 * org.qunfang.casework.FactorRules}.
 */
package org.qunfang.casework;
