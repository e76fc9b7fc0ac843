import type { components } from '$lib/api/contract';
import { api } from './api';

export type Area = components['schemas']['Area'];

/** Districts and what lies in them, for choosing where one is. */
export async function allAreas(): Promise<Area[]> {
  return (await api.get('/v1/areas', { query: { limit: 200 } })).data.items.filter((area) => area.level !== 'city');
}

/** The middle of an area, with how inexact that is, in metres. */
export function middle(area: Area): { lat: number; lon: number; accuracyMeters: number } {
  const [west, south, east, north] = area.bounds as [number, number, number, number];
  return { lat: (south + north) / 2, lon: (west + east) / 2, accuracyMeters: Math.round(((north - south) * 111_195) / 2) };
}
