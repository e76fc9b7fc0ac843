import { describe, expect, it } from 'vitest';
import { changes, fits, minutesOf, termOf, type Rule } from './terms';

const DAY = 420;
const rule = (over: Partial<Rule> = {}): Rule => ({
  kind: 'acknowledge', severity: 'low', minutes: 1440, time: 'calendar', own: false, origin: 'built-in', leastMinutes: 1, mostMinutes: 527040, mostWorkingMinutes: 153720, ...over,
});

describe('a term', () => {
  it.each([
    [1440, 'calendar', { value: 1, unit: 'day' }], [90, 'calendar', { value: 90, unit: 'minute' }], [240, 'calendar', { value: 4, unit: 'hour' }],
    [840, 'working', { value: 2, unit: 'workDay' }], [60, 'working', { value: 1, unit: 'workHour' }], [0, 'calendar', { value: 0, unit: 'minute' }],
  ] as const)('of %i minutes in %s time reads as people say it, and back', (minutes, time, term) => {
    expect(termOf(minutes, time, DAY)).toEqual(term);
    expect(minutesOf(term, DAY)).toBe(minutes);
  });

  it('has bounds of its kind of time', () => {
    expect(fits(rule(), { value: 366, unit: 'day' }, DAY)).toBe(true);
    expect(fits(rule(), { value: 367, unit: 'day' }, DAY)).toBe(false);
    expect(fits(rule(), { value: 366, unit: 'workDay' }, DAY)).toBe(true);
    expect(fits(rule(), { value: 367, unit: 'workDay' }, DAY)).toBe(false);
    expect(fits(rule(), { value: 0, unit: 'minute' }, DAY)).toBe(false);
    expect(fits(rule({ leastMinutes: 0 }), { value: 0, unit: 'minute' }, DAY)).toBe(true);
    expect(fits(rule(), { value: Number.NaN, unit: 'minute' }, DAY)).toBe(false);
  });
});

describe('what is sent', () => {
  it('is what differs, and what is given back to what is inherited', () => {
    const own = rule({ severity: 'medium', own: true, origin: 'city' });
    expect(changes([rule(), own], {}, DAY)).toEqual([]);
    expect(changes([rule(), own], { 'acknowledge.low': { value: 24, unit: 'hour' } }, DAY)).toEqual([]);
    expect(changes([rule(), own], { 'acknowledge.low': { value: 1, unit: 'workDay' }, 'acknowledge.medium': null }, DAY)).toEqual([
      { kind: 'acknowledge', severity: 'low', minutes: 420, time: 'working' },
      { kind: 'acknowledge', severity: 'medium' },
    ]);
  });
});
