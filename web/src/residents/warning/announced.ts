import type { LocalizedText } from '$lib/i18n.svelte';
import { eventOf } from './events';
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
  /** It changed and is no longer for my places. */
  left?: boolean;
  /** The first warning of its chain, where the stream tells it: of each chain only the newest is shown. */
  chainId?: string;
  /** The warning whose place it took. */
  supersedes?: string;
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

const EVENTS = new Set(['warning.published', 'warning.cancelled', 'warning.left']);

/** What the live stream says, ready to show before anything else is asked; undefined for events that are no warnings. */
export function fromEvent(type: string, data: string): Announced | undefined {
  if (!EVENTS.has(type)) return undefined;
  const told = JSON.parse(data) as { chainId?: string; supersedes?: string; warningId: string; mode: Announced['mode']; severity: string; expires: string; title: LocalizedText; body: LocalizedText };
  return { id: told.warningId, mode: told.mode, severity: told.severity, expires: told.expires, headline: told.title, instruction: told.body, over: type === 'warning.cancelled', left: type === 'warning.left', ...(told.chainId ? { chainId: told.chainId } : {}), ...(told.supersedes ? { supersedes: told.supersedes } : {}) };
}

export function seenKey(one: Pick<Announced, 'id' | 'over' | 'left'>): string {
  return one.over ? `${one.id} over` : one.left ? `${one.id} left` : one.id;
}

/** Nothing has to be done about it any more. */
const isOld = (one: Announced) => one.over || Boolean(one.left);

/** What is real before an exercise, a danger before an all-clear, the most serious first. */
function byDanger(one: Announced, other: Announced): number {
  return Number(one.mode !== 'actual') - Number(other.mode !== 'actual') || Number(isOld(one)) - Number(isOld(other)) || bySeverity(one.severity, other.severity);
}

/**
 * Everything to show now, the most urgent first and then the latest: what was heard and what the server lists for my places, each once,
 * without what was put away or has expired. A cancellation takes the place of its warning, and is told only to those whom the warning reached.
 * Of several about one event the first stands for all.
 */
export function toAnnounce(mine: readonly Mine[], heard: readonly Announced[], seen: ReadonlySet<string>, now: number): Announced[] {
  const listed = mine.map((one): Announced => ({ ...one, instruction: one.instruction ?? {}, over: false }));
  const byId = new Map<string, Announced>();
  const replaced = new Set(heard.map((one) => one.supersedes));
  for (const one of [...[...heard].reverse(), ...listed].filter((each) => !replaced.has(each.id))) if (!byId.has(one.id) || (one.over && !byId.get(one.id)?.over)) byId.set(one.id, one);
  const events = new Map(mine.map((one) => [one.id, eventOf(one)]));
  const shown = new Set<string>();
  const first = (one: Announced) => isOld(one) || !shown.has(events.get(one.id) ?? one.id) && Boolean(shown.add(events.get(one.id) ?? one.id));
  return [...byId.values()].filter((one) => !seen.has(seenKey(one)) && (one.over || Date.parse(one.expires) > now)).sort(byDanger).filter(first);
}
