import { describe, expect, it } from 'vitest';
import type { Department } from '../reference';
import { grouped } from './departments';

const one = (code: string, superiorCode?: string, more: Partial<Department> = {}): Department => ({
  id: code, code, name: { 'zh-CN': code, en: code }, isDutyOffice: false, channels: [], version: 1, ...(superiorCode ? { superiorCode } : {}), ...more,
});

const CITY = [
  one('city'), one('city-water', 'city'), one('duty', 'city', { isDutyOffice: true }),
  one('south', 'city'), one('south-housing', 'south'),
  one('north', 'city'), one('north-housing', 'north'), one('north-urban', 'north'),
  one('railway'),
];
const shown = (words: string, more: Partial<Parameters<typeof grouped>[1]> = {}) =>
  grouped(CITY, { words, except: [], named: new Map(), ...more }).map(({ label, choices, closed }) => [closed ? 'closed' : label, ...choices.map(({ id }) => id)]);

describe('the departments to choose from', () => {
  it('stand under their superiors, nearest to the lead first, each once, the duty office before all', () => {
    expect(shown('', { lead: 'north-urban', except: ['north-urban'] })).toEqual([
      ['handover.duty', 'duty'],
      ['city › north', 'north', 'north-housing'],
      ['city', 'city', 'city-water'],
      ['city › south', 'south', 'south-housing'],
      ['closed', 'railway'],
    ]);
  });

  it('begin with those that the matrix names, also from outside', () => {
    const named = new Map([['railway', ['permit'] as const], ['city-water', ['enforce', 'inspect'] as const]]);
    const groups = shown('', { lead: 'north-urban', named });
    expect(groups[0]!.slice(1)).toEqual(['railway', 'city-water']);
    expect(groups.flat().filter((id) => id === 'railway')).toHaveLength(1);
  });

  it('are found by every word, also of what is above them', () => {
    expect(shown('SOUTH housing')).toEqual([['city › south', 'south-housing']]);
    expect(shown('east')).toEqual([]);
  });

  it('are all open where the lead stands alone or nobody leads', () => {
    expect(shown('', { lead: 'railway' }).flat()).not.toContain('closed');
    expect(shown('').flat()).not.toContain('closed');
  });
});
