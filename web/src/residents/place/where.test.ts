import { describe, expect, it } from 'vitest';
import type { Area } from '../areas';
import { apart, areasAt, wordsFor } from './where';

const square = (west: number, south: number, side: number): number[][] => [[west, south], [west + side, south], [west + side, south + side], [west, south + side], [west, south]];
const area = (code: string, level: string, ...rings: number[][][]) =>
  ({ code, level, name: { 'zh-CN': code }, geometry: { type: 'Polygon', coordinates: rings } }) as unknown as Area;

const CITY = area('市', 'city', square(113, 22, 2));
const DISTRICT = area('区', 'district', square(113, 22, 1), square(113.4, 22.4, 0.2));
const STREET = area('街道', 'street', square(113, 22, 0.3));

describe('where a place is', () => {
  it('is told from the district down', () => {
    expect(wordsFor([STREET, DISTRICT, CITY], { lat: 22.1, lon: 113.1 })).toBe('区 · 街道');
  });

  it('is only the city where no district is known', () => {
    expect(wordsFor([STREET, DISTRICT, CITY], { lat: 23.5, lon: 114.5 })).toBe('市');
  });

  it('is nowhere outside the city', () => {
    expect(areasAt([STREET, DISTRICT, CITY], { lat: 39.9, lon: 116.4 })).toEqual([]);
  });

  it('is not in an area where that has a hole', () => {
    expect(areasAt([DISTRICT], { lat: 22.5, lon: 113.5 })).toEqual([]);
  });

  it('knows how far apart two places are', () => {
    expect(apart({ lat: 22.7, lon: 113.9 }, { lat: 22.7, lon: 113.91 })).toBeCloseTo(1026, -1);
  });
});
