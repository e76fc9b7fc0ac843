import type { LocalizedText } from '$lib/i18n.svelte';
import type { Mine } from './warnings.svelte';

/** What stands across the page until somebody puts it away. */
export interface Announced {
  id: string;
  mode: 'actual' | 'exercise' | 'test';
  severity: string;
  /** RFC 3339. */
  expires: string;
  headline: LocalizedText;
  instruction: LocalizedText;
  /** It was cancelled: the all-clear has to be as visible as the warning was. */
  over: boolean;
}

const SERIOUSNESS = ['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown'];

/** Of two CAP severities the more serious first. */
export function bySeverity(one: string, other: string): number {
  return SERIOUSNESS.indexOf(one) - SERIOUSNESS.indexOf(other);
}

const URGENCY = ['Immediate', 'Expected', 'Future', 'Past', 'Unknown'];

/** Of two CAP urgencies the one that leaves less time first. */
export function byUrgency(one: string, other: string): number {
  return URGENCY.indexOf(one) - URGENCY.indexOf(other);
}

/** What the live stream says, ready to show before anything else is asked; undefined for events that are no warnings. */
export function fromEvent(type: string, data: string): Announced | undefined {
  if (type !== 'warning.published' && type !== 'warning.cancelled') return undefined;
  const told = JSON.parse(data) as { warningId: string; mode: Announced['mode']; severity: string; expires: string; title: LocalizedText; body: LocalizedText };
  return { id: told.warningId, mode: told.mode, severity: told.severity, expires: told.expires, headline: told.title, instruction: told.body, over: type === 'warning.cancelled' };
}

export function seenKey(one: Pick<Announced, 'id' | 'over'>): string {
  return one.over ? `${one.id} over` : one.id;
}

/** What is real before an exercise, a danger before an all-clear, the most serious first. */
function byDanger(one: Announced, other: Announced): number {
  return Number(one.mode !== 'actual') - Number(other.mode !== 'actual') || Number(one.over) - Number(other.over) || bySeverity(one.severity, other.severity);
}

/**
 * Everything to show now, the most urgent first and then the latest: what was heard and what the server lists for my places, each once,
 * without what was put away or has expired. A cancellation takes the place of its warning, and is told only to those whom the warning reached.
 */
export function toAnnounce(mine: readonly Mine[], heard: readonly Announced[], seen: ReadonlySet<string>, now: number): Announced[] {
  const listed = mine.map((one): Announced => ({ ...one, instruction: one.instruction ?? {}, over: false }));
  const byId = new Map<string, Announced>();
  for (const one of [...[...heard].reverse(), ...listed]) if (!byId.has(one.id) || (one.over && !byId.get(one.id)?.over)) byId.set(one.id, one);
  return [...byId.values()].filter((one) => !seen.has(seenKey(one)) && (one.over || Date.parse(one.expires) > now)).sort(byDanger);
}
