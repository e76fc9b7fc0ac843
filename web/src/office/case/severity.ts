import type { components } from '$lib/api/contract';

type Severity = components['schemas']['CaseSeverity'];

/** The risk matrix of the contract: 1–4 low, 5–9 medium, 10–14 high, 15–25 extreme. */
export function severityOf(score: number): Severity {
  if (score >= 15) return 'extreme';
  if (score >= 10) return 'high';
  return score >= 5 ? 'medium' : 'low';
}
