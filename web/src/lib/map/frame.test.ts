import { describe, expect, it } from 'vitest';
import type { Area } from '$lib/areas.svelte';
import { cityFrame, heightFor, within, type Box } from './frame';

const area = (level: string, bounds: Box) => ({ level, bounds }) as unknown as Area;
const SHENZHEN: Box = [113.7, 22.4, 114.7, 22.9];
const GUANGZHOU: Box = [112.9, 22.5, 114.1, 23.9];
const HONGAO = { lat: 22.71, lon: 113.93 };
const PARIS = { lat: 48.86, lon: 2.35 };

describe('what a map begins with', () => {
  it('is the city, however far away one case is', () => {
    expect(cityFrame([area('city', SHENZHEN), area('district', [113.8, 22.6, 114, 22.8])], [HONGAO, PARIS])).toEqual(SHENZHEN);
    expect(within(SHENZHEN, PARIS)).toBe(false);
  });

  it('is the city with most of the cases where there are several', () => {
    expect(cityFrame([area('city', GUANGZHOU), area('city', SHENZHEN)], [{ lat: 22.55, lon: 114.2 }, HONGAO])).toEqual(SHENZHEN);
  });

  it('is everything where nothing tells which city is meant', () => {
    expect(cityFrame([area('city', GUANGZHOU), area('city', SHENZHEN)], [])).toEqual([112.9, 22.4, 114.7, 23.9]);
    expect(cityFrame([area('district', SHENZHEN)], [])).toEqual(SHENZHEN);
    expect(cityFrame([], [])).toBeUndefined();
  });

  it('is as high as its width needs', () => {
    expect(heightFor([113, -0.5, 115, 0.5], '40rem')).toBe('clamp(13rem, calc((100vw - 3rem) / 2.000 + 3.5rem), 40rem)');
    expect(heightFor(undefined, '40rem')).toBe('40rem');
  });
});
