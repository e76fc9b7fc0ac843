import { expect, describe, it } from 'vitest';
import { toAnnounce } from './announced';
import { inEvents } from './events';
import type { Mine, WarningItem } from './warnings.svelte';

const of = (id: string, incident?: string, eventCode = 'OET-119', mode = 'actual') => ({ id, severity: 'Severe', urgency: 'Immediate', mode, eventCode, incident, expires: '2026-11-26T13:00:00Z' }) as unknown as WarningItem;

describe('warnings of one event', () => {
  it('are one, led by the first; another hazard, an exercise and what names no event are apart', () => {
    const events = inEvents([of('a', 'e'), of('b', 'x'), of('c', 'e'), of('d', 'e', 'OET-081'), of('f', 'e', 'OET-119', 'exercise'), of('g'), of('h')]);
    expect(events.map(({ lead, more }) => [lead.id, ...more.map(({ id }) => id)].join('+'))).toEqual(['a+c', 'b', 'd', 'f', 'g', 'h']);
  });

  it('stand once across the page, by the most serious', () => {
    const worse = { ...of('worse', 'e'), severity: 'Extreme' } as Mine;
    const shown = toAnnounce([of('a', 'e') as Mine, worse, of('b', 'x') as Mine], [], new Set(), Date.parse('2026-11-26T12:00:00Z'));
    expect(shown.map(({ id }) => id)).toEqual(['worse', 'b']);
  });
});
