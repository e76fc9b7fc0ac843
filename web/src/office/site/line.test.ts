import { describe, expect, it } from 'vitest';
import { path, signed, steps, tone } from './line';

describe('the line of a risk index', () => {
  it('stays where it is until it changes, and until today', () => {
    const line = [{ day: '2026-01-01', index: 0 }, { day: '2026-01-11', index: 50 }];

    expect(steps(line, '2026-01-21', 100, 200)).toEqual([{ x: 0, y: 200 }, { x: 50, y: 200 }, { x: 50, y: 100 }, { x: 100, y: 100 }]);
  });

  it('is one level from the first day on', () => {
    expect(path(steps([{ day: '2026-01-01', index: 25 }], '2026-01-01', 100, 100))).toBe('M0.0 75.0L100.0 75.0');
  });

  it('is nothing without points', () => {
    expect(steps([], '2026-01-01', 100, 100)).toEqual([]);
  });
});

describe('an index', () => {
  it('has its change with a sign', () => {
    expect([4, -3, 0].map(signed)).toEqual(['+4', '−3', '±0']);
  });

  it('is the more serious in colour the nearer to the threshold and past it', () => {
    expect([0, 20, 39, 40, 69, 70].map((index) => tone(index, 40))).toEqual(['low', 'medium', 'medium', 'high', 'high', 'extreme']);
  });
});
