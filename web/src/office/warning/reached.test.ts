import { beforeAll, describe, expect, it } from 'vitest';
import { loadTexts, setLanguage } from '$lib/i18n.svelte';
import { texts } from '../texts';
import { lasted, millisUntil } from './reached';

const reach = [
  { until: '2026-11-26T10:00:00Z', accepted: 0 },
  { until: '2026-11-26T10:00:02Z', accepted: 60 },
  { until: '2026-11-26T10:00:04Z', accepted: 95 },
  { until: '2026-11-26T10:02:05Z', accepted: 100 },
];

describe('how long it took to reach', () => {
  beforeAll(async () => {
    await loadTexts(...texts);
    setLanguage('en');
  });

  it('is when a share of all who were reached had been', () => {
    expect([0.5, 0.95, 1].map((share) => millisUntil(reach, share))).toEqual([2_000, 4_000, 125_000]);
  });

  it('is told in seconds, minutes or hours', () => {
    expect(lasted(reach, 0.5)).toBe('2 s');
    expect(lasted(reach, 1)).toBe('2 min 5 s');
    expect(millisUntil([], 1)).toBe(0);
  });
});
