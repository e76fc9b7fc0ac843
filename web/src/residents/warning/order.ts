import { bySeverity, byUrgency } from './announced';
import type { Mine, WarningItem } from './warnings.svelte';

/** An exercise after what is real; the most serious first, then the most urgent, then the newest. */
export function bySeriousness(one: WarningItem, other: WarningItem): number {
  const real = Number(one.mode !== 'actual') - Number(other.mode !== 'actual');
  return real || bySeverity(one.severity, other.severity) || byUrgency(one.urgency, other.urgency) || (other.publishedAt ?? '').localeCompare(one.publishedAt ?? '');
}

/** As the list shows them: what is real and hits one of my places, then what is real elsewhere, then exercises likewise. */
export function byReach(all: readonly WarningItem[], mine: readonly Mine[]): (WarningItem | Mine)[] {
  const idToMine = new Map(mine.map((one) => [one.id, one]));
  const drill = (one: WarningItem) => Number(one.mode !== 'actual');
  const away = (one: WarningItem) => Number(!idToMine.has(one.id));
  return [...all].sort((one, other) => drill(one) - drill(other) || away(one) - away(other) || bySeriousness(one, other)).map((one) => idToMine.get(one.id) ?? one);
}
