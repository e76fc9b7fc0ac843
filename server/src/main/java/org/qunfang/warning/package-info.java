/**
 * Public warnings: CAP 1.2 chains from draft over the second officer to publication, cancellation and expiry; feeds.
 *
 * <p>Tables: warnings, warning_decisions, cap_messages, cap_signing_keys, warning_feedback, warning_templates,
 * warning_template_versions. Operations: createWarning,
 * updateWarningDraft, getWarning, listWarnings, getWarningAudience, estimateWarningAudience, getDeliveries,
 * submitWarning, approveWarning, returnWarning, rejectWarning, cancelWarning, createWarningUpdate,
 * giveWarningFeedback, listWarningTemplates, createWarningTemplate, updateWarningTemplate, capAtom, capRss, capMessage, capCertificates.
 *
 * <p>{@link org.qunfang.warning.WarningStatus} is the one table of states and {@link org.qunfang.warning.TwoPersonRule}
 * the one place of that rule; {@code WarningScope} says who sees what is not out yet. What is approved is a hash ({@code ContentHash}); what was published never changes, in
 * the database too (V060). Active warnings and feeds are answered from memory ({@code ActiveWarnings}). {@code Publishing} signs CAP messages before it
 * begins its transaction ({@code Signatures}); {@link org.qunfang.warning.ChineseLevel} and
 * {@link org.qunfang.warning.AreaCode12} are for imports, too.
 */
package org.qunfang.warning;
