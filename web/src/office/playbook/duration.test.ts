import { describe, expect, it } from 'vitest';
import { joined, minutes, split } from './duration';

describe('a length of time', () => {
  it('is read in days, hours and minutes as the server writes it', () => {
    expect(['PT30M', 'PT4H', 'PT24H', 'P1DT12H', 'PT90M', 'P1Y', 'soon'].map(minutes)).toEqual([30, 240, 1440, 2160, 90, 0, 0]);
  });

  it('is shown in the largest unit without a rest', () => {
    expect(split('PT24H')).toEqual({ count: 1, unit: 'D' });
    expect(split('PT36H')).toEqual({ count: 36, unit: 'H' });
    expect(split('PT90M')).toEqual({ count: 90, unit: 'M' });
    expect(split('soon')).toEqual({ count: 0, unit: 'M' });
  });

  it('is written within one minute and a year, and not beyond', () => {
    expect(joined(2, 'D')).toBe('P2D');
    expect(joined(30, 'M')).toBe('PT30M');
    expect([joined(0, 'M'), joined(-1, 'H'), joined(1.5, 'H'), joined(Number.NaN, 'H'), joined(366, 'D')]).toEqual(Array(5).fill(undefined));
    expect(joined(365, 'D')).toBe('P365D');
  });
});
