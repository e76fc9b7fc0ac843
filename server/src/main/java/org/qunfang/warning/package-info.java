/**
 * Public warnings: CAP 1.2 chains from draft over the second officer to publication, cancellation and expiry; feeds.
 *
 * <p>Tables: warnings, warning_decisions, cap_messages, warning_feedback. Operations: createWarning, updateWarning,
 * getWarning, listWarnings, getWarningAudience, estimateWarningAudience, getWarningDeliveries, submitWarning, approveWarning, returnWarning,
 * rejectWarning, cancelWarning, giveWarningFeedback, getCapFeed, getCapMessage.
 *
 * <p>{@link org.qunfang.warning.WarningStatus} is the one table of states and {@link org.qunfang.warning.TwoPersonRule}
 * the one place of that rule. What is approved is a hash ({@code ContentHash}); what was published never changes, in
 * the database too (V060). Active warnings and feeds are answered from memory ({@code ActiveWarnings}).
 */
package org.qunfang.warning;
