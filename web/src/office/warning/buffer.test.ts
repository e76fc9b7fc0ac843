import { describe, expect, it } from 'vitest';
import { around } from './buffer';

const site = { location: { lat: 22.711, lon: 113.934 }, radiusMeters: 300 };

describe('the area around a site', () => {
  it('reaches so many metres beyond its edge', () => {
    expect(around(site, 500)).toEqual({ lat: 22.711, lon: 113.934, radiusMeters: 800 });
  });

  it('reaches beyond the farthest corner where its boundary is known', () => {
    const boundary = { type: 'Polygon' as const, coordinates: [[[113.934, 22.711], [113.944, 22.711], [113.934, 22.72], [113.934, 22.711]]] };
    const { radiusMeters } = around({ ...site, boundary } as Parameters<typeof around>[0], 500);
    // About 1,026 m east and 1,001 m north, plus the 500.
    expect(radiusMeters).toBeGreaterThanOrEqual(1_526);
    expect(radiusMeters).toBeLessThan(1_535);
  });
});
