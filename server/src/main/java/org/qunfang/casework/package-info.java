/**
 * Cases: what departments work on. Triage by the risk matrix, the state machine, timeline, decision records, queues, the
 * second officer's consent, handovers, deadlines, duplicates and surges; and sites, where what happens over the years
 * adds up.
 *
 * <p>Tables {@code cases}, {@code timeline_entries}, {@code decision_records}, {@code consents}, {@code handovers},
 * {@code consultations}, {@code opinions}, {@code supports},
 * {@code deadline_rules}, {@code calendar_days}, {@code rungs}, {@code sites} and {@code site_*}, {@code report_moves},
 * {@code surges}, {@code surge_watch}, {@code playbooks}, {@code playbook_steps}, {@code case_playbooks}, {@code
 * case_tasks}, {@code factor_sets}, {@code factor_set_versions}, {@code case_search}, {@code
 * case_search_due}, {@code saved_filters}; of the report room's tables it reads {@code reports},
 * moves them between cases, and keeps officers' rows in {@code photos}; of {@code volunteers} and
 * {@code accounts} it reads names. Operations
 * listCases, getCase, acknowledgeCase, startCase, holdCase, resolveCase, closeCase, rejectCase, reopenCase, triageCase,
 * commentCase, putCasePhoto, askConsent, confirmConsent, denyConsent, withdrawConsent, askHandover, acceptHandover,
 * refuseHandover, decideHandover, getHandoverFigures, *Consultation*, giveOpinion, *Support, *Presence, getDeadlines, setDeadlines, getCalendar, importCalendar,
 * listOverdue, mergeCase, splitCase, recategoriseCase, listDuplicates, listPlaybooks, getPlaybook, createPlaybook, updatePlaybook,
 * acknowledgeCases, assignCases, listColleagues, *SavedFilter*, listCaseTasks, doCaseTask, skipCaseTask, reopenCaseTask, listFactorSets, createFactorSet, updateFactorSet,
 * getCaseFactors, *Site*.
 *
 * <p>A step is decided in {@link org.qunfang.casework.CaseSteps}, pure, as a {@link org.qunfang.casework.Change}; {@link
 * org.qunfang.casework.CaseService} loads, lets decide and stores it with timeline, decision record, audit entry and the
 * event {@code case.changed} in one transaction. Who may see and do what stands in {@link
 * org.qunfang.casework.CaseScope}, for lists in {@link org.qunfang.casework.QueuePlan}. Steps that take two
 * officers are decided in {@link org.qunfang.casework.Consents}, "not ours" in {@link org.qunfang.casework.Handovers},
 * questions to others in {@link org.qunfang.casework.Consultations}, help in {@link org.qunfang.casework.Supports},
 * what silence comes to in {@link org.qunfang.casework.Silence}, what two cases become in {@link
 * org.qunfang.casework.Merges} and {@link org.qunfang.casework.Splits}, what is alike in {@link
 * org.qunfang.casework.Likeness}, what is a surge in {@link org.qunfang.casework.SurgeCount}. How long things may take is
 * in {@link org.qunfang.casework.Deadlines}, when offices are open in {@link org.qunfang.casework.WorkCalendar}.
 *
 * <p>A site's risk is decided in {@link org.qunfang.casework.SiteRisk}, pure; {@link org.qunfang.casework.SiteLinker}
 * finds the sites of cases after the intake, {@link org.qunfang.casework.SiteAssessor} assesses them and opens a case at
 * the supervising authority. {@link
 * org.qunfang.casework.Playbooks} chooses what a case is given, {@link org.qunfang.casework.TaskGiving} gives it; what an
 * officer may do with a task is decided in {@link org.qunfang.casework.TaskSteps}.
 *
 * <p>Which factors are asked is decided in {@link org.qunfang.casework.FactorRules} and {@link
 * org.qunfang.casework.FactorOrigins}, what reports and sites answer in {@link org.qunfang.casework.Proposals}, what an
 * answer is worth and whose it is in {@link org.qunfang.casework.FactorAnswers}; {@link org.qunfang.casework.CaseFactors}
 * reads what they need in the transaction that scores.
 *
 * <p>Cases are found by words through {@link org.qunfang.casework.SearchWords}, pure; {@link
 * org.qunfang.casework.SearchIndexer} reads them behind the intake. Many cases at once are done one by one in {@link
 * org.qunfang.casework.BatchService}; who may see to a case is decided in {@link org.qunfang.casework.Assignments}.
 */
package org.qunfang.casework;
