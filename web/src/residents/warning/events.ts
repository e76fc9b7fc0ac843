import type { WarningItem } from './warnings.svelte';

/** Warnings of several areas about one event have this alike. */
export const eventOf = ({ mode, eventCode, incident, id }: WarningItem): string => (incident ? `${mode} ${eventCode} ${incident}` : id);

/** Each event once, by its first warning; the others of it beside that. */
export function inEvents<W extends WarningItem>(sorted: readonly W[]): { lead: W; more: W[] }[] {
  const events = new Map<string, W[]>();
  for (const one of sorted) events.set(eventOf(one), [...(events.get(eventOf(one)) ?? []), one]);
  return [...events.values()].map(([lead, ...more]) => ({ lead: lead!, more }));
}
