import type { components } from '$lib/api/contract';
import { say } from '$lib/i18n.svelte';
import { api } from './api';

export type Area = components['schemas']['Area'];
export type Department = components['schemas']['Department'];
export type Category = components['schemas']['Category'];

const MOST_PAGES = 5;
let areas: Promise<Area[]> | undefined;
let departments: Promise<Department[]> | undefined;
let categories: Promise<Category[]> | undefined;

/** All areas with their outlines, asked once a visit; a failed question is asked again. */
export function allAreas(): Promise<Area[]> {
  areas ??= everyArea();
  areas.catch(() => (areas = undefined));
  return areas;
}

async function everyArea(): Promise<Area[]> {
  const found: Area[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const { data } = await api.get('/v1/areas', { query: { geometry: true, limit: 200, ...(cursor ? { cursor } : {}) } });
    found.push(...data.items);
    if (!data.next) break;
    cursor = data.next;
  }
  return found;
}

/** All departments, asked once a visit; a failed question is asked again. */
export function allDepartments(): Promise<Department[]> {
  departments ??= api.get('/v1/departments', { query: { limit: 200 } }).then(({ data }) => data.items);
  departments.catch(() => (departments = undefined));
  return departments;
}

/** All kinds of hazards, asked once a visit; a failed question is asked again. */
export function allCategories(): Promise<Category[]> {
  categories ??= api.get('/v1/categories', { query: { limit: 200 } }).then(({ data }) => data.items);
  categories.catch(() => (categories = undefined));
  return categories;
}

/** The areas as the map draws them. */
export function outlines(drawn: readonly Area[]): GeoJSON.FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: drawn
      .filter((area) => area.geometry)
      .map((area) => ({
        type: 'Feature',
        properties: { code: area.code, name: say(area.name), level: area.level ?? '' },
        geometry: area.geometry as GeoJSON.Polygon | GeoJSON.MultiPolygon,
      })),
  };
}
