/**
 * Cases: what departments work on. Triage by the risk matrix, the state machine, timeline, decision records, queues.
 *
 * <p>Tables {@code cases}, {@code timeline_entries}, {@code decision_records}. Operations {@code *Case*}.
 */
package org.qunfang.casework;
