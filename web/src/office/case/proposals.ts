import type { components } from '$lib/api/contract';

export type Proposal = components['schemas']['FactorProposal'];

/** Answers that are no option: not asked about, and nobody knows. */
export const SKIPPED = '';
export const UNKNOWN = '?';

/** What a report or a site fills in. */
export const proposed = (proposal: Proposal): string => proposal.option ?? UNKNOWN;

/** The officer says otherwise than what a report or a site knows. */
export function overrules(proposal: Proposal | undefined, answer: string | undefined): boolean {
  return Boolean(proposal?.option && answer && answer !== proposal.option);
}

/** What nobody else says needs a reason, and what is against it; nobody needs one for knowing as little as the others. */
export function mustSayWhy(proposal: Proposal | undefined, answer: string | undefined): boolean {
  if (!answer) return false;
  if (answer === UNKNOWN) return overrules(proposal, answer);
  return answer !== proposal?.option;
}
