import { describe, expect, it } from 'vitest';
import { uuidv7 } from './ids';
import { bounds, inside, ring, spotsInView } from './map/circle';
import { fit } from './photo/downscale';
import { match } from './router.svelte';

describe('small things', () => {
  it('uuidv7 carries its time, version and variant, and sorts by time', () => {
    const id = uuidv7(Date.UTC(2026, 10, 23));
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(Date.UTC(2026, 10, 23));
    expect(uuidv7(1000) < uuidv7(1001)).toBe(true);
  });

  it('a picture is fitted, never enlarged', () => {
    expect(fit(6000, 4000)).toEqual({ width: 2048, height: 1365 });
    expect(fit(800, 600)).toEqual({ width: 800, height: 600 });
    expect(fit(30000, 3)).toEqual({ width: 2048, height: 1 });
  });

  it('a circle of 800 m around Guangming is 1600 m high and closed', () => {
    const points = ring({ lat: 22.7, lon: 113.9 }, 800);
    const [west, south, east, north] = bounds({ type: 'Polygon', coordinates: [points] })!;
    expect((north - south) * 111_195).toBeCloseTo(1600, -1);
    expect(east - west).toBeGreaterThan(north - south);
    expect(points[0]).toEqual(points.at(-1));
  });

  it('an address matches its pattern or not', () => {
    expect(match('/track/{code}', '/track/K7%2FQ2')).toEqual({ code: 'K7/Q2' });
    expect(match('/track/{code}', '/track')).toBeUndefined();
    expect(match('/track/{code}', '/track/A/')).toEqual({ code: 'A' });
    expect(match('/', '/')).toEqual({});
  });
});

describe('a name on the map', () => {
  const corner: GeoJSON.Polygon = { type: 'Polygon', coordinates: [[[0, 0], [10, 0], [10, 10], [8, 10], [8, 2], [0, 2], [0, 0]]] };

  it('stands inside its area, also where the middle of the box is outside', () => {
    expect(inside([5, 5], corner)).toBe(false);
    const [spot] = spotsInView(corner, [0, 0, 10, 10], [-5, -5, 15, 15]);
    expect(spot && inside(spot, corner)).toBe(true);
  });

  it('moves into what is seen of the area', () => {
    const [spot] = spotsInView(corner, [0, 0, 10, 10], [8.5, 8, 9, 9]);
    expect(spot![0]).toBeCloseTo(8.75);
    expect(spotsInView(corner, [0, 0, 10, 10], [2, 4, 4, 6])).toEqual([]);
  });

  it('stays off the edges where there is room for the whole of it', () => {
    const [east] = spotsInView(corner, [0, 0, 10, 10], [-5, -5, 15, 15], [0.6, 0.2])[0]!;
    const [thin] = spotsInView(corner, [0, 0, 10, 10], [7.6, 4, 15, 15], [0.6, 0.2]);
    expect(east).toBeGreaterThan(0.6);
    expect(thin![0]).toBeGreaterThan(8.6);
    expect(thin![0]).toBeLessThan(9.4);
  });
});
