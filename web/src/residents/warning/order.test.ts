import { describe, expect, it } from 'vitest';
import { byReach } from './order';
import type { Mine, WarningItem } from './warnings.svelte';

const warning = (id: string, severity: string, urgency = 'Immediate', mode = 'actual') => ({ id, severity, urgency, mode }) as unknown as WarningItem;
const hits = (one: WarningItem) => ({ ...one, labels: ['home'] }) as Mine;
const ids = (list: readonly { id: string }[]) => list.map((one) => one.id);

describe('the list of warnings', () => {
  it('begins with those that hit one of my places, also where a worse one is elsewhere', () => {
    const here = warning('here', 'Moderate');
    expect(ids(byReach([warning('elsewhere', 'Extreme'), here], [hits(here)]))).toEqual(['here', 'elsewhere']);
  });

  it('then has the most severe first, then the most urgent', () => {
    const all = [warning('later', 'Severe', 'Future'), warning('now', 'Severe', 'Immediate'), warning('worst', 'Extreme', 'Future'), warning('soon', 'Severe', 'Expected')];
    expect(ids(byReach(all, []))).toEqual(['worst', 'now', 'soon', 'later']);
  });

  it('has an exercise at my place below what is real elsewhere', () => {
    const drill = warning('drill', 'Extreme', 'Immediate', 'exercise');
    expect(ids(byReach([drill, warning('real', 'Minor', 'Future')], [hits(drill)]))).toEqual(['real', 'drill']);
  });

  it('names my places on those that hit them', () => {
    const here = warning('here', 'Severe');
    expect(byReach([here], [hits(here)])[0]).toHaveProperty('labels', ['home']);
  });
});
