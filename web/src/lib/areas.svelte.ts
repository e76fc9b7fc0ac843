import type { Api } from '$lib/api/client';
import type { components } from '$lib/api/contract';
import { say } from '$lib/i18n.svelte';

export type Area = components['schemas']['Area'];

const PAGE = 200;
/** As many as one import may bring, so a whole country in counties fits many times over. */
const MOST_PAGES = 100;

/** True when the city has more areas than a page takes; maps and lists then say so. */
export const areasCut = $state({ cut: false });

/** Asks for all areas once a visit, page after page; a failed question is asked again. */
export function areasFrom(api: Pick<Api, 'get'>, ask: { geometry: boolean }): () => Promise<Area[]> {
  let asked: Promise<Area[]> | undefined;
  return () => {
    asked ??= everyPage(api, ask.geometry);
    asked.catch(() => (asked = undefined));
    return asked;
  };
}

async function everyPage(api: Pick<Api, 'get'>, geometry: boolean): Promise<Area[]> {
  const areas: Area[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const { data } = await api.get('/v1/areas', { query: { geometry, limit: PAGE, ...(cursor ? { cursor } : {}) } });
    areas.push(...data.items);
    if (!data.next) return areas;
    cursor = data.next;
  }
  areasCut.cut = true;
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
