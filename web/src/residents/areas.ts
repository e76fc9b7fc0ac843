import type { components } from '$lib/api/contract';
import { say } from '$lib/i18n.svelte';
import { api } from './api';

export type Area = components['schemas']['Area'];

const MOST_PAGES = 5;
let asked: Promise<Area[]> | undefined;

/** All areas with their outlines, asked once a visit; a failed question is asked again. */
export function allAreas(): Promise<Area[]> {
  asked ??= everyPage();
  asked.catch(() => (asked = undefined));
  return asked;
}

async function everyPage(): Promise<Area[]> {
  const areas: Area[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const { data } = await api.get('/v1/areas', { query: { geometry: true, limit: 200, ...(cursor ? { cursor } : {}) } });
    areas.push(...data.items);
    if (!data.next) break;
    cursor = data.next;
  }
  return areas;
}

/** The areas as the map draws them. */
export function outlines(areas: readonly Area[]): GeoJSON.FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: areas
      .filter((area) => area.geometry)
      .map((area) => ({
        type: 'Feature',
        properties: { code: area.code, name: say(area.name), level: area.level ?? '' },
        geometry: area.geometry as GeoJSON.Polygon | GeoJSON.MultiPolygon,
      })),
  };
}
