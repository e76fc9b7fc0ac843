import { describe, expect, it } from 'vitest';
import { fromEvent, toAnnounce } from './announced';
import type { Mine } from './warnings.svelte';

const NOW = Date.UTC(2026, 10, 23, 12);
const event = (type: string, more: object = {}) =>
  fromEvent(type, JSON.stringify({ warningId: 'w', mode: 'actual', severity: 'Extreme', expires: '2026-11-23T13:00:00Z', title: { 'zh-CN': '撤离' }, body: { 'zh-CN': '马上离开' }, ...more }))!;
const listed = { id: 'w', mode: 'actual', severity: 'Extreme', expires: '2026-11-23T13:00:00Z', headline: { 'zh-CN': '撤离' }, labels: ['home'] } as unknown as Mine;

describe('the alert across the page', () => {
  it('shows what the stream says before the list has it, and once when both have it', () => {
    expect(toAnnounce([], [event('warning.published')], new Set(), NOW).map((one) => one.id)).toEqual(['w']);
    expect(toAnnounce([listed], [event('warning.published')], new Set(), NOW)).toHaveLength(1);
  });

  it('shows the latest first', () => {
    const heard = [event('warning.published', { warningId: 'first' }), event('warning.published', { warningId: 'second' })];
    expect(toAnnounce([listed], heard, new Set(), NOW).map((one) => one.id)).toEqual(['second', 'first', 'w']);
  });

  it('shows what is real before an exercise, the most serious first, whatever came last', () => {
    const heard = [
      event('warning.published', { warningId: 'orange', severity: 'Severe' }),
      event('warning.published', { warningId: 'red' }),
      event('warning.cancelled', { warningId: 'over' }),
      event('warning.published', { warningId: 'drill', mode: 'exercise' }),
    ];
    expect(toAnnounce([], heard, new Set(), NOW).map((one) => one.id)).toEqual(['red', 'orange', 'over', 'drill']);
  });

  it('shows an update in the place of what it updates, also while the list still has that', () => {
    const heard = [event('warning.published'), event('warning.published', { warningId: 'later', supersedes: 'w' })];
    expect(toAnnounce([listed], heard, new Set(['w']), NOW).map((one) => one.id)).toEqual(['later']);
  });

  it('says to whom an update is no longer for, below what is dangerous, and puts it away by itself', () => {
    const heard = [event('warning.published'), event('warning.left', { warningId: 'later', supersedes: 'w' }), event('warning.published', { warningId: 'other', severity: 'Minor' })];
    const shown = toAnnounce([listed], heard, new Set(), NOW);
    expect(shown.map((one) => [one.id, Boolean(one.left)])).toEqual([['other', false], ['later', true]]);
    expect(toAnnounce([], heard, new Set(['later left', 'other']), NOW)).toEqual([]);
  });

  it('stays away when it was put away', () => {
    expect(toAnnounce([listed], [event('warning.published')], new Set(['w']), NOW)).toEqual([]);
  });

  it('goes when the warning expires', () => {
    expect(toAnnounce([], [event('warning.published', { expires: '2026-11-23T11:59:59Z' })], new Set(), NOW)).toEqual([]);
  });

  it('gives the all-clear even to who had put the warning away, and never shows the warning again', () => {
    const heard = [event('warning.published'), event('warning.cancelled'), event('warning.published')];
    expect(toAnnounce([listed], heard, new Set(['w']), NOW).map((one) => one.over)).toEqual([true]);
  });

  it('takes no other event for a warning', () => {
    expect(fromEvent('case.opened', '{}')).toBeUndefined();
  });
});
